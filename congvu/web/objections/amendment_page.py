"""What the page of one amendment shows: before and after side by side, who did what, the chain."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from congvu.access.policy import may_amend
from congvu.access.rights import Rights
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import queries
from congvu.apps.evaluation.enums import ProposalState
from congvu.apps.evaluation.queries import (
    AmendmentRow,
    MeanScore,
    MonthView,
    ProposalRow,
    Resting,
    Stored,
)
from congvu.apps.evaluation.queries.years.replacements import (
    year_results_resting_on,
)
from congvu.apps.rulebook.queries import PeriodRow
from congvu.kernel.periods import NotAPeriod, tracked
from congvu.web.objections.bars import Pair, pairs, score_shown
from congvu.web.objections.change_form import changes_in_words
from congvu.web.objections.months import named
from congvu.web.officer.month_view import Score
from congvu.web.shared.clauses import Clause, clause_of
from congvu.web.shared.moments import moment
from congvu.web.shared.numbers import points


@dataclass(frozen=True)
class ProposalLine:
    """A proposal in a list."""

    href: str
    who: str
    where: str
    month: str
    state: str
    waits: bool
    result: str
    why: str


@dataclass(frozen=True)
class Fact:
    """One thing that is known of it."""

    label: str
    value: str
    href: str = ""


@dataclass(frozen=True)
class Link:
    """One record of the chain of results, by the beginning of its hash."""

    words: str
    mark: str
    here: bool


@dataclass(frozen=True)
class Leaning:
    """A result that rests on this one, and whether it was amended by its own decision."""

    words: str
    href: str
    told: str


@dataclass(frozen=True)
class AmendmentPage:
    """The whole page; `score` is the one before, whose lines of the law the bars are drawn on."""

    id: int
    title: str
    standing: str
    waits: bool
    awaits_signature: bool
    score: Score | None
    was: str
    now: str
    was_level: str
    now_level: str
    pairs: tuple[Pair, ...]
    changes: tuple[str, ...]
    reason: str
    refusal: str
    clause: Clause
    facts: tuple[Fact, ...]
    chain: tuple[Link, ...]
    resting: tuple[Leaning, ...]
    means: tuple[str, ...]
    problem: str


def proposal_lines(rows: Iterable[ProposalRow]) -> list[ProposalLine]:
    """Proposals as a list shows them."""
    return [
        ProposalLine(
            href=reverse("amendment", args=(row.id,)),
            who=row.full_name,
            where=row.unit_name,
            month=_month(row.period),
            state=str(ProposalState(row.state).label),
            waits=row.under_way,
            result=f"{points(row.was_hundredths)} → {points(row.now_hundredths)}"
            if row.state == ProposalState.IN_FORCE
            else "",
            why=row.reason,
        )
        for row in rows
    ]


def reasons_against(row: ProposalRow, rights: Rights, user: int) -> str:
    """Why the reader may not check a proposal, empty where she may."""
    if not may_amend(rights, person=row.person_id, unit_path=row.unit_path):
        return "ngoài phạm vi"
    if user == row.proposer_user:
        return "là người đề nghị"
    scorers = {row.reviewer_id, row.confirmer_id} - {None}
    return "là người đã chấm" if rights.person in scorers else ""


def amendment_page(row: ProposalRow, today: date) -> AmendmentPage:
    """Build the page of a proposal, whether it waits, is in force or was refused."""
    held, rules = named(row.period)
    card = queries.card_of(row.person, period_id=held.id, on=held.ends_on)
    stored = queries.stored_of(held, card, rules)
    chain = queries.amendments_of(card.id)
    mine = next((one for one in chain if one.proposal_id == row.id), None)
    before, after, problem = _views(stored, row, chain, mine)
    old, new = (score_shown(view, today) if view else None for view in (before, after))
    return AmendmentPage(
        id=row.id,
        title=f"Điều chỉnh kết quả {held.label} của {row.full_name}",
        standing=str(ProposalState(row.state).label),
        waits=row.under_way,
        awaits_signature=row.state == ProposalState.CHECKED,
        score=old or new,
        was=_result(before),
        now=_result(after),
        was_level=_level(before),
        now_level=_level(after),
        pairs=pairs(old, new),
        changes=changes_in_words(stored, row.changes),
        reason=row.reason,
        refusal=row.refusal,
        clause=clause_of(row.clause),
        facts=tuple(_facts(row)),
        chain=_chain(stored, chain, mine),
        resting=(
            *(_leaning(one) for one in _resting(stored, held, mine)),
            *_years(stored, held, mine),
        ),
        means=tuple(_mean(one) for one in queries.means_around(card.person_id, held, rules)),
        problem=problem,
    )


def _views(
    stored: Stored, row: ProposalRow, chain: list[AmendmentRow], mine: AmendmentRow | None
) -> tuple[MonthView | None, MonthView | None, str]:
    """The results before and after; why they cannot be shown, where they cannot."""
    first: Mapping[str, Any] = {}
    earlier = [one for one in chain if mine is None or one.id < mine.id]
    inputs = earlier[-1].inputs if earlier else first
    then = mine.inputs if mine else queries.merged(inputs, row.changes)
    try:
        return queries.rescored(stored, inputs), queries.rescored(stored, then), ""
    except Refused as refused:
        return None, None, str(refused)


def _result(view: MonthView | None) -> str:
    if view is None:
        return "–"
    return points(view.score_hundredths) if view.scored else view.reason


def _level(view: MonthView | None) -> str:
    return view.level_label if view else ""


def _facts(row: ProposalRow) -> Iterator[Fact]:
    month = reverse("person_month", args=(row.person, row.period))
    yield Fact("Của", f"{row.full_name}, {row.unit_name}", month)
    if row.objection_id is not None:
        href = reverse("objection", args=(row.objection_id,))
        yield Fact("Theo kiến nghị", row.objection_label or "", href)
    yield Fact("Người đề nghị", f"{row.proposer}, {moment(row.proposed_at)}")
    if row.checker and row.checked_at:
        yield Fact("Người kiểm tra", f"{row.checker}, {moment(row.checked_at)}")
    if row.signer and row.signed_at:
        yield Fact("Người ký", f"{row.signer}, {moment(row.signed_at)}")


def _chain(
    stored: Stored, chain: list[AmendmentRow], mine: AmendmentRow | None
) -> tuple[Link, ...]:
    card = stored.card
    first = Link(f"Đã công bố: {points(card.score_hundredths)}", card.inputs_hash, here=False)
    later = tuple(
        Link(
            f"Điều chỉnh {moment(one.at)}: {points(one.score_hundredths)}",
            one.sha256,
            here=mine is not None and one.id == mine.id,
        )
        for one in chain
    )
    return (first, *later)


def _resting(stored: Stored, held: PeriodRow, mine: AmendmentRow | None) -> list[Resting]:
    found = queries.resting_on(stored.card, held)
    return found if mine is None else sorted(found, key=lambda one: _since(one, mine))


def _years(stored: Stored, held: PeriodRow, mine: AmendmentRow | None) -> Iterator[Leaning]:
    """The person's years that hold the month; each is replaced by a decision of its own.

    Only a decision after this amendment can have taken it in.
    """
    for one in year_results_resting_on(stored.card.person_id, held):
        later = one.before_id and mine is not None and one.signed_at >= mine.at
        told = f"đã quyết định lại {moment(one.signed_at)}" if later else "chưa quyết định lại"
        yield Leaning(
            f"{one.full_name}, {one.unit_name}, năm {one.year}",
            reverse("replacement_new", args=(one.year, one.person)),
            told,
        )


def _since(one: Resting, mine: AmendmentRow) -> bool:
    """Whether it was amended after this amendment; those that were not come first."""
    return one.amended_at is not None and one.amended_at >= mine.at


def _leaning(one: Resting) -> Leaning:
    told = f"đã điều chỉnh {moment(one.amended_at)}" if one.amended_at else "chưa điều chỉnh"
    month = _month(one.period)
    return Leaning(
        f"{one.full_name}, {one.unit_name}, {month}",
        reverse("person_month", args=(one.person, one.period)) if month != one.period else "",
        told,
    )


def _mean(one: MeanScore) -> str:
    told = points(one.score_hundredths) if one.score_hundredths is not None else one.reason
    return f"{one.span.label}: {told}"


def _month(key: str) -> str:
    try:
        return tracked(key).label
    except NotAPeriod:
        return key
