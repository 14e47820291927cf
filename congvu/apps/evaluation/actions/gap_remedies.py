"""One act for everybody of a gap before a close: reminded, accepted, seen, sent back to be signed
again; kept as it was done.
"""

from datetime import datetime

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.listing import listed
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.evaluation.actions.reviews import unconfirm_scorecards
from congvu.apps.evaluation.enums import REMEDIES, Gap, Remedy
from congvu.apps.evaluation.models import GapRemedy
from congvu.apps.evaluation.queries.gaps import confirmed_among, people_in
from congvu.apps.org.queries import unit
from congvu.apps.rulebook.queries import PeriodRow, hold_open
from congvu.kernel.vietnamese import nfc


@transaction.atomic
def apply_remedy(
    period: PeriodRow,
    gap: Gap,
    *,
    reason: str = "",
    agency: str = "",
    by: Actor | None,
    at: datetime,
) -> list[int]:
    """Do a gap's one remedy for everybody open in it, of one agency if given; return their ids.

    Reminding writes no letter: the face that asks queues it for whoever is returned. Raises
    PeriodClosed, UnknownUnit, or Refused without a reason where one is needed, or with nobody left.
    """
    hold_open([period.id])
    remedy = REMEDIES[gap]
    if remedy is not Remedy.REMIND and not reason.strip():
        raise Refused(f"{remedy.label}: ghi lý do, người ký chốt sẽ đọc lý do này.")
    people = dict(people_in(period, gap, agency=agency))
    if not people:
        raise Refused("Không còn ai trong mục này.")
    if remedy is Remedy.UNCONFIRM:
        signed = confirmed_among(period, people)
        if signed:
            unconfirm_scorecards(period, signed, reason=reason, by=by, at=at)
    with in_words(GapRemedy), transaction.atomic():
        GapRemedy.objects.create(
            period_id=period.id,
            gap=gap,
            remedy=remedy,
            agency_id=unit(agency).id if agency else None,
            people=list(people),
            reason=nfc(reason).strip(),
            by_id=by.pk if by else None,
            at=at,
        )
    audit.record(
        "evaluation.gap_remedied",
        kind="period",
        object_id=period.key,
        label=f"{gap.label}: {len(people)} người, {period.label}",
        by=by,
        at=at,
        reason=nfc(reason).strip(),
        payload={"remedy": remedy.value, "agency": agency, **listed(list(people.values()))},
    )
    return list(people)
