"""One picture of a period: how many cards at each stage, how many late, who holds longest."""

from collections import Counter
from collections.abc import Sequence

from congvu.apps.evaluation.queries import LEFT_OUT, STAGES, HolderTally, StageTally
from congvu.kernel.fixed import half_up
from congvu.web.periods.periods_view import AgencyLine, StageBar
from congvu.web.shared.numbers import NOTHING, count
from congvu.web.shared.stage import DEPARTMENT, DONE

WAITS = dict(
    zip(
        STAGES,
        ("chờ cá nhân tự chấm", "chờ nhận xét", "chờ xác nhận", "chờ công bố"),
        strict=True,
    )
)
WHOLE = 1000  # tenths of a percent
ROWS_SHOWN = 50


def stage_bars(
    tallies: Sequence[StageTally], slowest: Sequence[HolderTally]
) -> tuple[StageBar, ...]:
    """Return a bar for each stage in which cards wait, all on one scale."""
    cards, late = Counter[str](), Counter[str]()
    for one in tallies:
        cards[one.stage] += one.cards
        late[one.stage] += one.late
    most = max(cards.values(), default=0)
    return tuple(
        StageBar(
            label=DONE[stage],
            waits=WAITS[stage],
            cards=count(cards[stage]),
            late=count(late[stage]) if late[stage] else "",
            whole_width=_width(cards[stage], most),
            late_width=_width(late[stage], most),
            longest=_longest(stage, tallies, slowest),
        )
        for stage in STAGES
    )


def _width(part: int, most: int) -> str:
    tenths = half_up(part * WHOLE, most) if most else 0
    return f"{tenths // 10}.{tenths % 10}%"


def _longest(
    stage: str, tallies: Sequence[StageTally], slowest: Sequence[HolderTally]
) -> tuple[str, ...]:
    held = tuple(
        f"{one.full_name} ({one.agency}) giữ {count(one.cards)} phiếu, {_since(one.days)}"
        for one in slowest
        if one.stage == stage
    )
    days = max((one.days for one in tallies if one.stage == stage), default=0)
    if stage == STAGES[-1] and days:
        return (f"{DEPARTMENT} giữ, {_since(days)}",)
    return held


def _since(days: int) -> str:
    return f"lâu nhất {days} ngày làm việc" if days else "từ hôm nay"


def agency_lines(tallies: Sequence[StageTally]) -> tuple[AgencyLine, ...]:
    """Return agencies, those with the most late cards first, then those that waited longest."""
    by_agency: dict[tuple[str, str], list[StageTally]] = {}
    for one in tallies:
        by_agency.setdefault((one.agency, one.name), []).append(one)
    ranked = sorted(by_agency.items(), key=lambda pair: _rank(pair[1]))
    return tuple(_agency(name, rows) for (_, name), rows in ranked[:ROWS_SHOWN])


def _rank(rows: Sequence[StageTally]) -> tuple[int, int]:
    return -sum(one.late for one in rows), -max(_days(rows), default=0)


def _days(rows: Sequence[StageTally]) -> list[int]:
    """How long cards waited; a draft that is in time waits for nobody yet."""
    return [one.days for one in rows if one.stage in STAGES[1:] or one.late]


def _agency(name: str, rows: Sequence[StageTally]) -> AgencyLine:
    found = {one.stage: one.cards for one in rows}
    late = sum(one.late for one in rows)
    return AgencyLine(
        name=name,
        stages=tuple(count(found[stage]) if stage in found else NOTHING for stage in STAGES),
        late=count(late) if late else NOTHING,
        is_late=bool(late),
        days=str(max(_days(rows), default=0) or NOTHING),
    )


def people_of(tallies: Sequence[StageTally]) -> tuple[int, int]:
    """Return how many cards are to be scored, and how many of them are late."""
    everybody = sum(one.cards for one in tallies if one.stage != LEFT_OUT)
    return everybody, sum(one.late for one in tallies)
