"""From a run that was kept to its page: who changes level and by what, the answer first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from congvu.apps.evaluation.queries import Tally
from congvu.apps.evaluation.queries.comparisons import ComparisonRow
from congvu.apps.evaluation.queries.figures import (
    NOT_SCORED,
    AgencyFigures,
    Figures,
    SideFigures,
)
from congvu.apps.org.enums import UnitKind
from congvu.kernel.periods import tracked
from congvu.law.registry import Rules
from congvu.web.province.histogram import histogram
from congvu.web.province.province_view import Histogram
from congvu.web.rulings.differences import differences
from congvu.web.rulings.hiding import LEAST, hidden_cells, is_small
from congvu.web.rulings.people_list import SHORT, UNSCORED
from congvu.web.rulings.result_view import (
    CauseLine,
    GroupLine,
    LevelLine,
    MoveCell,
    MoveRow,
    PeopleList,
    ResultPage,
)
from congvu.web.shared.levels import Scale, scale_of
from congvu.web.shared.moments import moment
from congvu.web.shared.numbers import NOTHING, PERCENT, capital, count, ratio, signed, small

FEW = f"dưới {LEAST}"
SHORT_DIGEST = 12


@dataclass(frozen=True)
class Reader:
    """Whether small groups are kept from the reader, and whether people's names may be listed."""

    discreet: bool


def result_page(
    run: ComparisonRow,
    found: Figures,
    rules: tuple[Rules, Rules],
    *,
    reader: Reader,
    people: PeopleList | None,
    at: str,
) -> ResultPage:
    """The page of one run; `rules` are those of either side, `at` its own address."""
    scale = scale_of(rules[0])
    label = tracked(run.period).label
    return ResultPage(
        id=run.id,
        title=f"So hai bộ quy định: {label}",
        provisional=run.provisional,
        facts=tuple(_facts(run)),
        answer=_answer(found, reader),
        detail=_detail(found),
        warnings=tuple(_warnings(run, found, rules)),
        notes=tuple(_notes(found, rules)),
        differences=tuple(differences(*rules)),
        histogram=_histogram(found, scale, reader),
        levels=tuple(_levels(found, scale, reader)),
        columns=tuple(word for _, word in _named(found)),
        moves=tuple(_moves(found, reader, at)),
        causes=tuple(_causes(found)) if not reader.discreet or found.told >= LEAST else (),
        causes_told=_causes_told(found),
        kinds=tuple(_groups(_kinds(found), reader)),
        agencies=tuple(_groups([(one.name, [one]) for one in _most_moved(found)], reader)),
        people=people,
        hidden="" if people else _hidden(reader),
        digest=run.digest,
        marks=(run.before_fingerprint[:SHORT_DIGEST], run.after_fingerprint[:SHORT_DIGEST]),
        draft=run.draft,
    )


def _facts(run: ComparisonRow) -> Iterator[str]:
    yield run.reason
    yield f"{run.by_name or 'Hệ thống'}, {moment(run.at)}"
    yield f"mã {run.digest[:SHORT_DIGEST]}"


def told(number: int, reader: Reader) -> str:
    """A count of people as this reader may know it."""
    return FEW if reader.discreet and is_small(number) else count(number)


def _answer(found: Figures, reader: Reader) -> str:
    if not found.changed:
        points = f"{count(found.moved)} người đổi điểm" if found.moved else "không ai đổi điểm"
        return f"Không ai trong {count(found.people)} người đổi mức; {points}."
    ways = [(found.raised, "lên mức cao hơn"), (found.lowered, "xuống mức thấp hơn")]
    whole = f"{capital(told(found.changed, reader))} trong {count(found.people)} người đổi mức"
    if reader.discreet and any(is_small(number) for number, _ in ways):
        return f"{whole}."
    return f"{whole}: {', '.join(f'{count(number)} {word}' for number, word in ways if number)}."


def _detail(found: Figures) -> str:
    if not found.twice:
        return ""
    before, after = _sums(found.agencies)
    means = (Fraction(total, found.twice * PERCENT) for total in (before, after))
    mean = f"Điểm trung bình {' → '.join(map(ratio, means))}."
    if not found.changed:
        return mean
    told = f"{count(found.moved)} người đổi điểm. {mean}"
    if not found.causes or not found.causes[0].widest:
        return told
    return f"{told} Đổi mức chủ yếu do “{small(found.causes[0].label)}”."


def _sums(agencies: Iterable[AgencyFigures]) -> tuple[int, int]:
    listed = list(agencies)
    return sum(one.sum_before for one in listed), sum(one.sum_after for one in listed)


def _warnings(run: ComparisonRow, found: Figures, rules: tuple[Rules, Rules]) -> Iterator[str]:
    for lack in found.lacks:
        yield (
            f"{count(lack.missing)} trong {count(lack.records)} kết quả chưa có "
            f"“{small(lack.label)}” mà văn bản bên phải cần: tính ở mức “{small(lack.taken)}”, mức "
            "văn bản lấy khi không có nguyên nhân trừ nào."
        )
    if not found.same_rules:
        yield (
            "Quy định đang có trong hệ thống khác lúc chốt kỳ này, nên không tách được từng nguyên "
            "nhân; điểm bên trái vẫn là điểm đã công bố."
        )
    if rules[1].fingerprint != run.after_fingerprint:
        yield "Quy định bên phải nay khác lúc so; số liệu dưới đây là của lúc so."


