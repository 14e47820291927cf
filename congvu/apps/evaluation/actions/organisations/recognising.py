"""An authority recognises the levels of her organisations in one act, for good (Đ5, Đ8, Đ9)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.listing import listed
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.evaluation.actions.held_cards import refuse_blank
from congvu.apps.evaluation.actions.organisations.held import (
    hold,
    rated_organisation,
    refuse_other,
    tell,
)
from congvu.apps.evaluation.actions.organisations.reviewing import OrganisationReview, review_of
from congvu.apps.evaluation.enums import AssessmentState
from congvu.apps.evaluation.models import OrganisationAssessment, RaisedCap, Recognition
from congvu.apps.evaluation.queries.deciders import Decider, heads_at
from congvu.apps.evaluation.queries.organisations.assessments import AssessmentRow
from congvu.apps.evaluation.queries.organisations.criteria import CriterionRow
from congvu.apps.evaluation.queries.organisations.rating import (
    AuthorityYear,
    Rated,
    authority_key,
    authority_year,
    with_review,
)
from congvu.apps.evaluation.queries.organisations.recognitions import chain, sealed
from congvu.apps.org.queries import UnitRow, unit, unit_at
from congvu.engine.outcomes import Outcome
from congvu.kernel.dates import local_day
from congvu.kernel.vietnamese import nfc


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision by which levels are recognised: its number and its day."""

    number: str
    day: date


@transaction.atomic
def recognise_organisations(
    authority_unit: str,
    year: int,
    decision: Decision,
    *,
    authority: int | None,
    by: Actor | None,
    at: datetime,
    seen: str | None = None,
) -> list[str]:
    """Recognise every organisation of an authority that is ready; return their codes.

    `authority_unit` is the unit she heads, `seen` the digest of what she was shown (see
    `AuthorityYear.digest`). Raises Refused for another than the head of that unit, when nothing is
    ready or it came to something else meanwhile, or without a decision.
    """
    _refuse_decision(decision, local_day(at))
    chief = _refuse_unless_heads(authority_unit, authority, local_day(at))
    held = OrganisationAssessment.objects.select_for_update(of=("self",))
    list(held.filter(year=year, unit__path__startswith=chief.path).values_list("pk"))
    found = authority_year(year, chief.code, chief.path, local_day(at))
    if seen is not None and seen != found.digest:
        raise Refused("Kết quả đã đổi từ lúc xem trước; chưa công nhận gì. Hãy xem lại.")
    if not found.ready:
        raise Refused(_why_none(found))
    made = [_recognise(found, one, chief, decision, by=by, at=at) for one in found.ready]
    OrganisationAssessment.objects.filter(pk__in=[one.assessment_id for one in made]).update(
        state=AssessmentState.RECOGNISED
    )
    audit.record(
        "evaluation.organisations_recognised", kind="organisations",
        object_id=f"{chief.code}/{year}", label=f"{chief.name}, năm {year}", by=by, at=at,
        reason=decision.number, clause="Đ5", payload=listed(
            [[one.unit.code, one.level, one.score_hundredths, one.sha256] for one in made]
        ),
    )  # fmt: skip
    return [one.unit.code for one in made]


@transaction.atomic
def replace_recognition(
    code: str,
    year: int,
    row: OrganisationReview,
    *,
    reason: str,
    decision: Decision,
    authority: int | None,
    by: Actor | None,
    at: datetime,
) -> str:
    """Replace a recognised level by a new record that names the old; return the new level.

    `row` is the whole review as it should have been. Other organisations keep their levels.
    Raises Refused without a reason or decision, for another than the authority, or where nothing
    is recognised yet.
    """
    refuse_blank(reason, "Thay kết quả đã công nhận thì phải ghi lý do.")
    today = local_day(at)
    _refuse_decision(decision, today)
    one = rated_organisation(code, year, today)
    refuse_other(authority, one.authority, "công nhận tổ chức này")
    held = hold(code, year, None)
    before = next(iter(reversed(chain(code, year))), None)
    if held is None or before is None:
        raise Refused("Tổ chức này chưa được công nhận kết quả của năm; không có gì để thay.")
    chief = unit_at(authority_key(one))
    found = with_review(authority_year(year, chief.code, chief.path, today), review_of(held, row))
    rated = next(each for each in found.rated if each.code == code)
    if rated.level_before_cap is None:
        raise Refused((rated.outcome.reason if rated.outcome else None) or "Chưa có đủ điểm.")
    made = _recognise(
        found, rated, chief, decision, by=by, at=at, replaces=(before.id, before.sha256, reason)
    )
    tell(
        "evaluation.organisation_replaced", one, year, by=by, at=at, reason=reason, clause="Đ8",
        payload={"before": before.level, "after": made.level, "sha256": made.sha256},
    )  # fmt: skip
    return made.level


