"""Which other rules are meant: the text, the day and the values, as they were typed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.http import HttpRequest, QueryDict

from congvu.apps.org.enums import PersonKind
from congvu.apps.rulebook.queries import PeriodRow, overlaid, rules_with
from congvu.kernel.dates import NotADay, format_day, parse_day
from congvu.kernel.vietnamese import nfc
from congvu.law.faults import LawFault
from congvu.law.registry import Rules, rules_on, the_law
from congvu.web.rulings.values_form import Option, ValuesForm, values_form

TEXT, DAY, PERIOD, DECISION, REASON = "van-ban", "ngay", "ky", "quyet-dinh", "ly-do"
ACT, OTHER_FIELDS = "viec", "doi"
"""Asks for the fields of the text and day that were chosen; nothing is written."""
SUBJECT = PersonKind.CIVIL_SERVANT
MOST_TYPED = 500


@dataclass
class TermsForm:
    """The form of a run or a draft as it was typed; `faults` by field, `refused` for the whole.

    `rules`: those of the day and text, without the values typed. `text` "" keeps the text in force.
    """

    day: date
    text: str
    rules: Rules
    values: ValuesForm
    typed: dict[str, str]
    texts: tuple[Option, ...]
    faults: dict[str, str] = field(default_factory=dict)
    refused: str = ""

    @property
    def is_wrong(self) -> bool:
        """Whether something has to be mended."""
        return bool(self.faults or self.refused)

    @property
    def changes_text(self) -> str:
        """The text asked for where it is another than the one in force, else ""."""
        return self.text if self.text and self.text != _in_force(self.day) else ""

    @property
    def said(self) -> dict[str, str]:
        """What was typed, by names that a template can say."""
        return {name.replace("-", "_"): text for name, text in self.typed.items()}

    @property
    def wrong(self) -> dict[str, str]:
        """The faults, likewise."""
        return {name.replace("-", "_"): fault for name, fault in self.faults.items()}

    def filled(self, name: str, fault: str) -> str:
        """Return a text that must be there; a fault where it is not."""
        if not self.typed[name]:
            self.faults[name] = fault
        return self.typed[name]


def terms_form(
    request: HttpRequest,
    day: date,
    *,
    text: str = "",
    drafted: dict[str, str] | None = None,
    typed: dict[str, str] | None = None,
    open_day: bool = False,
) -> TermsForm:
    """Read the form from what was sent, else from the address and what is drafted.

    `open_day`: the field of the day may stay empty, which means `day`.
    """
    posted = request.POST if request.method == "POST" else None
    given: QueryDict = request.POST if posted is not None else request.GET
    faults: dict[str, str] = {}
    asked_day = _day(given.get(DAY, ""), day, faults)
    asked_text = given.get(TEXT, text).replace("\x00", "")[:MOST_TYPED]
    try:
        rules = rules_with(asked_day, SUBJECT, asked_text, {})
    except LawFault as fault:
        faults[DAY if TEXT not in given else TEXT] = fault.message
        asked_day, asked_text = day, ""
        rules = rules_with(day, SUBJECT, "", {})
    form = values_form(rules, posted, drafted=drafted if asked_text == text else None)
    kept = {name: _line(posted, name, (typed or {}).get(name, "")) for name in (DECISION, REASON)}
    kept[DAY] = given.get(DAY, "")[:MOST_TYPED] or ("" if open_day else format_day(asked_day))
    found = TermsForm(
        asked_day, asked_text, rules, form, kept, tuple(_texts(asked_day, rules.name)), faults
    )
    if posted is not None:
        found.faults |= {one.id: one.fault for one in form.faults}
    return found


def asks_fields(request: HttpRequest) -> bool:
    """Whether only the fields of another text, day or period are asked for."""
    return request.POST.get(ACT) == OTHER_FIELDS


def period_options(every: Sequence[PeriodRow], here: PeriodRow) -> tuple[Option, ...]:
    """The periods to choose from."""
    return tuple(Option(one.key, one.label, one.key == here.key) for one in every)


def _day(text: str, day: date, faults: dict[str, str]) -> date:
    if not text.strip():
        return day
    try:
        return parse_day(text)
    except NotADay as wrong:
        faults[DAY] = str(wrong)
        return day


def _line(posted: QueryDict | None, name: str, otherwise: str) -> str:
    if posted is None:
        return otherwise
    text = nfc(posted.get(name, "")).replace("\x00", "")
    return " ".join(text.split())[:MOST_TYPED]


def _texts(day: date, here: str) -> list[Option]:
    """The texts that may apply to civil servants on a day."""
    known = (one for one in the_law().rule_texts if one.covers(day) and SUBJECT in one.subjects)
    return [Option(one.name, one.title, one.name == here) for one in known]


def _in_force(day: date) -> str:
    """The name of the text that applies on a day."""
    return rules_on(day, SUBJECT, overlaid(day, SUBJECT, "", {})).name
