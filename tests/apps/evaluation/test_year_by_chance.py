"""Whole rounds of made-up people: what the judge says, and what no round may ever come to."""

from datetime import date
from fractions import Fraction

from hypothesis import given, settings

from congvu.apps.evaluation.queries.tracked import TrackedScore
from congvu.apps.evaluation.queries.years.facts import MoveRow, YearFacts
from congvu.apps.evaluation.queries.years.rated import RatedRound, rated_from
from congvu.apps.evaluation.queries.years.ratings import RatingRow, RoundRow
from congvu.apps.evaluation.queries.years.round_now import records_of
from congvu.apps.rulebook.queries import PeriodRow
from congvu.engine import oracle
from congvu.engine.attendance import Service
from congvu.engine.oracle import Settings, Year
from congvu.law.registry import rules_on
from tests.apps import world
from tests.engine.property.engine import LEVELS
from tests.engine.property.provinces import year_of_people

END = date(2026, 12, 14)
RULES = rules_on(END)
PERIOD = PeriodRow(1, "year", "2026", date(2026, 1, 1), END, "open", END, END, END, END)
FEW = settings(max_examples=10, deadline=None)


def made(people: tuple[Year, ...]) -> tuple[tuple[Year, ...], RatedRound]:
    """One agency's people as a round; whoever is of another agency is taken into it."""
    raised = any(one.raised for one in people)
    ours = tuple(
        Year(**{name: getattr(one, name) for name in Year.__dataclass_fields__}
             | {"agency": "P", "raised": raised})
        for one in people
    )  # fmt: skip
    row = RoundRow(
        1, 1, "2026", 1, "P", "Phường", "/1/", "preparing", "Thành tích" if raised else "",
        None, None, None, None, "", {}, "", {}, None,
    )  # fmt: skip
    ratings = [rating(number, one) for number, one in enumerate(ours)]
    facts = {number: facts_of(number, one) for number, one in enumerate(ours)}
    return ours, rated_from(PERIOD, row, RULES, ratings, facts)


def rating(number: int, one: Year) -> RatingRow:
    heads = 1 if one.organisation_level is not None else None
    return RatingRow(
        number, 1, 1, number, one.person, one.person, "civil_servant", 1, "P1", "Phòng", "/1/",
        1, "P", "", one.peer_group, "head" if heads else "none", heads, None, None, "draft", "",
        "", None, {}, one.rank, "", "", None,
    )  # fmt: skip


def facts_of(number: int, one: Year) -> YearFacts:
    months = tuple(
        TrackedScore(number, f"2026-{month:02}", 1, points, "" if points is not None else "vắng")
        for month, points in enumerate(one.months, 1)
    )
    served = Fraction(one.months_worked)
    level = one.organisation_level
    return YearFacts(
        months=months,
        service=Service(2026, served, served, one.protected_leave, "", ""),
        discipline="Khiển trách" if one.automatic_failed else "",
        moves=() if one.moved is None else (moved_to(LEVELS[one.moved]),),
        organisation=None if level is None else LEVELS[level],
    )


def moved_to(level: str) -> MoveRow:
    return MoveRow(level, "", "Chậm", "Alice", world.AT)


def unwritten_last(people: tuple[Year, ...]) -> list[Year]:
    """A place of 0 is none: it comes after all that were written."""
    return [
        Year(**{name: getattr(one, name) for name in Year.__dataclass_fields__}
             | {"rank": one.rank or 1_000_000})
        for one in people
    ]  # fmt: skip


@FEW
@given(year_of_people())
def test_a_round_comes_to_what_the_judge_says(people):
    ours, found = made(people)
    judged = oracle.rate(unwritten_last(ours), Settings())
    for row in found.rows:
        wanted = judged[row.row.person]
        assert row.level == ("" if wanted.level is None else LEVELS[wanted.level])
        assert bool(row.capped_in) == wanted.over_cap
        if wanted.level is not None:
            assert (row.exact, row.by_score) == (wanted.mean, LEVELS[wanted.by_score])


@FEW
@given(year_of_people())
def test_no_cap_is_exceeded_no_head_above_her_organisation_and_nobody_moved_up(people):
    _, found = made(people)
    ranks = {name: rank for rank, name in enumerate(LEVELS)}
    for row in (one for one in found.rows if one.is_ranked):
        assert ranks[row.level] <= ranks[row.by_score]
        if row.facts.organisation:
            assert ranks[row.level] <= ranks[row.facts.organisation]
        if row.facts.move:
            assert ranks[row.level] <= ranks[row.facts.move.level]
    for group in found.places:
        inside = [
            one for one in found.rows
            if one.is_ranked and (len(group.key) == 1 or one.row.peer_group == group.key[0])
        ]  # fmt: skip
        assert sum(one.level == "excellent" for one in inside) <= group.places
        assert group.rated == len(inside)


@FEW
@given(year_of_people())
def test_equal_inputs_give_equal_hashes(people):
    first, again = records_of(made(people)[1]), records_of(made(people)[1])
    assert [one.sha256 for one in first.values()] == [one.sha256 for one in again.values()]