@transaction.atomic
def raise_cap(
    authority_unit: str,
    year: int,
    *,
    ground: str,
    decision: str,
    authority: int | None,
    by: Actor | None,
    at: datetime,
) -> None:
    """Let an authority's organisations have the higher share of the excellent (Đ8.5b), for a year.

    Raises Refused without ground or decision, for another than the head, or a second time.
    """
    chief = _refuse_unless_heads(authority_unit, authority, local_day(at))
    with in_words(RaisedCap), transaction.atomic():
        made = RaisedCap.objects.create(
            authority_unit_id=chief.id, year=year, ground=nfc(ground).strip(),
            decision=nfc(decision).strip(), by_id=by.pk if by else None, at=at,
        )  # fmt: skip
    audit.record(
        "evaluation.organisation_cap_raised", kind="organisations",
        object_id=f"{chief.code}/{year}",
        label=f"{chief.name}, năm {year}", by=by, at=at, reason=made.ground, clause="Đ8.5b",
        payload={"decision": made.decision},
    )  # fmt: skip


def _recognise(
    found: AuthorityYear,
    one: Rated,
    chief: UnitRow,
    decision: Decision,
    *,
    by: Actor | None,
    at: datetime,
    replaces: tuple[int | None, str, str] = (None, "", ""),
) -> Recognition:
    head = one.organisation.head
    row, outcome, authority = _whole(one)
    before, old_hash, reason = replaces
    made = Recognition(
        assessment_id=row.id,
        unit_id=row.unit_id,
        year=found.year,
        authority_unit_id=chief.id,
        authority_id=authority.person_id,
        head_id=head.person_id if head else None,
        before_id=before,
        old_hash=old_hash,
        level=found.after_cap[one.code],
        level_before_cap=one.level_before_cap or "",
        score_hundredths=one.score_hundredths or 0,
        inputs=_inputs(found, one),
        totals={column.name: outcome.values[column.name] for column in outcome.stage.columns},
        rules_fingerprint=found.rules.fingerprint,
        decision=nfc(decision.number).strip(),
        decided_on=decision.day,
        reason=nfc(reason).strip(),
        by_id=by.pk if by else None,
        on_behalf_of=by.on_behalf_of if by else "",
        at=at,
    )  # fmt: skip
    made.sha256 = sealed(made, at)
    with in_words(Recognition), transaction.atomic():
        made.save(force_insert=True)
    return made


def _inputs(found: AuthorityYear, one: Rated) -> dict[str, Any]:
    """All that the level rests on: what the rule read, the points behind it, the peers."""
    row, _, _ = _whole(one)
    return {
        "rule": dict(one.facts),
        "criteria": [_line(row, line) for line in one.criteria.lines],
        "criteria_decision": one.criteria.decision,
        "figures": dict(row.figures),
        "notes": _notes(row),
        "proposed": row.proposed_level,
        "peers": {"counted": found.counted, "places": found.places, "raised": found.raised},
    }


def _whole(one: Rated) -> tuple[AssessmentRow, Outcome, Decider]:
    """Return what a recognition rests on; raises Refused where any of it is not there."""
    row, outcome, authority = one.row, one.outcome, one.organisation.authority
    if row is None or outcome is None or authority is None:
        raise Refused(f"{one.organisation.unit.name}: chưa đủ để công nhận.")
    return row, outcome, authority


def _line(row: AssessmentRow, line: CriterionRow) -> dict[str, Any]:
    return {
        "code": line.code, "label": line.label, "most": line.most_hundredths,
        "own": row.own_points[line.code], "note": row.own_notes.get(line.code, ""),
        "given": row.given_points.get(line.code), "reason": row.given_reasons.get(line.code, ""),
    }  # fmt: skip


def _notes(row: AssessmentRow) -> Mapping[str, str]:
    names = ("figures_note", "unfixed_note", "concluded_note", "complaint_note", "verification",
             "force_majeure_note", "chosen_reason")  # fmt: skip
    return {name: getattr(row, name) for name in names if getattr(row, name)}


def _refuse_decision(decision: Decision, today: date) -> None:
    refuse_blank(decision.number, "Công nhận phải ghi số quyết định.")
    if decision.day > today:
        raise Refused("Ngày quyết định không được sau hôm nay.")


def _refuse_unless_heads(code: str, person: int | None, today: date) -> UnitRow:
    chief = unit(code)
    heads = heads_at({chief.path}, today).get(chief.path, [])
    if person is None or person not in {one.person_id for one in heads}:
        raise Refused(f"Chỉ người đứng đầu {chief.name} công nhận các tổ chức thuộc quyền.")
    return chief


def _why_none(found: AuthorityYear) -> str:
    """Name what is missing of the first organisations that wait."""
    waiting = [one for one in found.rated if one.recognised is None]
    told: Sequence[str] = [
        f"{one.organisation.unit.name} ({'; '.join(one.missing()) or 'chờ các tổ chức khác'})"
        for one in waiting[:3]
    ]
    if not told:
        return "Mọi tổ chức đã được công nhận."
    return f"Chưa có tổ chức nào công nhận được: {', '.join(told)}."
