"""The changes of the rules under way and the runs that were made, as one page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from congvu.apps.evaluation.queries.comparisons import ComparisonRow
from congvu.apps.rulebook.enums import DraftState
from congvu.apps.rulebook.queries import OverlayRow
from congvu.kernel.dates import format_day
from congvu.kernel.periods import tracked
from congvu.web.shared.moments import day_of
from congvu.web.shared.numbers import capital, count


@dataclass(frozen=True)
class DraftLine:
    """A drafted change: its decision, from when, how far it has come."""

    href: str
    decision: str
    since: str
    state: str
    waits: bool
    facts: str


@dataclass(frozen=True)
class RunLine:
    """A run: which period, why, who changes level, by whom and when."""

    href: str
    period: str
    provisional: bool
    reason: str
    changed: str
    people: str
    facts: str


@dataclass(frozen=True)
class HubPage:
    """Drafts under way first; `adopts`: whether the reader starts either."""

    answer: str
    drafts: tuple[DraftLine, ...]
    runs: tuple[RunLine, ...]
    adopts: bool


def hub_page(
    drafts: Sequence[OverlayRow], runs: Sequence[ComparisonRow], *, adopts: bool
) -> HubPage:
    """The page of drafts and runs."""
    return HubPage(
        _answer(drafts),
        tuple(_draft(one) for one in drafts),
        tuple(_run(one) for one in runs),
        adopts,
    )


def _answer(drafts: Sequence[OverlayRow]) -> str:
    under_way = [one for one in drafts if not one.has_ended]
    waiting = sum(one.is_proposed for one in under_way)
    if not under_way:
        return "Không có dự thảo nào đang làm."
    told = f"{count(len(under_way))} dự thảo đang làm"
    return f"{told}, {count(waiting)} chờ người thứ hai." if waiting else f"{told}."


def _draft(one: OverlayRow) -> DraftLine:
    return DraftLine(
        reverse("overlay", args=(one.id,)),
        one.decision,
        format_day(one.valid_from),
        str(DraftState(one.state).label),
        one.is_proposed,
        f"{one.drafted_by_name}, {day_of(one.drafted_at)}",
    )


def _run(one: ComparisonRow) -> RunLine:
    return RunLine(
        reverse("ruling_run", args=(one.id,)),
        capital(tracked(one.period).label),
        one.provisional,
        one.reason,
        count(one.changed),
        count(one.people),
        f"{one.by_name or 'Hệ thống'}, {day_of(one.at)}",
    )
