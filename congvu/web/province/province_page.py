"""From the tallies of the province to the page: the answer first."""

from collections.abc import Callable, Sequence
from datetime import datetime
from fractions import Fraction

from congvu.apps.evaluation.queries import ProvinceView, Tally
from congvu.apps.rulebook.queries import PeriodRow
from congvu.web.province.histogram import histogram
from congvu.web.province.looks import looks
from congvu.web.province.province_view import LevelRow, ProvincePage
from congvu.web.province.unit_rows import columns, unit_rows
from congvu.web.shared.levels import Level, scale_of
from congvu.web.shared.months import months_around
from congvu.web.shared.numbers import PERCENT, count, percent, signed, small


def province_page(
    now_view: ProvinceView,
    before: ProvinceView | None,
    *,
    periods: Sequence[PeriodRow],
    search: str,
    sort: str,
    href: Callable[[str], str],
    unit_href: Callable[[str], str],
    now: datetime,
) -> ProvincePage:
    """The page of one month; `before` is the month it is compared with, if there is one."""
    scale = scale_of(now_view.rules)
    heads = columns(scale, search, sort)
    told = now_view.whole.scored > 0 and before is not None and before.whole.scored > 0
    return ProvincePage(
        title=f"Toàn tỉnh, {now_view.period.label}",
        months=months_around(now_view.period.key, [one.key for one in periods], href),
        standing=_standing(now_view, now),
        answer=_answer(now_view.whole),
        unscored=_unscored(now_view.whole),
        looks=looks(now_view, before, scale, unit_href),
        histogram=histogram(now_view.whole, before.whole if before else None, scale),
        levels=tuple(_level(lv, now_view.whole, before) for lv in reversed(scale.levels)),
        compared=before.period.label if told and before else "",
        columns=heads,
        units=unit_rows(now_view.agencies, scale, search=search, sort=sort, href=unit_href),
        unit_total=len(now_view.agencies),
        search=search,
        sort=sort,
        high=heads[-2].label if scale.levels else "",
        low=heads[-1].label if scale.levels else "",
        lines=scale.lines,
    )


def _standing(view: ProvinceView, now: datetime) -> str:
    agencies = f"{count(len(view.agencies))} cơ quan, địa phương"
    if view.provisional:
        return f"Tạm tính lúc {now:%H:%M} ngày {now:%d/%m/%Y} · {agencies}"
    amended = view.whole.amended
    told = f" · {count(amended)} kết quả đã điều chỉnh, tính theo kết quả mới" if amended else ""
    return f"Đã chốt · {agencies}{told}"


def _answer(whole: Tally) -> str:
    if not whole.people:
        return "Kỳ này chưa có phiếu nào."
    if whole.scored == whole.people:
        return f"Cả {count(whole.people)} người đã có điểm."
    return f"{count(whole.scored)} trong {count(whole.people)} người đã có điểm."


def _unscored(whole: Tally) -> str:
    missing = whole.people - whole.scored
    if not missing:
        return ""
    reasons = ", ".join(f"{count(n)} {small(reason)}" for reason, n in whole.reasons.most_common())
    return f"{count(missing)} người chưa: {reasons}."


def _level(level: Level, whole: Tally, before: ProvinceView | None) -> LevelRow:
    share, was = _share(level, whole), _share(level, before.whole) if before else None
    change = "" if None in (share, was) else _points((share - was) * PERCENT * PERCENT)
    return LevelRow(level, count(whole.levels[level.code]), percent(share), change)


def _share(level: Level, tally: Tally) -> Fraction | None:
    return Fraction(tally.levels[level.code], tally.scored) if tally.scored else None


def _points(hundredths: Fraction) -> str:
    """A change of a share, in hundredths of a percentage point, with one decimal: "+1,1"."""
    tenths = round(hundredths / 10)
    return signed(tenths * 10)[:-1]
