"""Competency assessment: the person's own level, then her head's, each with what it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.listing import listed
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.positions.enums import Occasion
from congvu.apps.positions.models import Assessment, Posting
from congvu.apps.positions.queries.requirements import requirements_of


@dataclass(frozen=True, slots=True)
class SelfAssessment:
    """A person's own level of a competency, by its code, and the evidence."""

    competency: str
    level: int
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class HeadAssessment:
    """The head's level; a note is asked where it differs from the person's own."""

    competency: str
    level: int
    note: str = ""


@transaction.atomic
def assess_own(
    posting_id: int,
    rows: Sequence[SelfAssessment],
    *,
    year: int,
    occasion: str = Occasion.YEARLY,
    by: Actor | None,
    at: datetime,
) -> None:
    """Record a person's own levels in a posting; a level the head has answered stands.

    Raises Refused for a competency that the position does not require, a level outside 1–5, or a
    row that the head has assessed.
    """
    posting = Posting.objects.select_for_update().get(pk=posting_id)
    wanted = _required(posting, [row.competency for row in rows], on=at.date())
    answered = _answered(posting, year, occasion)
    for row in rows:
        if wanted[row.competency] in answered:
            raise Refused("Người quản lý đã đánh giá năng lực này; mức tự đánh giá giữ nguyên.")
        with in_words(Assessment):
            Assessment.objects.update_or_create(
                posting=posting,
                year=year,
                occasion=occasion,
                competency_id=wanted[row.competency],
                defaults={
                    "self_level": row.level, "self_evidence": row.evidence, "self_at": at,
                },
                create_defaults={
                    "person_id": posting.person_id, "self_level": row.level,
                    "self_evidence": row.evidence, "self_at": at,
                },
            )  # fmt: skip
    _tell("positions.competencies_self_assessed", posting, rows, year=year, by=by, at=at)


@transaction.atomic
def assess_person(
    posting_id: int,
    rows: Sequence[HeadAssessment],
    *,
    year: int,
    occasion: str = Occasion.YEARLY,
    by: Actor,
    at: datetime,
) -> None:
    """Record the head's levels of a person in a posting.

    Raises Refused for a competency that the position does not require, a level outside 1–5, a
    level other than the person's own without a note, or somebody assessing herself.
    """
    posting = Posting.objects.select_for_update().select_related("person").get(pk=posting_id)
    if posting.person.user_id == by.pk:
        raise Refused("Không ai đánh giá năng lực của chính mình thay người quản lý.")
    wanted = _required(posting, [row.competency for row in rows], on=at.date())
    for row in rows:
        given = {
            "head_level": row.level, "head_note": row.note, "head_at": at, "head_by_id": by.pk,
        }  # fmt: skip
        with in_words(Assessment):
            Assessment.objects.update_or_create(
                posting=posting,
                year=year,
                occasion=occasion,
                competency_id=wanted[row.competency],
                defaults=given,
                create_defaults={"person_id": posting.person_id, **given},
            )
    _tell("positions.competencies_assessed", posting, rows, year=year, by=by, at=at)


def _required(posting: Posting, codes: Sequence[str], *, on: date) -> dict[str, int]:
    """Return the ids of the competencies that the posting's position requires, by code."""
    wanted = {
        one.competency: one.competency_id for one in requirements_of(posting.position_id, on=on)
    }
    for code in codes:
        if code not in wanted:
            raise Refused(f"Vị trí việc làm này không yêu cầu năng lực “{code}”.")
    return wanted


def _answered(posting: Posting, year: int, occasion: str) -> set[int]:
    found = Assessment.objects.filter(
        posting=posting, year=year, occasion=occasion, head_level__isnull=False
    )
    return set(found.values_list("competency_id", flat=True))


def _tell(
    verb: str,
    posting: Posting,
    rows: Sequence[SelfAssessment] | Sequence[HeadAssessment],
    *,
    year: int,
    by: Actor | None,
    at: datetime,
) -> None:
    audit.record(
        verb,
        kind="posting",
        object_id=posting.pk,
        label=posting.title,
        by=by,
        at=at,
        payload=listed([[row.competency, row.level] for row in rows]) | {"year": year},
    )
