"""What the calibration of the province shows, already in words; nothing here asks a database."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.http import HttpResponse
from django.urls import reverse

from congvu.apps.evaluation.queries.years import Before, RoundRow, Scored, middle
from congvu.apps.rulebook.queries import PeriodRow
from congvu.exchange.workbook.results import Column
from congvu.web.shared.list_files import list_file
from congvu.web.shared.moments import moment
from congvu.web.shared.numbers import count
from congvu.web.shared.paging import Pages
from congvu.web.years.calibration_page import (
    FEWEST_CARDS,
    FlowLine,
    HeadLine,
    flow_lines,
    head_line,
    summed,
)
from congvu.web.years.level_words import BEST_FIRST, LevelShare, level_shares, levels_told
from congvu.web.years.round_page import state_told

Key = TypeVar("Key")


@dataclass(frozen=True)
class RoundShare:
    """A round beside the others: people, levels, places taken, moves; as of when."""

    name: str
    href: str
    state: str
    ranked: str
    shares: tuple[LevelShare, ...]
    before: str
    places: str
    moved: str
    at: str


@dataclass(frozen=True)
class GroupYears:
    """A peer group of the whole province: its levels now, and of the same people last year."""

    name: str
    ranked: str
    shares: tuple[LevelShare, ...]
    before: tuple[LevelShare, ...]


@dataclass(frozen=True)
class ProvinceCalibration:
    """The flow of the whole province, every round and peer group, every agency's heads together.

    `before` are last year's levels of the same people.
    """

    title: str
    answer: str
    flow: tuple[FlowLine, ...]
    before: tuple[LevelShare, ...]
    groups: tuple[GroupYears, ...]
    rounds: tuple[RoundShare, ...]
    pages: Pages
    search: str
    agencies: tuple[HeadLine, ...]
    few: str


def province_calibration_page(
    period: PeriodRow,
    every: Sequence[RoundRow],
    before: Sequence[Before],
    shown: Sequence[RoundRow],
    *,
    pages: Pages,
    search: str,
    may_open: Callable[[RoundRow], bool],
) -> ProvinceCalibration:
    """Build the page: rounds are told without names of heads, and none with too few cards."""
    scored = [(one.unit_name, Scored(**one.tally["scored"])) for one in every
              if one.tally.get("scored")]  # fmt: skip
    told = [(name, one) for name, one in scored if one.cards >= FEWEST_CARDS]
    peers = middle(one for _, one in told)
    of_rounds = _levels(before, lambda one: one.round_id)
    told_now = {one.id for one in every if one.tally}
    beside = [one for one in before if one.round_id in told_now]
    return ProvinceCalibration(
        title=f"Cân chỉnh toàn tỉnh, {period.label}",
        answer=_answer(every),
        flow=flow_lines(summed(one.tally for one in every)),
        before=level_shares(whole) if (whole := _whole(beside)) else (),
        groups=_groups(every, _levels(beside, lambda one: one.peer_group)),
        rounds=tuple(
            _round(period, one, may_open(one), of_rounds.get(one.id, {})) for one in shown
        ),
        pages=pages,
        search=search,
        agencies=tuple(head_line(one, name, "", peers) for name, one in told),
        few=f"{count(len(scored) - len(told))} đợt có dưới {FEWEST_CARDS} phiếu, không nêu."
        if len(told) < len(scored)
        else "",
    )


def _answer(every: Sequence[RoundRow]) -> str:
    told = [one for one in every if one.tally]
    people = sum(one.tally["people"] for one in told)
    decided = sum(one.is_decided for one in every)
    missing = len(every) - len(told)
    more = f" {count(missing)} đợt chưa tính." if missing else ""
    return (
        f"{count(len(every))} đợt, {count(people)} người đã tính; {count(decided)} đợt đã quyết "
        f"định.{more}"
    )


def _levels(before: Iterable[Before], key: Callable[[Before], Key]) -> dict[Key, Counter[str]]:
    """Last year's levels by what tells people apart."""
    found: dict[Key, Counter[str]] = {}
    for one in before:
        found.setdefault(key(one), Counter())[one.level] += one.people
    return found


def _whole(before: Iterable[Before]) -> Counter[str]:
    return _levels(before, lambda _one: None).get(None, Counter())


def _groups(
    every: Iterable[RoundRow], before: Mapping[str, Counter[str]]
) -> tuple[GroupYears, ...]:
    """Every peer group of the rounds, as they were last computed, put together by its name."""
    now: dict[str, Counter[str]] = {}
    for row in every:
        for name, tally in row.tally.get("groups", ()):
            now.setdefault(name, Counter()).update(tally)
    return tuple(
        GroupYears(
            name=name,
            ranked=count(tally.total()),
            shares=level_shares(tally),
            before=level_shares(before[name]) if name in before else (),
        )
        for name, tally in sorted(now.items())
    )


def _round(period: PeriodRow, row: RoundRow, opens: bool, before: Mapping[str, int]) -> RoundShare:
    tally = row.tally
    final = tally["steps"][-1][2] if tally.get("steps") else {}
    places = [one for one in tally.get("places", ()) if one[0] != "agency"]
    return RoundShare(
        name=row.unit_name,
        href=reverse("year_calibration", args=(int(period.key), row.unit_code)) if opens else "",
        state=state_told(row),
        ranked=count(tally.get("ranked", 0)) if tally else "",
        shares=level_shares(final) if final else (),
        before=levels_told(before),
        places=f"{sum(one[3] for one in places)}/{sum(one[2] for one in places)}" if tally else "",
        moved=count(tally.get("moved", 0)) if tally else "",
        at=moment(row.tallied_at) if row.tallied_at else "chưa tính",
    )


def province_calibration_file(
    period: PeriodRow, rounds: Sequence[RoundRow], before: Sequence[Before]
) -> HttpResponse:
    """Send every round's figures as a workbook, with last year's levels of the same people."""
    of_rounds = _levels(before, lambda one: one.round_id)
    columns = (
        Column("Mã", width=14), Column("Đơn vị", width=40), Column("Trạng thái", width=24),
        Column("Người", 0, 10), Column("Được xếp loại", 0, 14),
        *(Column(one.word, 0, 14) for one in BEST_FIRST),
        *(Column(f"Năm trước: {one.short}", 0, 14) for one in BEST_FIRST),
        Column("Chuyển mức", 0, 12), Column("Nâng tỷ lệ", width=12), Column("Tính lúc", width=18),
    )  # fmt: skip
    rows = [
        (
            one.unit_code,
            one.unit_name,
            state_told(one),
            one.tally.get("people"),
            one.tally.get("ranked"),
            *(
                one.tally["steps"][-1][2].get(level.code, 0) if one.tally.get("steps") else None
                for level in BEST_FIRST
            ),
            *(
                of_rounds[one.id][level.code] if one.id in of_rounds else None
                for level in BEST_FIRST
            ),
            one.tally.get("moved"),
            "có" if one.raised_ground else "",
            moment(one.tallied_at) if one.tallied_at else "",
        )
        for one in rounds
    ]
    return list_file(f"can-chinh-{period.key}", f"Cân chỉnh {period.key}", columns, rows)
