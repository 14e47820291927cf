"""What the calibration of a round shows, already in words; nothing here asks a database."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from congvu.apps.evaluation.queries.years import (
    RatedRound,
    RatedRow,
    Scored,
    Severity,
    middle,
    peer_group_of,
    steps_tally,
)
from congvu.kernel.fixed import round_ratio
from congvu.web.shared.moments import moment
from congvu.web.shared.numbers import NOTHING, count, percent, points, signed
from congvu.web.years.level_words import (
    LEVELS,
    LevelShare,
    level_shares,
    level_word,
    tally_levels,
)

FEWEST_CARDS = 5
"""A head with fewer cards is left out: figures would say more of the people than of her."""


@dataclass(frozen=True)
class FlowLine:
    """The levels after one line of the rule: as a bar and in figures; how many it changed."""

    label: str
    shares: tuple[LevelShare, ...]
    changed: str


@dataclass(frozen=True)
class GroupLine:
    """A peer group or a unit: people ranked, the mean of their means, levels."""

    name: str
    ranked: str
    mean: str
    shares: tuple[LevelShare, ...]


@dataclass(frozen=True)
class HeadLine:
    """How one head scored, beside her peers."""

    name: str
    where: str
    cards: str
    mean: str
    general: str
    high: str
    gap: str
    peers: str


@dataclass(frozen=True)
class MoveLine:
    """A level set lower: whose, from what to what, why, by whom and when."""

    name: str
    href: str
    told: str
    reason: str
    by: str


@dataclass(frozen=True)
class TieLine:
    """People with one mean at the border of the cap, in the order that counts now."""

    group: str
    mean: str
    people: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class CalibrationPage:
    """From the score to the final level; groups, units, heads, moves, ties; the cap."""

    title: str
    unit: str
    answer: str
    flow: tuple[FlowLine, ...]
    before: tuple[LevelShare, ...]
    groups: tuple[GroupLine, ...]
    units: tuple[GroupLine, ...]
    heads: tuple[HeadLine, ...]
    few: str
    moves: tuple[MoveLine, ...]
    ties: tuple[TieLine, ...]
    raised: str
    raises: bool
    ground: str
    problem: str


def calibration_page(
    found: RatedRound,
    *,
    severities: Sequence[Severity],
    before: Mapping[str, int],
    person_href: Callable[[str], str],
    raises: bool,
    ground: str,
    problem: str,
) -> CalibrationPage:
    """Build the page of a round; `before` are last year's levels of the same people."""
    ranked = [row for row in found.rows if row.is_ranked]
    told = [one for one in severities if one.scored.cards >= FEWEST_CARDS]
    peers = middle(one.scored for one in told)
    return CalibrationPage(
        title=f"Cân chỉnh {found.period.label}",
        unit=found.round.unit_name,
        answer=_answer(ranked, len(found.rows)),
        flow=flow_lines(steps_tally(found)),
        before=level_shares(before) if before else (),
        groups=_groups(ranked, lambda row: peer_group_of(row.row)),
        units=_groups(ranked, lambda row: row.row.unit_name),
        heads=tuple(head_line(one.scored, one.full_name, one.unit_name, peers) for one in told),
        few=f"{count(len(severities) - len(told))} người xác nhận dưới {FEWEST_CARDS} phiếu, "
        "không nêu số liệu."
        if len(told) < len(severities)
        else "",
        moves=_moves(found.rows, person_href),
        ties=_ties(found, person_href),
        raised=found.round.raised_ground,
        raises=raises,
        ground=ground,
        problem=problem,
    )


def _answer(ranked: Sequence[RatedRow], people: int) -> str:
    moved = sum(row.facts.move is not None for row in ranked)
    capped = sum(bool(row.capped_in) for row in ranked)
    lower = sum(list(LEVELS).index(row.level) < list(LEVELS).index(row.by_score) for row in ranked)
    return (
        f"{count(len(ranked))} trong {count(people)} người được xếp loại; {count(lower)} người ở "
        f"mức thấp hơn mức theo điểm: {count(capped)} do hết chỗ xuất sắc, {count(moved)} do "
        "chuyển mức, còn lại do trường hợp đương nhiên hoặc mức của tổ chức."
    )


