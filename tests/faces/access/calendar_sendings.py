"""Sendings of the pages of the calendar (see sendings)."""

from datetime import timedelta

from congvu.apps.evaluation.models import Scorecard
from congvu.apps.rulebook.queries import deadlines, next_span, period
from congvu.kernel.dates import format_day
from congvu.kernel.periods import Month
from tests.faces.access.cast import TODAY
from tests.faces.access.sending import Sending, at
from tests.faces.town import MONTH


def calendar_open(_n: int) -> Sending:
    return Sending("noi.vu", at("calendar_open"), {"ky": next_span(TODAY).key})


def calendar_extend(n: int) -> Sending:
    last = deadlines(period(MONTH)).on("publish") + timedelta(days=n)
    typed = {"buoc": "publish", "den": format_day(last), "ly-do": f"Bão số {n}"}
    return Sending("noi.vu", at("calendar_extend", MONTH), typed)


def self_score_reopen(n: int) -> Sending:
    head, who = ("binh", "an") if n % 2 else ("chi", "dung")
    Scorecard.objects.filter(person__code=who, period__key=MONTH).update(
        state="draft", confirmed_at=None, confirmed_by=None
    )
    typed = {"den": "27/11/2026", "ly-do": f"Đi công tác {n}"}
    return Sending(head, at("self_score_reopen", who, MONTH), typed)


def calendar_setting(n: int) -> Sending:
    since = Month(2027, 1).plus(n).first_day
    typed = {"muc": "grace_working_days", "gia-tri": str(n % 10), "tu": format_day(since)}
    return Sending("noi.vu", at("calendar_setting"), typed | {"quyet-dinh": f"QĐ {n}"})
