"""Reads of editions: schemes and frameworks, and the positions as they describe them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from congvu.apps.positions.models import (
    Duty,
    Framework,
    FrameworkEntry,
    JobDescription,
    LevelDescriptor,
    RankQuota,
    Requirement,
    Scheme,
)
from congvu.apps.positions.queries.requirements import RequirementRow, required_in
from congvu.engine.lists.document import Document, document
from congvu.engine.lists.sheets import POSITIONS, ListKind, Row


class UnknownEdition(LookupError):
    """An edition, or a description in force, that is not in the records."""


@dataclass(frozen=True, slots=True)
class EditionRow:
    """An edition of a scheme or framework; `rows` counts its positions or competencies."""

    series: str
    number: int
    name: str
    unit_kind: str
    decision: str
    decided_on: date
    issued_by: str
    valid_from: date
    valid_until: date | None
    source: str
    rows: int

    def holds_on(self, day: date) -> bool:
        """Whether the edition is in force on a day."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


@dataclass(frozen=True, slots=True)
class RankRow:
    """How many people of a rank."""

    rank: str
    headcount: int


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A duty as the description numbers it."""

    number: str
    duty: str
    work: str
    criteria: str


@dataclass(frozen=True, slots=True)
class DescriptionRow:
    """A position as an edition describes it; the parts are empty in a list."""

    id: int
    position_id: int
    code: str
    name: str
    group: str
    purpose: str
    inside: str
    outside: str
    authority: str
    education: str
    experience: str
    qualities: str
    other: str
    source: str
    headcount: int
    ranks: tuple[RankRow, ...] = ()
    duties: tuple[DutyRow, ...] = ()
    requirements: tuple[RequirementRow, ...] = ()


_EDITION = (
    "series", "number", "name", "decision", "decided_on", "issued_by", "valid_from",
    "valid_until", "source", "rows",
)  # fmt: skip
_TEXTS = tuple(one.name for one in POSITIONS.columns if one.name != "code")


def schemes() -> list[EditionRow]:
    """Return every edition of every scheme of positions, latest edition first."""
    return _editions(Scheme.objects.annotate(rows=Count("descriptions")), kinds=True)


def frameworks() -> list[EditionRow]:
    """Return every edition of every competency framework, latest edition first."""
    return _editions(Framework.objects.annotate(rows=Count("entries")), kinds=False)


def descriptions(series: str, number: int) -> list[DescriptionRow]:
    """Return the descriptions of an edition with their ranks, in its order."""
    found = JobDescription.objects.filter(scheme__series=series, scheme__number=number)
    rows = found.order_by("place").prefetch_related("ranks").select_related("position")
    return [_description(row, _ranks(row)) for row in rows]


def editions_of(position: str) -> list[EditionRow]:
    """Return the editions that describe a position (by code), the latest first."""
    found = Scheme.objects.filter(descriptions__position__code=position).values("pk")
    rows = Scheme.objects.filter(pk__in=found).annotate(rows=Count("descriptions"))
    return _rows(rows.order_by("-valid_from", "-number"), kinds=True)


def description_of(position: str, *, on: date) -> tuple[DescriptionRow, EditionRow]:
    """Return a position (by code) whole, with the edition it is described in on a day.

    Raises UnknownEdition where no edition in force describes it.
    """
    edition = next((one for one in editions_of(position) if one.holds_on(on)), None)
    if edition is None:
        raise UnknownEdition(f"Vị trí việc làm “{position}” chưa có bản mô tả có hiệu lực.")
    return description_in(position, edition), edition


def description_in(position: str, edition: EditionRow) -> DescriptionRow:
    """Return a position (by code) whole, as an edition describes it; raises UnknownEdition."""
    found = JobDescription.objects.filter(
        position__code=position, scheme__series=edition.series, scheme__number=edition.number
    )
    row = found.select_related("position").first()
    if row is None:
        raise UnknownEdition(f"“{edition.name}” không có vị trí việc làm “{position}”.")
    duties = row.duties.order_by("place").values_list("number", "duty", "work", "criteria")
    needed = required_in([row.pk])
    return _description(
        row, _ranks(row), tuple(DutyRow(*one) for one in duties), tuple(needed.get(row.pk, ()))
    )


def scheme_document(series: str, number: int) -> Document:
    """Return an edition of a scheme as a document; raises UnknownEdition."""
    scheme = Scheme.objects.filter(series=series, number=number).first()
    if scheme is None:
        raise UnknownEdition(f"Không có đề án vị trí việc làm “{series}” lần {number}.")
    of = Q(description__scheme=scheme)
    code = F("description__position__code")
    ranks = RankQuota.objects.filter(of).order_by("place").values_list(code, "rank", "headcount")
    return document(
        ListKind.POSITIONS,
        series,
        scheme.name,
        {"unit_kind": scheme.unit_kind},
        {
            "positions": [_position_row(one) for one in _described(scheme)],
            "ranks": [
                {"position": position, "rank": rank, "headcount": str(count)}
                for position, rank, count in ranks
            ],
            "duties": _duty_rows(scheme),
            "requirements": _requirement_rows(scheme),
        },
    )


def framework_document(series: str, number: int) -> Document:
    """Return an edition of a framework as a document; raises UnknownEdition."""
    framework = Framework.objects.filter(series=series, number=number).first()
    if framework is None:
        raise UnknownEdition(f"Không có khung năng lực “{series}” lần {number}.")
    entries = FrameworkEntry.objects.filter(framework=framework).order_by("place")
    names = ("competency__code", "name", "group", "definition", "source")
    levels = LevelDescriptor.objects.filter(entry__framework=framework).order_by("pk")
    told = ("entry__competency__code", "applies_to", "level", "descriptor", "source")
    return document(
        ListKind.FRAMEWORK,
        series,
        framework.name,
        {},
        {
            "competencies": _named(("code", *names[1:]), entries.values_list(*names)),
            "levels": _named(("competency", *told[1:]), levels.values_list(*told)),
        },
    )


def _editions(found: QuerySet[Any], *, kinds: bool) -> list[EditionRow]:
    return _rows(found.order_by("series", "-number"), kinds=kinds)


def _rows(found: QuerySet[Any], *, kinds: bool) -> list[EditionRow]:
    return [
        EditionRow(
            unit_kind=row.unit_kind if kinds else "",
            **{name: getattr(row, name) for name in _EDITION},
        )
        for row in found
    ]


def _described(scheme: Scheme) -> QuerySet[JobDescription]:
    found = JobDescription.objects.filter(scheme=scheme).order_by("place")
    return found.select_related("position")


def _position_row(row: JobDescription) -> Row:
    return {"code": row.position.code, **{name: getattr(row, name) for name in _TEXTS}}


def _duty_rows(scheme: Scheme) -> list[Row]:
    names = ("description__position__code", "number", "duty", "work", "criteria", "source")
    found = Duty.objects.filter(description__scheme=scheme).order_by("place").values_list(*names)
    return _named(("position", *names[1:]), found)


def _requirement_rows(scheme: Scheme) -> list[Row]:
    names = ("description__position__code", "competency__code", "low", "high", "source")
    found = Requirement.objects.filter(description__scheme=scheme).order_by("place")
    return [
        {
            "position": position,
            "competency": competency,
            "level": str(low) if low == high else f"{low}-{high}",
            "source": source,
        }
        for position, competency, low, high, source in found.values_list(*names)
    ]


def _named(names: Sequence[str], rows: Any) -> list[Row]:
    return [dict(zip(names, map(str, row), strict=True)) for row in rows]


def _ranks(row: JobDescription) -> tuple[RankRow, ...]:
    return tuple(
        RankRow(one.rank, one.headcount)
        for one in sorted(row.ranks.all(), key=lambda one: one.place)
    )


def _description(
    row: JobDescription,
    ranks: tuple[RankRow, ...],
    duties: tuple[DutyRow, ...] = (),
    requirements: tuple[RequirementRow, ...] = (),
) -> DescriptionRow:
    return DescriptionRow(
        id=row.pk,
        position_id=row.position_id,
        code=row.position.code,
        **{name: getattr(row, name) for name in _TEXTS},
        headcount=sum(one.headcount for one in ranks),
        ranks=ranks,
        duties=duties,
        requirements=requirements,
    )
