"""The kinds of case in a chapter: each knows how to ask for its answer and how to print itself."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import ClassVar

from congvu.engine.oracle import CAUSES, Level, Line, Month, Rating, Settings, Year
from tests.engine.property.answer import MonthAnswer
from tests.engine.spec.answers import Answers
from tests.engine.spec.tables import (
    ARROW,
    NOTHING,
    expected,
    hundredths,
    markdown_table,
    parse_table,
    shown_notified,
    shown_percent,
    shown_points,
    tenths,
)

ORIGINS = {"kế hoạch": "planned", "nhận thay": "taken_over", "đột xuất": "unplanned"}
STEPS = {"100 %": "full", "50 %": "low", NOTHING: "full"}
LEVELS = {
    None: "không xếp loại",
    Level.FAILED: "không hoàn thành",
    Level.MET: "hoàn thành",
    Level.GOOD: "hoàn thành tốt",
    Level.EXCELLENT: "hoàn thành xuất sắc",
}
CAUSE_NAMES = dict(
    zip(
        CAUSES,
        (
            "làm thiếu", "làm vượt, làm thêm", "chất lượng", "chậm",
            "d · kết quả đơn vị", "đ · tổ chức triển khai", "e · đoàn kết", "điểm chung",
        ),
        strict=True,
    )
)  # fmt: skip
CHOICES = {
    "clamp": ("chặn trên 100 %", {"each": "ở từng a, b, c", "results": "ở điểm kết quả chung"}),
    "floor_share": ("phần điểm sàn của một sản phẩm", {}),
    "extra_only_forms_base": (
        "kỳ chỉ có việc ngoài kế hoạch",
        {True: "việc ấy là số được giao", False: "không chấm điểm"},
    ),
    "nobody_scored": (
        "không ai thuộc quyền có điểm",
        {"full": "d = 100 %", "low": "d = 50 %"},
    ),
    "cap_base": (
        "số làm căn cứ của tỷ lệ",
        {"literal": "người ở mức tốt", "good_or_better": "người ở mức tốt trở lên"},
    ),
}


POINTS = {"điểm tháng", "chưa làm tròn"}


def said_settings(settings: Settings) -> Iterator[str]:
    """The choices that differ from the default, in words."""
    for name, (label, words) in CHOICES.items():
        value = getattr(settings, name)
        if value != getattr(Settings(), name):
            yield f"{label}: {words.get(value) or shown_percent(value)}"


def line_of(row: dict[str, str]) -> Line:
    """A line of work from a row of a chapter's table."""
    return Line(
        row["việc"],
        tenths(row.get("hệ số", "1")),
        hundredths(row["giao"]),
        hundredths(row["xong"]),
        int(row.get("chưa đạt", "0")),
        int(row.get("chậm", "0")),
        ORIGINS[row.get("nguồn", "kế hoạch")],
    )


@dataclass(frozen=True)
class Case:
    """A claim with its clause, a table to read, and what must come out."""

    title: str
    clause: str
    table: str
    text: str = ""
    settings: Settings = field(default_factory=Settings)

    def wanted(self) -> object:
        """What the table says must come out, row by row."""
        return [expected(row) for row in parse_table(self.table)]

    def found(self, answers: Answers) -> object:
        """What comes out."""
        raise NotImplementedError

    def inputs(self) -> str:
        """Facts beside the table."""
        return ""

    def outcome(self) -> str:
        """What comes out, where the table itself does not show it."""
        return ""


@dataclass(frozen=True)
class OneMonth(Case):
    """One person's lines and general points, and named figures of her month."""

    gives: dict[str, str] = field(default_factory=dict)
    general: str = "30"
    leads: tuple[str, str, str] | None = None  # d, đ, e

    STEPS_OF: ClassVar = {"a": "a", "b": "b", "c": "c", "d": "d", "đ": "dd", "e": "e", "P": "share"}

    def month(self) -> Month:
        """The month the table tells of."""
        rows = parse_table(self.table) if self.table.strip() else []
        month = Month("Người được chấm", hundredths(self.general), tuple(map(line_of, rows)))
        if self.leads is None:
            return month
        return replace(
            month, leads=True, organising=STEPS[self.leads[1]], unity=STEPS[self.leads[2]]
        )

    def managed_met(self) -> bool:
        """Whether d stands at its upper step."""
        return self.leads is None or self.leads[0] == "100 %"

    def wanted(self) -> object:
        return self.gives

    def found(self, answers: Answers) -> object:
        """d is brought about by one managed officer, far above or far below 50 points."""
        officer = Month("Nhân viên", 3000, (Line("1", 10, 100, 100 if self.managed_met() else 0),))
        month = self.month()
        answer = answers.settle([month, officer], {month.person: [officer.person]}, self.settings)
        return {name: self._figure(answer[month.person], name) for name in self.gives}

    def _figure(self, answer: MonthAnswer, name: str) -> str:
        if name == "điểm tháng":
            return shown_notified(answer.notified)
        if name == "chưa làm tròn":
            return shown_points(answer.exact, 5)
        return shown_percent(getattr(answer, self.STEPS_OF[name]))

    def inputs(self) -> str:
        said = f"Điểm chung {self.general}." if self.gives.keys() & POINTS else ""
        if self.leads:
            said += " Lãnh đạo, quản lý: d {}, đ {}, e {}.".format(*self.leads)
        return said.strip()

    def outcome(self) -> str:
        if self.gives == {"điểm tháng": NOTHING}:
            return "không chấm điểm"
        return " · ".join(f"{name} = {value}" for name, value in self.gives.items())


