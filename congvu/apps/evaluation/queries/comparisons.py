"""What was kept of the runs of two rule sets side by side: figures, and whose level differs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Abs, Coalesce

from congvu.apps.evaluation.models import ComparedPerson, Comparison
from congvu.apps.evaluation.queries.figures import Figures
from congvu.apps.org.enums import PersonKind
from congvu.apps.rulebook.queries import PeriodRow, current_period, overlaid, periods
from congvu.kernel.frozen import FrozenMap
from congvu.kernel.vietnamese import fold
from congvu.law.registry import Overlay, Rules, rules_on


class UnknownComparison(LookupError):
    """A run that there is not."""


@dataclass(frozen=True)
class Asked:
    """The other rule set, whole: the day of the law, the text ("" the law's own), local values."""

    day: date
    subject: str = PersonKind.CIVIL_SERVANT
    rule: str = ""
    values: Mapping[str, str] = field(default_factory=FrozenMap)

    @property
    def rules(self) -> Rules:
        """The rules asked for; raises NoRuleInForce or OverlayRefused."""
        return rules_on(self.day, self.subject, Overlay(self.rule or None, self.values))

    def to_json(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return {
            "day": self.day.isoformat(),
            "subject": self.subject,
            "rule": self.rule,
            "values": {name: str(value) for name, value in self.values.items()},
        }

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> "Asked":
        """Return what `to_json` gave."""
        return cls(date.fromisoformat(kept["day"]), kept["subject"], kept["rule"], kept["values"])


@dataclass(frozen=True)
class ComparisonRow:
    """One run as a list shows it; `draft`: the id of the drafted change it previews."""

    id: int
    period: str
    draft: int | None
    asked: Asked
    before_fingerprint: str
    after_fingerprint: str
    provisional: bool
    people: int
    changed: int
    digest: str
    reason: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """Somebody of other level: hundredths, ranks of the ladder, bars as kept (see the model)."""

    person_id: int
    person: str
    name: str
    unit: str
    unit_path: str
    agency: str
    score: tuple[int | None, int | None]
    level: tuple[int | None, int | None]
    reason: tuple[str, str]
    settled: tuple[bool, bool]
    bars: list[tuple[str, str, int]] | None


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which of the people to list: from and to ranks (-1: not scored), a name without marks."""

    before: int | None = None
    after: int | None = None
    search: str = ""


_ROW = (
    *("pk", "period__key", "draft", "asked", "before_fingerprint", "after_fingerprint"),
    *("provisional", "people", "changed", "digest", "reason", "by__display_name", "at"),
)
_PERSON = (
    *("person", "person__code", "person__full_name", "unit__name", "unit__path", "agency__name"),
    *("score_before", "score_after", "level_before", "level_after"),
    *("reason_before", "reason_after", "settled_before", "settled_after", "bars"),
)


def asked_of(day: date, subject: str, rule: str, values: Mapping[str, str]) -> Asked:
    """Return the rules of a day as the province adopted them, with some changes."""
    whole = overlaid(day, subject, rule, values)
    texts = {name: str(value) for name, value in whole.parameters.items()}
    return Asked(day, subject, whole.rule or "", texts)


def comparison(comparison_id: int) -> tuple[ComparisonRow, Figures]:
    """Return a run with its figures; raises UnknownComparison."""
    found = Comparison.objects.filter(pk=comparison_id).values_list(*_ROW, "figures").first()
    if found is None:
        raise UnknownComparison(f"Không có lần so số {comparison_id}.")
    return _row(found[:-1]), Figures.of_json(found[-1])


def comparisons(most: int) -> list[ComparisonRow]:
    """Return the latest runs; one query."""
    return _listed(Comparison.objects.all(), most)


def previews(draft_id: int, most: int = 1) -> list[ComparisonRow]:
    """Return the latest previews of a drafted change; one query."""
    return _listed(Comparison.objects.filter(draft=draft_id), most)


def _listed(found: QuerySet[Comparison], most: int) -> list[ComparisonRow]:
    return [_row(row) for row in found.order_by("-pk").values_list(*_ROW)[:most]]


def _row(found: Sequence[Any]) -> ComparisonRow:
    pk, period, draft, asked, *rest = found
    before, after, provisional, people, changed, digest, reason, by_name, at = rest
    return ComparisonRow(
        pk, period, draft, Asked.of_json(asked), before, after,
        provisional, people, changed, digest, reason, by_name or "", at,
    )  # fmt: skip


def period_to_preview(today: date) -> PeriodRow | None:
    """Return the latest period whose results stand, else today's, else None."""
    standing = next((one for one in periods() if not one.is_open), None)
    return standing or current_period(today)


def compared_people(
    comparison_id: int, asked: Narrowing, *, first: int, most: int
) -> tuple[list[ComparedRow], int]:
    """Return people of other level, those whose score moves most first, and how many fit."""
    found = ComparedPerson.objects.filter(_narrowed(asked), comparison=comparison_id)
    moves = Abs(Coalesce(F("score_after"), 0) - Coalesce(F("score_before"), 0))
    ordered = found.order_by(moves.desc(), "person__sort_key", "person")
    rows = [_person(row) for row in ordered.values_list(*_PERSON)[first : first + most]]
    return rows, found.count()


def compared_person(comparison_id: int, code: str) -> ComparedRow | None:
    """Return one person (by code) of other level in a run, or None."""
    found = ComparedPerson.objects.filter(comparison=comparison_id, person__code=code)
    row = found.values_list(*_PERSON).first()
    return None if row is None else _person(row)


def _narrowed(asked: Narrowing) -> Q:
    wanted = Q()
    for name, rank in (("level_before", asked.before), ("level_after", asked.after)):
        if rank is not None:
            wanted &= Q(**{name: None if rank < 0 else rank})
    if asked.search.strip():
        by_name = Q(person__search_key__contains=fold(asked.search))
        wanted &= by_name | Q(person__code=asked.search.strip())
    return wanted


def _person(row: Sequence[Any]) -> ComparedRow:
    person_id, code, name, unit, path, agency, *results, kept = row
    score, level, reason, settled = zip(results[::2], results[1::2], strict=True)
    bars = None if kept is None else [(cause, label, int(n)) for cause, label, n in kept]
    return ComparedRow(
        person_id, code, name, unit, path, agency, score, level, reason, settled, bars
    )