def flow_lines(steps: Sequence[Sequence[Any]]) -> tuple[FlowLine, ...]:
    """The levels after each line, from the score to the cap."""
    told, last = [], None
    for _name, label, tally in steps:
        changed = _changed(last, tally) if last is not None else 0
        told.append(
            FlowLine(label, level_shares(tally), f"{count(changed)} người đổi" if changed else "")
        )
        last = tally
    return tuple(told)


def _changed(before: Mapping[str, int], after: Mapping[str, int]) -> int:
    """At least so many changed their level between two lines: nobody ever rises."""
    ranks = list(LEVELS)
    at_or_above = [
        sum(before.get(one, 0) - after.get(one, 0) for one in ranks[rank:])
        for rank in range(1, len(ranks))
    ]
    return max(at_or_above, default=0)


def _groups(ranked: Iterable[RatedRow], named: Callable[[RatedRow], str]) -> tuple[GroupLine, ...]:
    rows: dict[str, list[RatedRow]] = {}
    for row in ranked:
        rows.setdefault(named(row), []).append(row)
    return tuple(
        GroupLine(
            name=name,
            ranked=count(len(found)),
            mean=_mean([one.exact for one in found if one.exact is not None]),
            shares=level_shares(tally_levels(one.level for one in found)),
        )
        for name, found in sorted(rows.items())
    )


def _mean(exact: Sequence[Fraction]) -> str:
    return points(round_ratio(sum(exact, Fraction(0)) / len(exact), 2)) if exact else NOTHING


def head_line(one: Scored, name: str, where: str, peers: Fraction | None) -> HeadLine:
    """How one head, or one agency's heads together, scored beside the median of `peers`."""
    general, gap = one.general_mean, one.self_minus_head
    return HeadLine(
        name=name,
        where=where,
        cards=count(one.cards),
        mean=points(round_ratio(one.mean, 0)),
        general=NOTHING if general is None else points(round_ratio(general, 0)),
        high=percent(one.high_share),
        gap=NOTHING if gap is None else signed(round_ratio(gap, 0)),
        peers=NOTHING if peers is None else signed(round_ratio(one.mean - peers, 0)),
    )


def _moves(rows: Iterable[RatedRow], href: Callable[[str], str]) -> tuple[MoveLine, ...]:
    """Every move and every one taken back, person by person."""
    return tuple(
        MoveLine(
            name=row.row.full_name,
            href=href(row.row.person),
            told=f"{level_word(one.computed)} → {level_word(one.level)}"
            if one.level
            else "rút lần chuyển mức",
            reason=one.reason,
            by=f"{one.by}, {moment(one.at)}",
        )
        for row in rows
        for one in row.facts.moves
    )


def _ties(found: RatedRound, href: Callable[[str], str]) -> tuple[TieLine, ...]:
    """Who ties across the border of a group's places; the written order decides among them."""
    rows = {row.row.person: row for row in found.rows}
    told = []
    for group in found.places:
        if not group.waiting or not group.taken:
            continue
        border = rows[group.waiting[0]].exact
        equal = [person for person in group.queue if rows[person].exact == border]
        if equal[0] in group.queue[: group.taken]:
            told.append(
                TieLine(
                    group=group.key[0] if len(group.key) > 1 else "Cả đợt",
                    mean=points(rows[equal[0]].score_hundredths),
                    people=tuple(
                        (rows[one].row.full_name, href(one), rows[one].row.rank_reason)
                        for one in equal
                    ),
                )
            )
    return tuple(told)


def summed(tallies: Iterable[Mapping[str, Any]]) -> list[list[Any]]:
    """The steps of many rounds put together, by the rule's lines."""
    whole: dict[str, tuple[str, Counter[str]]] = {}
    for one in tallies:
        for name, label, tally in one.get("steps", ()):
            whole.setdefault(name, (label, Counter()))[1].update(tally)
    return [[name, label, dict(tally)] for name, (label, tally) in whole.items()]
