"""The result as five tables, the same for every format; rows are made when they are written."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from congvu.engine.explain import Bar, Explanation
from congvu.exchange.workbook.people import DEPUTY, HEAD
from congvu.exchange.workbook.problems import Problems
from congvu.exchange.workbook.scoring import Result, Scored
from congvu.kernel.dates import format_day
from congvu.kernel.fixed import format_fixed, round_ratio
from congvu.kernel.vietnamese import fold
from congvu.law.clauses import clause_in_words
from congvu.law.registry import Rules, the_law

Value = str | int | None
LEADS_IN_WORDS = {HEAD: "người đứng đầu", DEPUTY: "cấp phó", "": ""}
PERCENT_PLACES, POINT_PLACES, COEFFICIENT_PLACES = 1, 2, 1
MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, and for numbers how many decimals the scaled integers carry."""

    title: str
    places: int | None = None
    width: int = 14


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its title, the name of its file, its columns, its rows in order."""

    title: str
    file: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterator[tuple[Value, ...]]]


def tables_of(result: Result) -> list[Sheet]:
    """The five tables of a scored month."""
    rules = result.plan.rules
    return [
        Sheet("Kết quả", "ket_qua", RESULT, lambda: _results(result)),
        Sheet("Giải thích", "giai_thich", EXPLAINED, lambda: _explained(result)),
        Sheet("Đơn vị", "don_vi", _unit_columns(result), lambda: _units(result)),
        problem_table(result.plan.problems),
        Sheet("Quy định", "quy_dinh", RULED, lambda: _ruled(result, rules)),
    ]


def problem_table(problems: Problems) -> Sheet:
    """The table of problems; it stands alone where nothing could be scored."""
    return Sheet("Vấn đề", "van_de", PROBLEMS, lambda: _problems(problems))


# ── Kết quả ─────────────────────────────────────────────────────────────────────────────────────

_STEPS = (("a", "a"), ("b", "b"), ("c", "c"), ("d", "d"), ("dd", "đ"), ("e", "e"), ("share", "P"))
_LEADER_STEPS = {"d", "dd", "e"}
RESULT = (
    Column("Mã"),
    Column("Họ và tên", width=26),
    Column("Đơn vị", width=36),
    Column("Chức vụ", width=22),
    Column("Lãnh đạo", width=16),
    *(Column(f"{label} (%)", PERCENT_PLACES, 8) for _name, label in _STEPS),
    Column("Điểm tiêu chí chung", POINT_PLACES),
    Column("Điểm tháng", POINT_PLACES),
    Column("Mức điểm tương ứng", width=30),
    Column("Lý do không chấm", width=36),
    Column("Lưu ý", width=44),
    Column("Dòng bị bỏ", 0, 10),
    Column("Điểm chính xác (phân số)", width=24),
)


def _results(result: Result) -> Iterator[tuple[Value, ...]]:
    by_code = {entry.person.code: entry for entry in result.people}
    levels = dict(result.plan.program.levels)
    for entry in result.people:
        person, scored = entry.person, entry.notified is not None
        exact = entry.outcome.exact if scored else None
        yield (
            person.code,
            person.name,
            person.unit,
            person.title,
            LEADS_IN_WORDS[person.leads],
            *(_percent(entry, name) for name, _label in _STEPS),
            person.general_hundredths,
            entry.notified,
            levels.get(entry.band, ""),
            entry.reason,
            "; ".join(_remarks(entry, by_code)),
            entry.rows_left_out,
            str(exact) if exact is not None else "",
        )


def _percent(entry: Scored, name: str) -> int | None:
    """A step as a percentage in tenths. d, đ, e and P stand only for whom they were computed."""
    leader = bool(entry.person.leads)
    if name in _LEADER_STEPS and (not leader or entry.person.held):
        return None
    if name == "share" and leader and entry.person.held:
        return None
    value = entry.step(name)
    return None if value is None else round_ratio(value * 100, PERCENT_PLACES)


def _remarks(entry: Scored, by_code: dict[str, Scored]) -> Iterator[str]:
    if entry.rows_left_out:
        yield f"{entry.rows_left_out} dòng bị bỏ qua, điểm chưa đầy đủ (xem Vấn đề)"
    if not entry.person.leads or entry.notified is None:
        return
    managed = [by_code[code] for code in entry.managed if code in by_code]
    unscored = [other.person.name or other.person.code for other in managed if not _counts(other)]
    if entry.outcome.managed_scored == 0:
        yield "không ai thuộc quyền quản lý được chấm: d theo lựa chọn của địa phương"
    elif not entry.outcome.settled:
        yield f"d giảm: có người dưới mức ({', '.join(_below(entry, managed)[:MOST_NAMED])})"
    if unscored:
        more = f" và {len(unscored) - MOST_NAMED} người" if len(unscored) > MOST_NAMED else ""
        yield f"không tính vào d vì chưa được chấm: {', '.join(unscored[:MOST_NAMED])}{more}"


def _counts(other: Scored) -> bool:
    return other.notified is not None


def _below(entry: Scored, managed: list[Scored]) -> list[str]:
    lowest = entry.outcome.program.levels[0][0]
    return [other.person.name or other.person.code for other in managed if other.band == lowest]


# ── Giải thích ──────────────────────────────────────────────────────────────────────────────────

EXPLAINED = (
    Column("Mã"),
    Column("Họ và tên", width=26),
    Column("Thứ tự", 0, 8),
    Column("Nguyên nhân", width=34),
    Column("Việc", width=44),
    Column("Ở dòng", width=18),
    Column("Điều khoản", width=28),
    Column("Điểm", POINT_PLACES, 10),
    Column("Phân số chính xác", width=22),
    Column("Nếu không có", width=26),
)


def _explained(result: Result) -> Iterator[tuple[Value, ...]]:
    for entry in result.people:
        explanation = entry.explanation()
        if explanation is None:
            continue
        yield from _explained_person(entry, explanation)


def _explained_person(entry: Scored, explanation: Explanation) -> Iterator[tuple[Value, ...]]:
    """The start, the bars that move or could move the score, the score: they add up."""
    who = (entry.person.code, entry.person.name)
    start, score = explanation.start, explanation.score
    yield (*who, 0, "Điểm tối đa", "", "", "", explanation.start_shown, str(start), "")
    telling = [bar for bar in explanation.bars if bar.effect or bar.without != explanation.notified]
    for number, bar in enumerate(telling, start=1):
        yield (*who, number, *_bar(bar))
    last = len(telling) + 1
    yield (*who, last, "Điểm tháng", "", "", "", explanation.notified, str(score), "")


def _bar(bar: Bar) -> tuple[Value, ...]:
    without = format_fixed(bar.without, places=POINT_PLACES)
    clauses = ", ".join(clause_in_words(clause) for clause in re.split(r",\s*", bar.clause))
    label = bar.row_label if bar.row_label != bar.row else ""
    return (
        bar.label,
        label,
        bar.row or "",
        clauses,
        bar.shown,
        str(bar.effect),
        f"nếu không có: {without}",
    )


# ── Đơn vị ──────────────────────────────────────────────────────────────────────────────────────


def _unit_columns(result: Result) -> tuple[Column, ...]:
    return (
        Column("Đơn vị", width=44),
        Column("Số người", 0, 10),
        Column("Được chấm", 0, 10),
        Column("Điểm trung bình", POINT_PLACES, 12),
        *(Column(word, 0, 16) for _code, word in reversed(result.plan.program.levels)),
        Column("Không chấm", 0, 12),
    )


def _units(result: Result) -> Iterator[tuple[Value, ...]]:
    by_unit: dict[str, list[Scored]] = defaultdict(list)
    for entry in result.people:
        by_unit[entry.person.unit].append(entry)
    codes = [code for code, _word in reversed(result.plan.program.levels)]
    for unit in sorted(by_unit, key=fold):
        yield _unit(unit or "(không ghi đơn vị)", by_unit[unit], codes)
    if len(by_unit) > 1:
        yield _unit("Tất cả", result.people, codes)


def _unit(name: str, people: list[Scored], codes: list[str]) -> tuple[Value, ...]:
    scores = [entry.notified for entry in people if entry.notified is not None]
    bands = [entry.band for entry in people]
    mean = round_ratio(Fraction(sum(scores), len(scores) * 100), POINT_PLACES) if scores else None
    counts = [bands.count(code) for code in codes]
    return (name, len(people), len(scores), mean, *counts, len(people) - len(scores))


# ── Vấn đề ──────────────────────────────────────────────────────────────────────────────────────

PROBLEMS = (
    Column("Ô", width=22),
    Column("Mã"),
    Column("Sai gì", width=60),
    Column("Thế nào thì đúng", width=48),
    Column("Xử lý", width=16),
)


def _problems(problems: Problems) -> Iterator[tuple[Value, ...]]:
    for problem in problems:
        yield (
            str(problem.place),
            problem.person,
            problem.what,
            problem.right,
            problem.severity.value,
        )
    if problems.unlisted:
        more = format_fixed(problems.unlisted, places=0)
        yield ("", "", f"và {more} vấn đề nữa, không liệt kê", "", "")


# ── Quy định ────────────────────────────────────────────────────────────────────────────────────

RULED = (
    Column("Tên", width=26),
    Column("Nội dung", width=60),
    Column("Giá trị", width=44),
    Column("Căn cứ", width=44),
    Column("Lựa chọn của địa phương", width=16),
    Column("Vì sao", width=70),
)
_READ_OUTSIDE = ("delay_unit", "coefficient_decimals", "general_source")


def _ruled(result: Result, rules: Rules) -> Iterator[tuple[Value, ...]]:
    plan = result.plan
    local_text = "có" if plan.program.local else ""
    yield ("Văn bản", rules.title, rules.name, rules.source, local_text, plan.program.local)
    yield ("Ngày áp dụng", "", format_day(rules.day), "", "", "")
    yield ("Kỳ", "", plan.month.label, "", "", "")
    yield ("Dấu vân tay", "của lời văn và mọi giá trị", rules.fingerprint, "", "", "")
    if rules.overlay and rules.overlay.decision:
        yield ("Quyết định", "", rules.overlay.decision, "", "có", "")
    yield ("Tệp vào", "", ", ".join(plan.sources), "", "", "")
    instruments = the_law().instruments
    for name, one in sorted(rules.parameters.items(), key=lambda item: (item[1].local, item[0])):
        if name in _READ_OUTSIDE or re.search(rf"\bp\.{name}\b", rules.text):
            local = "có" if one.local else ""
            yield (name, one.label, one.shown(), one.basis(instruments), local, one.why)
