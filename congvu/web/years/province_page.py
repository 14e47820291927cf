"""What the calibration of the province shows, already in words; nothing here asks a database."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse

from congvu.apps.evaluation.queries.years import RoundRow, Scored, middle
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
from congvu.web.years.level_words import BEST_FIRST, LevelShare, level_shares
from congvu.web.years.round_page import state_told


@dataclass(frozen=True)
class RoundShare:
    """A round beside the others: people, levels, places taken, moves; as of when."""

    name: str
    href: str
    state: str
    ranked: str
    shares: tuple[LevelShare, ...]
    places: str
    moved: str
    at: str


@dataclass(frozen=True)
class ProvinceCalibration:
    """The flow of the whole province, every round, every agency's heads together."""

    title: str
    answer: str
    flow: tuple[FlowLine, ...]
    rounds: tuple[RoundShare, ...]
    pages: Pages
    search: str
    agencies: tuple[HeadLine, ...]
    few: str


def province_calibration_page(
    period: PeriodRow,
    every: Sequence[RoundRow],
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
    return ProvinceCalibration(
        title=f"Cân chỉnh toàn tỉnh, {period.label}",
        answer=_answer(every),
        flow=flow_lines(summed(one.tally for one in every)),
        rounds=tuple(_round(period, one, may_open(one)) for one in shown),
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


def _round(period: PeriodRow, row: RoundRow, opens: bool) -> RoundShare:
    tally = row.tally
    final = tally["steps"][-1][2] if tally.get("steps") else {}
    places = [one for one in tally.get("places", ()) if one[0] != "agency"]
    return RoundShare(
        name=row.unit_name,
        href=reverse("year_calibration", args=(int(period.key), row.unit_code)) if opens else "",
        state=state_told(row),
        ranked=count(tally.get("ranked", 0)) if tally else "",
        shares=level_shares(final) if final else (),
        places=f"{sum(one[3] for one in places)}/{sum(one[2] for one in places)}" if tally else "",
        moved=count(tally.get("moved", 0)) if tally else "",
        at=moment(row.tallied_at) if row.tallied_at else "chưa tính",
    )


def province_calibration_file(period: PeriodRow, rounds: Sequence[RoundRow]) -> HttpResponse:
    """Send every round's figures as a workbook."""
    columns = (
        Column("Mã", width=14), Column("Đơn vị", width=40), Column("Trạng thái", width=24),
        Column("Người", 0, 10), Column("Được xếp loại", 0, 14),
        *(Column(one.word, 0, 14) for one in BEST_FIRST),
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
            one.tally.get("moved"),
            "có" if one.raised_ground else "",
            moment(one.tallied_at) if one.tallied_at else "",
        )
        for one in rounds
    ]
    return list_file(f"can-chinh-{period.key}", f"Cân chỉnh {period.key}", columns, rows)
