"""What the office does with work that is in no catalogue: propose it, or leave it and say why."""

from datetime import datetime

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.work.enums import OutsideRuling
from congvu.apps.work.models import OutsideWork
from congvu.apps.work.queries.outside import outside_of
from congvu.kernel.vietnamese import nfc


@transaction.atomic
def decide_outside(
    agency_id: int,
    title_key: str,
    ruling: str,
    *,
    reason: str = "",
    proposal: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Record what was decided of all work of one title that waits in an agency (Đ13.3).

    Raises Refused where nothing of that title waits, or a reason is missing.
    """
    waiting = next((one for one in outside_of(agency_id) if one.title_key == title_key), None)
    if waiting is None:
        raise Refused("Việc này không còn chờ xử lý; có thể người khác vừa xử lý xong.")
    with in_words(OutsideWork):
        made = OutsideWork.objects.create(
            agency_id=agency_id,
            title_key=title_key,
            title=waiting.title,
            times=waiting.times,
            last_task_id=waiting.last_task,
            ruling=OutsideRuling(ruling),
            reason=nfc(reason).strip(),
            proposal=nfc(proposal)[:300],
            by_id=by.pk,
            at=at,
        )
    audit.record(
        f"work.outside_{made.ruling}",
        kind="outside_work",
        object_id=made.pk,
        label=made.title,
        by=by,
        at=at,
        reason=made.reason or made.proposal,
        clause="Đ13.3",
        payload={"times": made.times},
    )