def _notes(found: Figures, rules: tuple[Rules, Rules]) -> Iterator[str]:
    for levelled, one in zip(found.levelled, rules, strict=True):
        if not levelled:
            yield f"“{one.title}” không nêu mức; ở đây xếp theo ngưỡng của Điều 20 để so."
    if found.amended:
        yield (
            f"{count(found.amended)} người có kết quả đã điều chỉnh sau công bố; ở đây so trên kết "
            "quả lúc chốt."
        )


def _named(found: Figures) -> list[tuple[str, str]]:
    """The levels by code with a word, the highest first, then those without a score if any."""
    rows = [(code, SHORT.get(code, label)) for code, label in reversed(found.ladder)]
    none = sum(found.moves.get(NOT_SCORED, {}).values())
    none += sum(row.get(NOT_SCORED, 0) for row in found.moves.values())
    return [*rows, (NOT_SCORED, UNSCORED)] if none else rows


def _levels(found: Figures, scale: Scale, reader: Reader) -> Iterator[LevelLine]:
    known = {one.code: one for one in scale.levels}
    for code, word in _named(found):
        sides = [_people_of(side, found.people, code) for side in (found.before, found.after)]
        few = reader.discreet and any(is_small(number) for number in sides)
        change = sides[1] - sides[0]
        yield LevelLine(
            known.get(code),
            word,
            *(told(number, reader) for number in sides),
            NOTHING if few else _signed_count(change),
        )


def _people_of(side: SideFigures, people: int, code: str) -> int:
    return people - side.scored if code == NOT_SCORED else side.levels.get(code, 0)


def _signed_count(number: int) -> str:
    if not number:
        return "0"
    return f"{'+' if number > 0 else '−'}{count(abs(number))}"


def _moves(found: Figures, reader: Reader, at: str) -> Iterator[MoveRow]:
    named = _named(found)
    table = [
        [found.moves.get(before, {}).get(after, 0) for after, _ in named] for before, _ in named
    ]
    hidden = hidden_cells(table) if reader.discreet else frozenset()
    ranks = {code: str(rank) for rank, (code, _) in enumerate(found.ladder)} | {NOT_SCORED: "khong"}
    for row, (before, word) in enumerate(named):
        cells = []
        for column, (after, _) in enumerate(named):
            number = table[row][column]
            shown = "…" if (row, column) in hidden else count(number)
            link = f"{at}?tu={ranks[before]}&den={ranks[after]}#nguoi"
            linked = number and before != after and not reader.discreet
            cells.append(MoveCell(shown if number else "", before == after, link if linked else ""))
        yield MoveRow(word, tuple(cells))


def _histogram(found: Figures, scale: Scale, reader: Reader) -> Histogram | None:
    drawn = histogram(_tally(found.after), _tally(found.before), scale)
    if drawn is None or not reader.discreet:
        return drawn
    bins = tuple(
        replace(one, people=FEW, share=NOTHING) if _few(one.people) else one for one in drawn.bins
    )
    few = any(is_small(people) for people in found.after.levels.values())
    return replace(drawn, bins=bins, zones=() if few else drawn.zones)


def _few(people: str) -> bool:
    return people.isdecimal() and is_small(int(people))


def _tally(side: SideFigures) -> Tally:
    tally = Tally(people=side.scored, scored=side.scored, sum_hundredths=side.sum_hundredths)
    tally.bins.update({int(low): people for low, people in side.bins.items()})
    tally.levels.update(side.levels)
    return tally


def _causes(found: Figures) -> Iterator[CauseLine]:
    for one in found.causes:
        yield CauseLine(one.label, count(one.widest), signed(one.sum_hundredths))


def _causes_told(found: Figures) -> str:
    if found.told < found.changed:
        return f"Tính trên {count(found.told)} người đổi điểm nhiều nhất."
    return ""


_Named = tuple[str, list[AgencyFigures]]


def _kinds(found: Figures) -> list[_Named]:
    grouped: dict[str, list[AgencyFigures]] = defaultdict(list)
    for one in found.agencies:
        grouped[one.kind].append(one)
    return [(str(UnitKind(kind).label), listed) for kind, listed in grouped.items()]


def _most_moved(found: Figures) -> list[AgencyFigures]:
    return sorted(found.agencies, key=lambda one: (-one.changed, -abs(one.shift), one.path))


def _groups(named: Sequence[_Named], reader: Reader) -> Iterator[GroupLine]:
    """A line for each group; of those that a discreet reader may not know, only how many."""
    twice = [[sum(one.twice for one in listed)] for _, listed in named]
    hidden = {row for row, _ in hidden_cells(twice)} if reader.discreet else set()
    for row, (name, listed) in enumerate(named):
        people = count(sum(one.people for one in listed))
        changed = told(sum(one.changed for one in listed), reader)
        before, after = _sums(listed)
        number = twice[row][0]
        if not number or row in hidden:
            yield GroupLine(name, people, changed, NOTHING, NOTHING, NOTHING)
            continue
        means = (ratio(Fraction(total, number * PERCENT)) for total in (before, after))
        shift = signed(round(Fraction(after - before, number)))
        yield GroupLine(name, people, changed, *means, shift)


def _hidden(reader: Reader) -> str:
    if reader.discreet:
        return f"Nhóm dưới {LEAST} người và tên từng người không hiện với vai trò của ông/bà."
    return ""
