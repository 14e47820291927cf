"""An organisation's year held for a change: whose it is, how it stands, and what was told of it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation.models import OrganisationAssessment
from congvu.apps.evaluation.queries.deciders import Decider
from congvu.apps.evaluation.queries.organisations.assessments import AssessmentRow, assessment
from congvu.apps.evaluation.queries.organisations.units import (
    Organisation,
    organisation_of,
)
from congvu.kernel.vietnamese import nfc

CHANGED = (
    "Bản đánh giá đã đổi từ lúc mở trang; chưa ghi gì. Xem lại điều đang có rồi gửi lại nếu cần."
)


def rated_organisation(unit: str, year: int, today: date) -> Organisation:
    """Return an organisation that is rated in a year; raises Refused for another unit."""
    found = organisation_of(year, unit, today)
    if found is None:
        raise Refused(
            f"Loại đơn vị này không xếp loại tổ chức năm {year}: chưa có bộ tiêu chí cho nó."
        )
    return found


def refuse_other(person: int | None, named: Decider | None, does: str) -> None:
    """Refuse whoever is not the person named for it by the law; `does` says what it is."""
    if named is None:
        raise Refused(f"Chưa có người đứng đầu nào có thẩm quyền {does}.")
    if person != named.person_id:
        raise Refused(
            f"Người có thẩm quyền {does} là {named.full_name}, người đứng đầu {named.unit_name}."
        )


def hold(unit: str, year: int, seen: str | None) -> AssessmentRow | None:
    """Lock an organisation's year until the transaction ends and return how it stands.

    `seen` is how it stood when the form was made (None: not asked); raises Refused when it
    stands otherwise now.
    """
    held = OrganisationAssessment.objects.select_for_update().filter(unit__code=unit, year=year)
    list(held.values_list("pk"))
    row = assessment(unit, year)
    if seen is not None and seen != (row.seen if row else ""):
        raise Refused(CHANGED)
    return row


def tell(
    verb: str,
    one: Organisation,
    year: int,
    *,
    by: Actor | None,
    at: datetime,
    reason: str = "",
    clause: str = "",
    payload: Mapping[str, Any] | None = None,
) -> None:
    """Write the audit event of a change to an organisation's year."""
    audit.record(
        verb, kind="organisation", object_id=f"{one.unit.code}/{year}",
        label=f"{one.unit.name}, năm {year}", by=by, at=at, reason=nfc(reason), clause=clause,
        payload=payload,
    )  # fmt: skip
