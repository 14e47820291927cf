"""The recognising authority looks at a year that was sent: points, facts, a choice (Đ8, Đ9)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.evaluation.actions.held_cards import refuse_blank
from congvu.apps.evaluation.actions.organisations.assessing import refuse_points
from congvu.apps.evaluation.actions.organisations.held import (
    hold,
    rated_organisation,
    refuse_other,
    tell,
)
from congvu.apps.evaluation.enums import AssessmentState, OrganisationLevel
from congvu.apps.evaluation.models import OrganisationAssessment
from congvu.apps.evaluation.queries.organisations.assessments import AssessmentRow, sums
from congvu.apps.evaluation.queries.organisations.criteria import criteria_of
from congvu.apps.evaluation.queries.organisations.rating import Facts, scored
from congvu.apps.evaluation.queries.organisations.rules import organisation_rules
from congvu.kernel.dates import local_day
from congvu.kernel.vietnamese import nfc
from congvu.law.registry import Rules

LOOKED_AT = (AssessmentState.SENT, AssessmentState.REVIEWED)
NOTES = ("unfixed_note", "concluded_note", "complaint_note", "verification", "force_majeure_note")


@dataclass(frozen=True, slots=True)
class OrganisationReview:
    """What the authority finds: points she sets otherwise (hundredths, with reasons), and facts.

    Each fact that is true has its note. `chosen_level` is given only where no level of Điều 8
    fits, with a reason; `rank` is the order written beforehand for equal points.
    """

    points: Mapping[str, int] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    unfixed: bool = False
    unfixed_note: str = ""
    concluded: bool = False
    concluded_note: str = ""
    complaint: bool = False
    complaint_note: str = ""
    verification: str = ""
    force_majeure: bool = False
    force_majeure_note: str = ""
    chosen_level: str = ""
    chosen_reason: str = ""
    rank: int = 0


@transaction.atomic
def review_organisation(
    unit: str,
    year: int,
    row: OrganisationReview,
    *,
    authority: int | None,
    by: Actor | None,
    at: datetime,
    seen: str | None = None,
) -> None:
    """Settle an organisation's year as its authority, ready to be recognised.

    `authority` is the person (by id) in whose right it is done. Raises Refused for another than
    Điều 5 names, other points without a reason, a fact without its note, a complaint that was not
    looked into, or a level chosen where the law fixes it (and none where it does not).
    """
    one = rated_organisation(unit, year, local_day(at))
    refuse_other(authority, one.authority, "công nhận tổ chức này")
    held = _sent(unit, year, seen)
    found = review_of(held, row)
    _refuse_choice(found, organisation_rules(year))
    told = columns_of(found) | {
        "state": AssessmentState.REVIEWED, "reviewed_at": at, "reviewed_by_id": authority,
    }  # fmt: skip
    with in_words(OrganisationAssessment), transaction.atomic():
        OrganisationAssessment.objects.filter(pk=held.id).update(**told)
    payload = columns_of(found)
    tell("evaluation.organisation_reviewed", one, year, by=by, at=at, clause="Đ5", payload=payload)


@transaction.atomic
def return_organisation(
    unit: str,
    year: int,
    *,
    reason: str,
    authority: int | None,
    by: Actor | None,
    at: datetime,
    seen: str | None = None,
) -> None:
    """Give a year back to its organisation with a reason; what the authority set is taken out.

    Raises Refused without a reason, for another than the authority, or once it is recognised.
    """
    refuse_blank(reason, "Trả lại thì phải ghi lý do.")
    one = rated_organisation(unit, year, local_day(at))
    refuse_other(authority, one.authority, "công nhận tổ chức này")
    held = _sent(unit, year, seen)
    OrganisationAssessment.objects.filter(pk=held.id).update(
        state=AssessmentState.DRAFT, return_reason=nfc(reason).strip(), given_points={},
        given_reasons={}, chosen_level="", chosen_reason="",
    )  # fmt: skip
    tell(
        "evaluation.organisation_returned", one, year, by=by, at=at, reason=reason,
        payload={"given_points": dict(held.given_points), "chosen_level": held.chosen_level},
    )  # fmt: skip


def review_of(held: AssessmentRow, row: OrganisationReview) -> AssessmentRow:
    """Return an assessment with what the authority finds; raises Refused for what cannot be."""
    criteria = criteria_of(held.criteria_id)
    refuse_points(row.points, criteria)
    points = {code: value for code, value in row.points.items() if value != held.own_points[code]}
    reasons = {code: nfc(row.reasons.get(code, "")).strip() for code in points}
    silent = sorted(code for code, reason in reasons.items() if not reason)
    if silent:
        raise Refused(f"Chấm khác điểm tự chấm thì phải ghi lý do: {', '.join(silent)}.")
    notes: dict[str, Any] = {name: nfc(getattr(row, name)).strip() for name in NOTES}
    _refuse_silent_facts(row, notes)
    return replace(
        held,
        given_points=points,
        given_reasons=reasons,
        unfixed=row.unfixed,
        concluded=row.concluded,
        complaint=row.complaint,
        force_majeure=row.force_majeure,
        chosen_level=row.chosen_level,
        chosen_reason=nfc(row.chosen_reason).strip(),
        rank=row.rank,
        **notes,
    )


def columns_of(row: AssessmentRow) -> dict[str, Any]:
    """Return what a review sets, by column."""
    facts = ("unfixed", "concluded", "complaint", "force_majeure")
    names = ("given_points", "given_reasons", *facts, *NOTES, "chosen_level", "chosen_reason")
    return {name: getattr(row, name) for name in (*names, "rank")}


def _refuse_silent_facts(row: OrganisationReview, notes: Mapping[str, Any]) -> None:
    told = {
        "unfixed": "hạn chế nào chưa khắc phục",
        "concluded": "kết luận nào, của ai",
        "complaint": "đơn thư, dấu hiệu gì",
        "force_majeure": "lý do bất khả kháng",
    }
    for name, what in told.items():
        if getattr(row, name) and not notes[f"{name}_note"]:
            raise Refused(f"Hãy ghi {what}.")
    if row.complaint and not notes["verification"]:
        raise Refused(
            "Có đơn thư hoặc dấu hiệu mất đoàn kết thì phải có kết quả kiểm tra, xác minh trước "
            "khi quyết định (Điều 9)."
        )


def _refuse_choice(found: AssessmentRow, rules: Rules) -> None:
    """A level is chosen where the law leaves it open, and nowhere else."""
    parts = sums(found, criteria_of(found.criteria_id))
    if parts is None:
        raise Refused("Còn tiêu chí chưa có điểm; hãy trả lại để tự đánh giá cho đủ.")
    outcome = scored(found, parts, rules, Facts())
    is_open = bool(outcome.values.get("open"))
    if not is_open and found.chosen_level:
        raise Refused("Điều 8 đã xác định mức của tổ chức này; không chọn mức khác được.")
    if is_open and not found.chosen_level:
        raise Refused(
            "Không mức nào của Điều 8 khớp: hãy chọn hoàn thành hoặc không hoàn thành, có lý do."
        )
    if is_open and not found.chosen_reason:
        raise Refused("Chọn mức phải ghi lý do.")
    if is_open and str(outcome.step("level")) != found.chosen_level:
        label = OrganisationLevel(str(outcome.step("most"))).label.lower()
        raise Refused(f"Mức cao nhất được chọn ở đây là {label}.")


def _sent(unit: str, year: int, seen: str | None) -> AssessmentRow:
    held = hold(unit, year, seen)
    if held is None or held.state not in LOOKED_AT:
        raise Refused("Bản đánh giá này chưa gửi, hoặc đã công nhận.")
    return held
