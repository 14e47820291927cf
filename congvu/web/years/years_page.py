"""What the list of years shows, already in words; nothing here asks a database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from congvu.apps.evaluation.enums import RoundState
from congvu.apps.evaluation.queries import Decider
from congvu.apps.evaluation.queries.years import RoundRow
from congvu.apps.rulebook.queries import PeriodRow
from congvu.web.shared.moments import moment
from congvu.web.shared.numbers import count
from congvu.web.shared.paging import Pages
from congvu.web.years.level_words import levels_told
from congvu.web.years.round_page import Choice, deadline_told, state_told


@dataclass(frozen=True)
class RoundLine:
    """A round: where it stands, and its figures when last computed."""

    name: str
    href: str
    holder: str
    state: str
    told: str
    at: str
    decided: bool


@dataclass(frozen=True)
class YearsPage:
    """One year with the rounds that the reader may see, and the way to the others.

    `opens`: whether the reader opens a year; `next` is the one that is proposed.
    """

    title: str
    standing: str
    answer: str
    calibration: str
    years: tuple[Choice, ...]
    rounds: tuple[RoundLine, ...]
    pages: Pages
    search: str
    any: bool
    opens: bool
    next: str
    problem: str


def years_page(
    opened: Sequence[PeriodRow],
    here: PeriodRow | None,
    rounds: Sequence[RoundRow],
    *,
    pages: Pages,
    deciders: Mapping[str, Decider],
    search: str,
    opens: bool,
    province: bool,
    today: date,
    typed: str,
    problem: str,
) -> YearsPage:
    """Build the page of a year; `here` is None where none was opened.

    `deciders` are those who decide the rounds shown, by the unit's path.
    """
    this_year = f"{today.year:04d}"
    return YearsPage(
        title=f"Xếp loại {here.label}" if here else "Xếp loại năm",
        standing=deadline_told(here, today) if here else "",
        answer=_answer(rounds) if here else "Chưa mở xếp loại năm nào.",
        calibration=reverse("province_calibration", args=(int(here.key),))
        if province and here
        else "",
        years=tuple(Choice(one.key, one.label, one == here) for one in opened),
        rounds=tuple(
            _round(int(one.period_key), one, deciders.get(one.unit_path))
            for one in rounds[pages.first : pages.last]
        ),
        pages=pages,
        search=search,
        any=bool(rounds),
        opens=opens,
        next=typed or ("" if this_year in {one.key for one in opened} else this_year),
        problem=problem,
    )


def _answer(rounds: Sequence[RoundRow]) -> str:
    if not rounds:
        return "Không có đợt nào thuộc quyền xem."
    by_state = {
        state: sum(one.state == state for one in rounds) for state in reversed(RoundState.values)
    }
    told = [
        f"{count(number)} {RoundState(state).label.lower()}"
        for state, number in by_state.items()
        if number
    ]
    return f"{count(len(rounds))} đợt: {'; '.join(told)}."


def _round(year: int, row: RoundRow, holder: Decider | None) -> RoundLine:
    tally = row.tally
    final = tally["steps"][-1][2] if tally.get("steps") else {}
    unranked = tally["people"] - tally["ranked"] if tally else 0
    return RoundLine(
        name=row.unit_name,
        href=reverse("year_round", args=(year, row.unit_code)),
        holder=holder.full_name if holder else "",
        state=state_told(row),
        told=levels_told(final, unranked),
        at=f"tính lúc {moment(row.tallied_at)}" if row.tallied_at else "chưa tính",
        decided=row.is_decided,
    )
