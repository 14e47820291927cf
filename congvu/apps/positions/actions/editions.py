"""Issuing an edition of the competency framework or of the scheme of positions, whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.positions.models import (
    Competency,
    Duty,
    Edition,
    Framework,
    FrameworkEntry,
    JobDescription,
    LevelDescriptor,
    Position,
    RankQuota,
    Requirement,
    Scheme,
)
from congvu.engine.lists.document import Document, span_of
from congvu.engine.lists.sheets import POSITIONS, Row

_BATCH = 2000
_TEXTS = tuple(one.name for one in POSITIONS.columns if one.name != "code")
_E = TypeVar("_E", bound=Edition)


@dataclass(frozen=True, slots=True)
class Terms:
    """By which decision, of which day and whose, an edition is issued, and from when it holds."""

    decision: str
    decided_on: date
    issued_by: str
    valid_from: date
    source: str = ""


@transaction.atomic
def issue_framework(document: Document, terms: Terms, *, by: Actor | None, at: datetime) -> int:
    """Issue an edition of a competency framework and return its number.

    Raises Refused for a level outside 1–5 or without a descriptor, a competency given twice, or a
    first day not after that of the edition before.
    """
    with in_words(Framework, Competency, FrameworkEntry, LevelDescriptor):
        made = _edition(Framework, document, terms)
        competencies = _upsert_competencies(document)
        entries = FrameworkEntry.objects.bulk_create(
            [
                FrameworkEntry(
                    framework=made,
                    competency_id=competencies[row["code"]],
                    name=row["name"],
                    group=row["group"],
                    definition=row.get("definition", ""),
                    source=row.get("source", ""),
                    place=place,
                )
                for place, row in enumerate(document.rows("competencies"))
            ],
            batch_size=_BATCH,
        )
        _write_levels(document, {one.competency_id: one.pk for one in entries}, competencies)
    _tell("positions.framework_issued", made, document, by=by, at=at)
    return made.number


@transaction.atomic
def issue_scheme(document: Document, terms: Terms, *, by: Actor | None, at: datetime) -> int:
    """Issue an edition of a scheme of positions and return its number.

    Positions are made where they are new and take the latest texts where they are not; a position
    that the edition leaves out stays on record for the postings that name it. Raises Refused for
    a child row of a position that is not in the list, a competency that no framework has, a key
    given twice, or a first day not after that of the edition before.
    """
    with in_words(Scheme, Position, JobDescription, RankQuota, Duty, Requirement):
        made = _edition(Scheme, document, terms, unit_kind=document.settings.get("unit_kind", ""))
        positions = _upsert_positions(document)
        descriptions = JobDescription.objects.bulk_create(
            [
                JobDescription(
                    scheme=made,
                    position_id=positions[row["code"]],
                    place=place,
                    **{name: row.get(name, "") for name in _TEXTS},
                )
                for place, row in enumerate(document.rows("positions"))
            ],
            batch_size=_BATCH,
        )
        codes = {pk: code for code, pk in positions.items()}
        _write_children(document, {codes[one.position_id]: one.pk for one in descriptions})
    _tell("positions.scheme_issued", made, document, by=by, at=at)
    return made.number


def _edition(model: type[_E], document: Document, terms: Terms, **more: str) -> _E:
    """Make the edition; the one in force before it ends on the day it begins."""
    found = model._default_manager.select_for_update().filter(series=document.code)
    before = found.order_by("-number").first()
    if before is not None and before.valid_until is None:
        before.valid_until = terms.valid_from
        before.save(update_fields=["valid_until"])
    return model._default_manager.create(
        series=document.code,
        number=before.number + 1 if before else 1,
        name=document.name,
        decision=terms.decision,
        decided_on=terms.decided_on,
        issued_by=terms.issued_by,
        valid_from=terms.valid_from,
        source=terms.source,
        **more,
    )


def _upsert_competencies(document: Document) -> dict[str, int]:
    rows = document.rows("competencies")
    Competency.objects.bulk_create(
        [Competency(code=row["code"], name=row["name"], group=row["group"]) for row in rows],
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "group"],
    )
    return _ids_of(Competency, (row["code"] for row in rows))


def _write_levels(
    document: Document, entries: Mapping[int, int], competencies: Mapping[str, int]
) -> None:
    LevelDescriptor.objects.bulk_create(
        [
            LevelDescriptor(
                entry_id=entries[_known(competencies, row["competency"], "năng lực")],
                applies_to=row.get("applies_to", ""),
                level=int(row["level"]),
                descriptor=row["descriptor"],
                source=row.get("source", ""),
            )
            for row in document.rows("levels")
        ],
        batch_size=_BATCH,
    )


def _upsert_positions(document: Document) -> dict[str, int]:
    ranks: dict[str, list[Row]] = {}
    for row in document.rows("ranks"):
        ranks.setdefault(row["position"], []).append(row)
    Position.objects.bulk_create(
        [
            Position(
                code=row["code"],
                name=row["name"],
                group=row["group"],
                grade="; ".join(one["rank"] for one in ranks.get(row["code"], ()))[:200],
                unit_kind=document.settings.get("unit_kind", ""),
                headcount=sum(int(one["headcount"]) for one in ranks.get(row["code"], ())),
                source=row.get("source", ""),
            )
            for row in document.rows("positions")
        ],
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "group", "grade", "unit_kind", "headcount", "source"],
    )
    return _ids_of(Position, (row["code"] for row in document.rows("positions")))


def _write_children(document: Document, descriptions: Mapping[str, int]) -> None:
    def of(row: Row) -> int:
        return _known(descriptions, row["position"], "vị trí việc làm")

    wanted = {row["competency"] for row in document.rows("requirements")}
    competencies = _ids_of(Competency, wanted)
    RankQuota.objects.bulk_create(
        RankQuota(
            description_id=of(row), rank=row["rank"], headcount=int(row["headcount"]), place=place
        )
        for place, row in enumerate(document.rows("ranks"))
    )
    Duty.objects.bulk_create(
        Duty(
            description_id=of(row),
            number=row["number"],
            duty=row["duty"],
            work=row.get("work", ""),
            criteria=row.get("criteria", ""),
            source=row.get("source", ""),
            place=place,
        )
        for place, row in enumerate(document.rows("duties"))
    )
    Requirement.objects.bulk_create(
        _requirement(of(row), _known(competencies, row["competency"], "năng lực"), row, place)
        for place, row in enumerate(document.rows("requirements"))
    )


def _requirement(description: int, competency: int, row: Row, place: int) -> Requirement:
    low, high = span_of(row["level"])
    return Requirement(
        description_id=description,
        competency_id=competency,
        low=low,
        high=high,
        source=row.get("source", ""),
        place=place,
    )


def _ids_of(model: type[Competency] | type[Position], codes: Iterable[str]) -> dict[str, int]:
    return dict(model.objects.filter(code__in=set(codes)).values_list("code", "pk"))


def _known(ids: Mapping[str, int], code: str, what: str) -> int:
    if code not in ids:
        raise Refused(f"Không có {what} mang mã “{code}” trong danh mục.")
    return ids[code]


def _tell(verb: str, made: Edition, document: Document, *, by: Actor | None, at: datetime) -> None:
    audit.record(
        verb,
        kind=f"{document.kind}_edition",
        object_id=f"{made.series}/{made.number}",
        label=made.name,
        by=by,
        at=at,
        reason=made.decision,
        payload={name: len(rows) for name, rows in document.sheets.items()},
    )
