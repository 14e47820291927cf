"""From a preview to the page: whom a proposed catalogue would move, the answer first."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from congvu.apps.evaluation.queries import Impact, PersonShift, ProductShift, Tally
from congvu.apps.evaluation.queries.province import BIN_HUNDREDTHS
from congvu.apps.toolkit.queries import ProposalView
from congvu.law.registry import Rules
from congvu.web.appraisal.impact_view import (
    Cell,
    ImpactPage,
    LevelMoves,
    PersonMoves,
    ProductMoves,
    UnitMoves,
)
from congvu.web.province.histogram import histogram
from congvu.web.province.province_view import Histogram
from congvu.web.shared.levels import Level, Scale, scale_of
from congvu.web.shared.months import Months
from congvu.web.shared.numbers import (
    PERCENT,
    capital,
    coefficient,
    count,
    points,
    ratio,
    signed,
    trimmed,
)

MOST_PEOPLE = 20
MOST_PRODUCTS = 20
THOUSAND = 1000
Shown = Callable[[PersonShift], str | None]
"""Whether a person may be named to the reader: the address of her month, None if she may not."""


def impact_page(
    view: ProposalView,
    found: Impact,
    rules: Rules,
    *,
    months: Months | None,
    covers: Callable[[PersonShift], bool],
    shown: Shown,
) -> ImpactPage:
    """The page of one preview for one reader; people whose unit she does not see are counted."""
    scale = scale_of(rules)
    everybody, found = found, replace(found, people=tuple(filter(covers, found.people)))
    moved = [one for one in found.people if one.change]
    named = [(one, href) for one in moved if (href := shown(one)) is not None]
    named.sort(key=lambda pair: -abs(pair[0].change))
    shifting = [one for one in found.products if one.moves]
    return ImpactPage(
        id=view.id,
        title=f"Tác động: {view.name}",
        standing=f"Xem trước, không đổi điểm của ai. So với {found.period.label} đã chốt.",
        months=months,
        answer=_answer(found, moved),
        detail=_detail(found.people),
        beyond=_beyond([one for one in everybody.people if not covers(one)]),
        warning=_warning(found),
        before=capital(found.period.label),
        histogram=_histogram(found.people, scale) if moved else None,
        columns=tuple(level.short for level in scale.levels),
        levels=_levels(found.people, scale),
        unit_head=_unit_head(found.people),
        units=tuple(_units(found.people)),
        people=tuple(_person(one, href, scale) for one, href in named[:MOST_PEOPLE]),
        hidden=_hidden(len(moved), len(named)),
        products=tuple(_product(one) for one in shifting[:MOST_PRODUCTS]),
        products_told=_products_told(found.products, shifting),
        gone=tuple(_product(one) for one in found.products if one.after is None),
        empty="" if found.products else _empty(found),
    )


def _answer(found: Impact, moved: Sequence[PersonShift]) -> str:
    month, people = found.period.label, count(len(found.people))
    if not found.people:
        return f"{capital(month)} không có việc nào lấy từ danh mục này."
    if not moved:
        return f"Nếu {month} dùng danh mục này: không ai trong {people} người đổi điểm."
    relevelled = sum(one.relevelled for one in moved)
    level = f"{count(relevelled)} người đổi mức" if relevelled else "không ai đổi mức"
    return (
        f"Nếu {month} dùng danh mục này: {count(len(moved))} trong {people} người đổi điểm, "
        f"{level}."
    )


def _detail(people: Sequence[PersonShift]) -> str:
    if not people:
        return ""
    means, loads = _means(people), _loads(people)
    return (
        f"Điểm trung bình {ratio(means[0])} → {ratio(means[1])}; "
        f"khối lượng giao {_standard(loads[0])} → {_standard(loads[1])} sản phẩm chuẩn."
    )


def _beyond(others: Sequence[PersonShift]) -> str:
    """How many are moved whose unit the reader does not see; no mean, which could tell a score."""
    if not others:
        return ""
    agencies = count(len({one.agency for one in others}))
    moved = count(sum(bool(one.change) for one in others))
    return (
        f"Ngoài phạm vi ông/bà được xem: {count(len(others))} người ở {agencies} cơ quan, "
        f"{moved} người đổi điểm."
    )


def _warning(found: Impact) -> str:
    if found.same_rules:
        return ""
    return (
        "Văn bản áp dụng cho kỳ này đã khác lúc chốt, nên một phần thay đổi dưới đây không do "
        "danh mục."
    )


def _empty(found: Impact) -> str:
    return (
        f"Không có việc nào của {found.period.label} lấy từ một bản trước của danh mục này, nên "
        "chưa có gì để so. Tác động hiện ra sau tháng đầu tiên dùng danh mục."
    )


def _means(people: Sequence[PersonShift]) -> tuple[Fraction, Fraction]:
    """Mean points before and after, exact."""
    scale = PERCENT * len(people)
    before, after = (sum(one.score[at] for one in people) for at in (0, 1))
    return Fraction(before, scale), Fraction(after, scale)


def _loads(people: Iterable[PersonShift]) -> tuple[int, int]:
    listed = list(people)
    return sum(one.load[0] for one in listed), sum(one.load[1] for one in listed)


def _standard(thousandths: int) -> str:
    """A workload in standard products, to the tenth."""
    return trimmed(ratio(Fraction(round(Fraction(thousandths, PERCENT)), 10)))


def _histogram(people: Sequence[PersonShift], scale: Scale) -> Histogram | None:
    before, after = (_tally(people, at, scale) for at in (0, 1))
    return histogram(after, before, scale)


def _tally(people: Sequence[PersonShift], at: int, scale: Scale) -> Tally:
    scores = [one.score[at] for one in people]
    levels = [level for score in scores if (level := scale.level_of(score))]
    return Tally(
        people=len(scores),
        scored=len(scores),
        sum_hundredths=sum(scores),
        bins=Counter(score // BIN_HUNDREDTHS * BIN_HUNDREDTHS // PERCENT for score in scores),
        levels=Counter(level.code for level in levels),
    )


def _levels(people: Sequence[PersonShift], scale: Scale) -> tuple[LevelMoves, ...]:
    """From level to level; nothing where the rules of the month name no levels."""
    if not any(one.level[0] for one in people):
        return ()
    return tuple(_level(level, people, scale) for level in scale.levels)


def _level(level: Level, people: Sequence[PersonShift], scale: Scale) -> LevelMoves:
    moves = Counter(one.level[1] for one in people if one.level[0] == level.code)
    cells = (
        Cell(to.short, count(moves[to.code]) if moves[to.code] else "", to.code == level.code)
        for to in scale.levels
    )
    return LevelMoves(level.word, tuple(cells))


def _unit_head(people: Sequence[PersonShift]) -> str:
    return "Cơ quan, địa phương" if len({one.agency for one in people}) > 1 else "Đơn vị"


def _units(people: Sequence[PersonShift]) -> Iterator[UnitMoves]:
    """By agency; where there is only one, by its units."""
    by_agency = len({one.agency for one in people}) > 1
    grouped: dict[str, list[PersonShift]] = defaultdict(list)
    for one in people:
        grouped[one.agency if by_agency else one.unit_path].append(one)
    for listed in grouped.values():
        first, means, loads = listed[0], _means(listed), _loads(listed)
        change = round((means[1] - means[0]) * PERCENT)
        yield UnitMoves(
            name=first.agency_name if by_agency else first.unit,
            people=count(len(listed)),
            changed=count(sum(bool(one.change) for one in listed)),
            relevelled=count(sum(one.relevelled for one in listed)),
            mean=(ratio(means[0]), ratio(means[1])),
            mean_change=signed(change),
            load=(_standard(loads[0]), _standard(loads[1])),
            load_change=_share(loads),
        )


def _share(loads: tuple[int, int]) -> str:
    """How much a workload grows or shrinks, in percent of what it was."""
    before, after = loads
    if not before:
        return ""
    tenths = round(Fraction(after - before, before) * THOUSAND)
    return f"{signed(tenths * 10)[:-1]}%"


def _person(one: PersonShift, href: str, scale: Scale) -> PersonMoves:
    was, now = (scale.level_of(score) for score in one.score)
    level = was.short if was else ""
    if was and now and one.relevelled:
        level = f"{was.short} → {now.short}"
    return PersonMoves(
        name=one.name,
        href=href,
        unit=f"{one.unit}, {one.agency_name}" if one.unit != one.agency_name else one.unit,
        score=(points(one.score[0]), points(one.score[1])),
        change=signed(one.change),
        level=level,
    )


def _hidden(moved: int, named: int) -> str:
    told = [
        (max(named - MOST_PEOPLE, 0), "người đổi ít hơn"),
        (moved - named, "người ngoài phạm vi ông/bà được xem tên"),
    ]
    parts = [f"{count(number)} {word}" for number, word in told if number]
    return f"Và {', '.join(parts)}." if parts else ""


def _product(one: ProductShift) -> ProductMoves:
    after = "không còn" if one.after is None else coefficient(one.after)
    return ProductMoves(one.code, one.name, count(one.tasks), (coefficient(one.before), after))


def _products_told(products: Sequence[ProductShift], shifting: Sequence[ProductShift]) -> str:
    told = f"{count(len(shifting))} trong {count(len(products))} sản phẩm đã dùng đổi hệ số"
    if len(shifting) > MOST_PRODUCTS:
        return f"{told}; dưới đây là {MOST_PRODUCTS} sản phẩm dùng nhiều nhất."
    return f"{told}."
