"""An organisation assesses its own year and proposes a level (Đ9.2a); its head sends it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.evaluation.actions.organisations.held import (
    hold,
    rated_organisation,
    refuse_other,
    tell,
)
from congvu.apps.evaluation.enums import AssessmentState, OrganisationLevel
from congvu.apps.evaluation.models import OrganisationAssessment
from congvu.apps.evaluation.queries.organisations.assessments import AssessmentRow
from congvu.apps.evaluation.queries.organisations.criteria import (
    CriteriaRow,
    criteria_among,
    criteria_of,
    criteria_sets,
)
from congvu.apps.evaluation.queries.organisations.evidence import Measured, evidence_of
from congvu.apps.evaluation.queries.organisations.rules import last_day
from congvu.apps.evaluation.queries.organisations.units import Organisation
from congvu.apps.work.queries import Figures
from congvu.kernel.dates import local_day
from congvu.kernel.fixed import format_fixed
from congvu.kernel.vietnamese import nfc


@dataclass(frozen=True, slots=True)
class SelfAssessment:
    """What the head gives: points in hundredths and notes by criterion, a level she proposes.

    `given` are the year's tasks where she tells others than the system counted, with a reason.
    Criteria that a ratio measures take their points from it, whatever is given.
    """

    points: Mapping[str, int]
    notes: Mapping[str, str] = field(default_factory=dict)
    proposed_level: str = ""
    given: Figures | None = None
    figures_note: str = ""


@transaction.atomic
def assess_organisation(
    unit: str,
    year: int,
    row: SelfAssessment,
    *,
    head: int | None,
    send: bool,
    by: Actor | None,
    at: datetime,
    seen: str | None = None,
) -> None:
    """Keep an organisation's assessment, and with `send` give it to whoever recognises it.

    `head` is the person (by id) in whose right it is done. Raises Refused for another than the
    organisation's head, a year that was sent already, points that cannot be, or, on sending, what
    is not whole yet.
    """
    today = local_day(at)
    one = rated_organisation(unit, year, today)
    refuse_other(head, one.head, "tự đánh giá tổ chức này")
    held = hold(unit, year, seen)
    if held is not None and not held.is_open:
        raise Refused("Bản tự đánh giá đã gửi; muốn sửa thì đề nghị cấp có thẩm quyền trả lại.")
    criteria = _criteria(one, year, held)
    evidence = evidence_of(one.unit, year, today)
    told = _told(row, criteria, evidence)
    if send:
        _refuse_part(told, criteria)
        told |= {"state": AssessmentState.SENT, "sent_at": at, "sent_by_id": head}
        told |= {"return_reason": ""}
    with in_words(OrganisationAssessment), transaction.atomic():
        OrganisationAssessment.objects.update_or_create(
            unit_id=one.unit.id, year=year, defaults={"criteria_id": criteria.id, **told}
        )
    verb = "evaluation.organisation_sent" if send else "evaluation.organisation_assessed"
    tell(verb, one, year, by=by, at=at, clause="Đ9.2a", payload=_payload(told))


def _criteria(one: Organisation, year: int, held: AssessmentRow | None) -> CriteriaRow:
    """The set it was begun with, else the one in force on the year's last day."""
    if held is not None:
        return criteria_of(held.criteria_id)
    return criteria_among(criteria_sets(), last_day(year))[one.unit.kind]


def _told(row: SelfAssessment, criteria: CriteriaRow, evidence: Measured) -> dict[str, Any]:
    if row.proposed_level and row.proposed_level not in OrganisationLevel.values:
        raise Refused("Chọn mức đề xuất trong bốn mức của Điều 8.")
    given = _given(row, evidence.figures)
    refuse_points(row.points, criteria)
    points = {**row.points, **evidence.points(criteria, given)}
    figures = {"counted": evidence.figures.as_dict()}
    if given is not None:
        figures["given"] = given.as_dict()
    known = {line.code for line in criteria.lines}
    notes = {code: nfc(text).strip() for code, text in row.notes.items() if code in known}
    return {
        "own_points": points,
        "own_notes": {code: text for code, text in notes.items() if text},
        "figures": figures,
        "figures_note": nfc(row.figures_note).strip() if given is not None else "",
        "proposed_level": row.proposed_level,
    }


def _given(row: SelfAssessment, counted: Figures) -> Figures | None:
    """The head's own count, where it differs; it must be one that can be, and told why."""
    given = row.given
    if given is None or given == counted:
        return None
    possible = (
        given.exceeding <= given.in_time <= given.done <= given.tasks and given.late <= given.tasks
    )
    if not possible:
        raise Refused(
            "Số nhiệm vụ chưa hợp lý: vượt mức không nhiều hơn đúng hạn, đúng hạn không nhiều hơn "
            "hoàn thành, hoàn thành và chậm không nhiều hơn số được giao."
        )
    if not row.figures_note.strip():
        raise Refused("Số nhiệm vụ khác với số hệ thống đếm thì phải ghi vì sao.")
    return given


def refuse_points(points: Mapping[str, int], criteria: CriteriaRow) -> None:
    """Refuse points of a criterion that the set does not have, or beyond its most."""
    most = {line.code: line.most_hundredths for line in criteria.lines}
    for code, value in points.items():
        if code not in most:
            raise Refused(f"Bộ tiêu chí không có mã “{code}”.")
        if not 0 <= value <= most[code]:
            raise Refused(
                f"Tiêu chí {code}: từ 0 đến {format_fixed(most[code], places=2, show=0)} điểm."
            )


def _refuse_part(told: Mapping[str, Any], criteria: CriteriaRow) -> None:
    missing = [line.code for line in criteria.lines if line.code not in told["own_points"]]
    if missing:
        raise Refused(f"Còn tiêu chí chưa chấm: {', '.join(missing)}.")
    if not told["proposed_level"]:
        raise Refused("Chọn mức xếp loại đề xuất trước khi gửi.")


def _payload(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: told[name] for name in ("own_points", "figures", "proposed_level")}