@dataclass(frozen=True)
class Bars(OneMonth):
    """A month's bars: the causes that took or gave something, and the score without each alone."""

    bars: str = ""

    def wanted(self) -> object:
        return super().wanted(), parse_table(self.bars)

    def found(self, answers: Answers) -> object:
        return super().found(answers), self._told(answers)

    def _told(self, answers: Answers) -> list[dict[str, str]]:
        month = self.month()
        bars = answers.bars(month, self.settings, managed_met=self.managed_met())
        return [
            {
                "nguyên nhân": CAUSE_NAMES[bar.cause],
                "việc": bar.row or NOTHING,
                "tác động": shown_points(bar.effect, 3),
                "nếu không có": shown_notified(bar.without),
            }
            for bar in bars
            if bar.effect
        ]

    def outcome(self) -> str:
        return f"{super().outcome()}; từ 100 điểm, các phần sau cộng lại đúng bằng điểm tháng"


@dataclass(frozen=True)
class Leaders(Case):
    """Several people's months, and who manages whom."""

    def found(self, answers: Answers) -> object:
        rows = parse_table(self.table)
        managed = {row["người"]: row["phụ trách"].split(", ") for row in rows}
        answer = answers.settle([self._month(row) for row in rows], managed, self.settings)
        return [
            {
                "d": shown_percent(answer[row["người"]].d),
                "điểm tháng": shown_notified(answer[row["người"]].notified),
            }
            for row in rows
        ]

    @staticmethod
    def _month(row: dict[str, str]) -> Month:
        lines = ()
        if row["làm được"] != NOTHING:
            lines = (Line("1", 10, 10000, hundredths(row["làm được"].removesuffix(" %"))),)
        leads = row["phụ trách"] != NOTHING
        organising, unity = STEPS[row["đ"]], STEPS[row["e"]]
        return Month(row["người"], hundredths(row["điểm chung"]), lines, leads, organising, unity)


def months_of(cell: str) -> tuple[int | None, ...]:
    """Months from "12 × 95" or "80; 70; –"."""
    if "×" in cell:
        times, points = cell.split(" × ")
        return (hundredths(points),) * int(times)
    return tuple(None if one == NOTHING else hundredths(one) for one in cell.split("; "))


@dataclass(frozen=True)
class Means(Case):
    """Months, their mean and the level by score."""

    def found(self, answers: Answers) -> object:
        rows = parse_table(self.table)
        people = [Year(f"{i:02}", months_of(row["tháng"]), f"{i}") for i, row in enumerate(rows)]
        ratings = answers.rate(people, self.settings)
        return [
            self._figures(ratings[person.person], row)
            for person, row in zip(people, rows, strict=True)
        ]

    @staticmethod
    def _figures(rating: Rating, row: dict[str, str]) -> dict[str, str]:
        figures = {
            "trung bình": shown_points(rating.mean, 3),
            "mức theo điểm": LEVELS[rating.by_score],
        }
        return {name: figures[name] for name in expected(row)}


@dataclass(frozen=True)
class Ratings(Case):
    """A year's people, their facts, and the level each ends at."""

    def found(self, answers: Answers) -> object:
        rows = parse_table(self.table)
        ratings = answers.rate([self._year(row) for row in rows], self.settings)
        return [
            {name: self._figure(ratings[row["người"]], name) for name in expected(row)}
            for row in rows
        ]

    @staticmethod
    def _figure(rating: Rating, name: str) -> str:
        if name == "mức":
            return LEVELS[rating.level]
        return "có" if rating.over_cap else NOTHING

    @staticmethod
    def _year(row: dict[str, str]) -> Year:
        by_name = {label: level for level, label in LEVELS.items()}
        return Year(
            row["người"],
            months_of(row["tháng"]),
            agency=row.get("cơ quan", "một"),
            peer_group=row.get("nhóm", "chung"),
            automatic_failed=row.get("vi phạm", NOTHING) != NOTHING,
            organisation_level=by_name.get(row.get("mức của tổ chức", NOTHING)),
            moved=by_name.get(row.get("mức chuyển", NOTHING)),
            months_worked=int(row.get("số tháng làm việc", "12")),
            protected_leave=row.get("ốm, thai sản", NOTHING) != NOTHING,
        )


@dataclass(frozen=True)
class Places(Case):
    """How many of so many people, all at 90 or more, may be excellent."""

    def found(self, answers: Answers) -> object:
        return [
            {"xuất sắc nhiều nhất": self._places(answers, row)} for row in parse_table(self.table)
        ]

    def _places(self, answers: Answers, row: dict[str, str]) -> str:
        base = "literal" if row["căn cứ"] == "người ở mức tốt" else "good_or_better"
        raised = row["tỷ lệ"] == "25 %"
        people = [
            Year(f"{i:03}", (9500,), "x", "g", raised=raised)
            for i in range(int(row["đạt từ 70 điểm"]))
        ]
        ratings = answers.rate(people, replace(self.settings, cap_base=base))
        return str(sum(rating.level is Level.EXCELLENT for rating in ratings.values()))


@dataclass(frozen=True)
class Chapter:
    """A chapter: what its articles say, then the cases."""

    title: str
    text: str
    cases: tuple[Case, ...]


def printed(case: Case) -> str:
    """A case as Markdown."""
    parts = [f"### {case.title}", f"*Căn cứ: {case.clause}*"]
    parts += [text for text in (case.text, case.inputs()) if text]
    parts += [f"Lựa chọn của địa phương – {said}." for said in said_settings(case.settings)]
    if case.table.strip():
        parts.append(markdown_table(case.table))
    if case.outcome():
        parts.append(f"**{ARROW} {case.outcome()}**")
    if isinstance(case, Bars):
        parts.append(markdown_table(case.bars))
    return "\n\n".join(parts)
