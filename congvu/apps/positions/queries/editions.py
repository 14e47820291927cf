"""Reads of editions: schemes and frameworks, descriptions of positions, levels of competencies."""

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
class RequirementRow:
    """A required competency with its lowest and highest level."""

    competency_id: int
    competency: str
    name: str
    group: str
    low: int
    high: int

    @property
    def span(self) -> str:
        """The required level as it is written: "2" or "2-3"."""
        return str(self.low) if self.low == self.high else f"{self.low}-{self.high}"


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


def description_of(position: str, *, on: date) -> tuple[DescriptionRow, EditionRow]:
    """Return a position (by code) whole, with the edition it is described in on a day.

    Raises UnknownEdition where no edition in force describes it.
    """
    found = _in_force(JobDescription.objects.filter(position__code=position), on, "scheme__")
    row = found.select_related("position", "scheme").order_by("-scheme__valid_from").first()
    if row is None:
        raise UnknownEdition(f"Vị trí việc làm “{position}” chưa có bản mô tả có hiệu lực.")
    duties = tuple(
        DutyRow(one.number, one.duty, one.work, one.criteria)
        for one in row.duties.order_by("place")
    )
    needed = tuple(requirements_of(row.position_id, on=on))
    edition = next(
        one
        for one in schemes()
        if (one.series, one.number) == (row.scheme.series, row.scheme.number)
    )
    return _description(row, _ranks(row), duties, needed), edition


def requirements_of(position_id: int | None, *, on: date) -> list[RequirementRow]:
    """Return what the description in force on a day requires of a position, in its order."""
    found = _in_force(JobDescription.objects.filter(position=position_id), on, "scheme__")
    row = found.order_by("-scheme__valid_from").first()
    if row is None:
        return []
    rows = row.requirements.order_by("place").values_list(
        "competency_id", F("competency__code"), F("competency__name"), F("competency__group"),
        "low", "high",
    )  # fmt: skip
    return [RequirementRow(*one) for one in rows]


def levels_of(competencies: Sequence[int], *, on: date) -> dict[int, dict[int, str]]:
    """Return what each level of some competencies means on a day: {competency: {level: text}}.

    A level described for several kinds of position is told once for each, marked.
    """
    found = _in_force(
        LevelDescriptor.objects.filter(entry__competency__in=competencies), on, "entry__framework__"
    )
    told: dict[int, dict[int, str]] = {}
    rows = found.order_by("level", "applies_to").values_list(
        "entry__competency_id", "level", "applies_to", "descriptor"
    )
    for competency, level, applies_to, descriptor in rows:
        text = f"{descriptor} ({applies_to})" if applies_to else descriptor
        levels = told.setdefault(competency, {})
        levels[level] = f"{levels[level]}\n{text}" if level in levels else text
    return told


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
    rows = found.order_by("name", "series", "-number")
    return [
        EditionRow(
            unit_kind=row.unit_kind if kinds else "",
            **{name: getattr(row, name) for name in _EDITION},
        )
        for row in rows
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


def _in_force(found: QuerySet[Any], day: date, of: str) -> QuerySet[Any]:
    return found.filter(
        Q(**{f"{of}valid_until": None}) | Q(**{f"{of}valid_until__gt": day}),
        **{f"{of}valid_from__lte": day},
    )
