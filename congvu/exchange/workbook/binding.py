"""From rows of a workbook to the engine's cases, under one set of Rules."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction

from congvu.engine.delay import delays
from congvu.engine.language.program import Field, Program
from congvu.engine.scoring import Case
from congvu.exchange.workbook.headers import simplified
from congvu.exchange.workbook.people import Person
from congvu.exchange.workbook.problems import Problems, Severity
from congvu.exchange.workbook.tasks import Task
from congvu.kernel.dates import format_day
from congvu.kernel.fixed import format_fixed
from congvu.kernel.periods import Month
from congvu.law.registry import Rules

_EFFECTS = {
    "full": ("rat tot", "xuat sac", "day du", "tot nhat", "cao nhat"),
    "good": ("tot",),
    "fair": ("kha", "dat", "trung binh"),
    "none": ("khong", "khong hieu qua", "khong co"),
}
_FIELD_OF = {
    "coefficient": "coefficient_tenths",
    "assigned": "assigned_hundredths",
    "completed": "completed_hundredths",
    "failed": "failed",
}
Given = dict[str, int | str | bool | None]


class Binder:
    """Turns tasks into rows of cases: ranges of the rule, days of delay, grades of effect."""

    def __init__(self, rules: Rules, program: Program, month: Month, problems: Problems) -> None:
        self.rules = rules
        self.month = month
        self.problems = problems
        self.fields = {entry.name: entry for entry in program.stage("month").fields}
        self.delay_unit = str(self.rules.value("delay_unit"))
        self.effects = self._effects() if "effect" in self.fields else {}

    def rows(self, tasks: Iterable[Task]) -> dict[str, list[Given]]:
        """Rows by person; a row out of the rule's range is told and left out."""
        rows: dict[str, list[Given]] = defaultdict(list)
        for task in tasks:
            row = self._row(task)
            if row is None:
                self.problems.skipped_by_person[task.code] += 1
            else:
                rows[task.code].append(row)
        return rows

    def _row(self, task: Task) -> Given | None:
        outside = [key for key in _FIELD_OF if not self._in_range(task, key)]
        effect = self._effect(task)
        if outside or effect is None:
            return None
        row: Given = {
            "id": task.place,
            "label": task.label or task.place,
            "coefficient": task.coefficient_tenths,
            "assigned": task.assigned_hundredths,
            "completed": task.completed_hundredths,
            "failed": task.failed - task.excused_failed,
            "delays": self._delays(task),
            "origin": task.origin,
        }
        return row | ({"effect": effect} if effect else {})

    def _in_range(self, task: Task, key: str) -> bool:
        field = self.fields[key]
        value = getattr(task, _FIELD_OF[key])
        if field.low <= value <= field.high:
            return True
        self.problems.add(
            task.table.place(task.row, key),
            f"{format_fixed(value, places=field.places)} nằm ngoài khoảng cho phép",
            _range(field),
            Severity.SKIPPED,
            task.code,
        )
        return False

    def _delays(self, task: Task) -> int:
        """Delays that count: of accepted work, up to the last accepted day (else the last day)."""
        finished = task.finished
        if finished is None:
            finished = self.month.last_day
            if task.completed_hundredths:
                self.problems.notice(
                    task.table.place(task.row, "finished"),
                    f"có số hoàn thành mà chưa có ngày xong: lấy {format_day(finished)}",
                    "ngày nghiệm thu sau cùng",
                    task.code,
                )
        whole = delays(task.due, finished, unit=self.delay_unit)
        excused = task.excused_days
        if self.delay_unit == "occurrence":  # one lateness is excused whole or not at all
            excused = int(excused >= (finished - task.due).days)
        counted = delays(task.due, finished, unit=self.delay_unit, excused=excused)
        if task.excused_days and not whole:
            self.problems.notice(
                task.table.place(task.row, "excused_days"),
                "được miễn ngày chậm nhưng việc không chậm",
                "",
                task.code,
            )
        return min(counted, self.fields["delays"].high)

    def _effects(self) -> dict[str, str]:
        """Every way to write a grade of effect: its words, and its share as the rule has it."""
        words = {word: grade for grade, names in _EFFECTS.items() for word in names}
        for grade in _EFFECTS:
            share = Fraction(self.rules.value(f"effect_{grade}")) * 100
            words[simplified(str(share))] = grade
        return words

    def _effect(self, task: Task) -> str | None:
        """The grade; "" where the rule does not ask; None where it asks and cannot be told."""
        if not self.effects:
            return ""
        grade = self.effects.get(simplified(task.effect.removesuffix("%")))
        if grade is None:
            self.problems.add(
                task.table.place(task.row, "effect"),
                f"hiệu quả “{task.effect[:40]}” chưa rõ",
                "rất tốt, tốt, khá hoặc không",
                Severity.SKIPPED,
                task.code,
            )
        return grade


def _range(field: Field) -> str:
    low, high = (
        format_fixed(value, places=field.places, show=0) for value in (field.low, field.high)
    )
    return f"từ {low} đến {high}"


def cases_of(people: Mapping[str, Person], rows: Mapping[str, list[Given]]) -> dict[str, Case]:
    """One case a person. Who is held is cased as no leader without general points: a, b, c only."""
    return {code: _case(person, rows.get(code, [])) for code, person in people.items()}


def _case(person: Person, rows: list[Given]) -> Case:
    held = bool(person.held)
    inputs: Given = {
        "general": 0 if held else person.general_hundredths,
        "leads": bool(person.leads) and not held,
        "organising": person.organising or "full",
        "unity": person.unity or "full",
    }
    return Case(person.code, inputs, rows)
