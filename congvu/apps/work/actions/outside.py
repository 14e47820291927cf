"""What the office does with work that is in no catalogue: propose it, or leave it and say why."""

from datetime import datetime

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.catalogue.queries import VersionRow, document_of
from congvu.apps.toolkit import actions as toolkit
from congvu.apps.toolkit.actions import RowEdit
from congvu.apps.toolkit.queries import proposal
from congvu.apps.work.enums import OutsideRuling
from congvu.apps.work.models import OutsideWork
from congvu.apps.work.queries.outside import OutsideRow, outside_of
from congvu.engine.lists.document import written
from congvu.kernel.vietnamese import nfc


@transaction.atomic
def leave_outside(agency_id: int, title_key: str, *, reason: str, by: Actor, at: datetime) -> None:
    """Do not add work of this title to a catalogue, and say why (Đ13.3).

    Raises Refused without a reason, or where nothing of that title waits any more.
    """
    if not reason.strip():
        raise Refused("Ghi lý do không thêm vào danh mục; lý do được giữ trong lịch sử.")
    row = _waiting(agency_id, title_key)
    _decide(agency_id, row, OutsideRuling.LEFT, by=by, at=at, reason=reason)


@transaction.atomic
def propose_outside(
    agency_id: int,
    title_key: str,
    *,
    into: int | None,
    edition: VersionRow | None,
    by: Actor,
    at: datetime,
) -> int:
    """Add work of this title to a proposal under way, or to one begun from an edition (Đ13.3).

    Returns the proposal's id. Code and points are left for whoever drafts it. Raises Refused where
    nothing of that title waits, or the proposal can no longer be drafted.
    """
    row = _waiting(agency_id, title_key)
    if into is None:
        if edition is None:
            raise Refused("Chọn bản đề xuất hoặc danh mục để đưa việc này vào.")
        into = toolkit.start(
            document_of(edition.code),
            unit=edition.unit,
            based_on=edition.code,
            origin=f"Lập từ bản {edition.code} để thêm việc ngoài danh mục"[:300],
            by=by,
            at=at,
        )
    toolkit.change_rows(
        into,
        [RowEdit("products", _values(row))],
        label=f"Thêm việc ngoài danh mục: {row.title}"[:300],
        by=by,
        at=at,
    )
    told = f"Bản đề xuất số {into}: {proposal(into).name}"
    _decide(agency_id, row, OutsideRuling.PROPOSED, by=by, at=at, proposal=told[:300])
    return into


def _values(row: OutsideRow) -> dict[str, str]:
    """The row as a product that is still to be appraised: what was done, and how it was weighed."""
    weights = ", ".join(f"{written(tenths, 1)} ({times} lần)" for tenths, times in row.coefficients)
    note = f"Ngoài danh mục: {row.times} lần, hệ số đã dùng {weights}"
    return {"name": row.title, "output": row.output, "note": note}


def _waiting(agency_id: int, title_key: str) -> OutsideRow:
    found = next((one for one in outside_of(agency_id) if one.title_key == title_key), None)
    if found is None:
        raise Refused("Việc này không còn chờ xử lý; có thể người khác vừa xử lý xong.")
    return found


def _decide(
    agency_id: int,
    row: OutsideRow,
    ruling: OutsideRuling,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    proposal: str = "",
) -> None:
    with in_words(OutsideWork):
        made = OutsideWork.objects.create(
            agency_id=agency_id,
            title_key=row.title_key,
            title=row.title,
            times=row.times,
            last_task_id=row.last_task,
            ruling=ruling,
            reason=nfc(reason).strip(),
            proposal=proposal,
            by_id=by.pk,
            at=at,
        )
    audit.record(
        f"work.outside_{ruling.value}",
        kind="outside_work",
        object_id=made.pk,
        label=made.title,
        by=by,
        at=at,
        reason=made.reason or made.proposal,
        clause="Đ13.3",
        payload={"times": made.times},
    )
