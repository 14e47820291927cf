"""The inputs of a published result as a form: what stands in each field, and what was changed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation.enums import Step
from congvu.apps.evaluation.queries import (
    ALL,
    GENERAL,
    MANAGED,
    ORGANISING,
    TASK,
    UNITY,
    Stored,
    inputs_now,
    merged,
    overlap,
    subjects_of,
)
from congvu.kernel.fixed import NotANumber, parse_fixed
from congvu.web.shared.numbers import amount

_TASK = (("completed", "Số hoàn thành", 2), ("failed", "Lượt chưa đạt", 0),
         ("excused_days", "Ngày miễn", 0))  # fmt: skip
_STEPS = {ORGANISING: "organising", UNITY: "unity"}


@dataclass(frozen=True)
class Choice:
    """One value to choose."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Field:
    """One input: its name in the form, what is typed, and what stands now; a choice has choices."""

    name: str
    label: str
    typed: str
    now: str
    choices: tuple[Choice, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether something else is typed than what stands."""
        return self.typed.strip() != self.now


@dataclass(frozen=True)
class Line:
    """A line of the result with its fields."""

    label: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class _Input:
    """Where a field lies in the changes, how it is read and shown."""

    path: tuple[str, ...]
    places: int
    now: Any


def lines_of(
    stored: Stored,
    inputs: Mapping[str, Any],
    only: Collection[str] = (ALL,),
    typed: Mapping[str, str] | None = None,
) -> tuple[Line, ...]:
    """The lines that may be changed, as they stand after `inputs`; `only` names subjects."""
    labels = subjects_of(stored.card, stored.rows, stored.period.ends_on)
    standing = merged(inputs_now(stored.card, stored.rows), inputs)
    return tuple(
        Line(label, tuple(_field(name, one, typed) for name, one in fields.items()))
        for subject, label in labels.items()
        if subject != ALL and overlap(subject, only)
        if (fields := _inputs(subject, standing))
    )


def changes_typed(
    stored: Stored, inputs: Mapping[str, Any], typed: Mapping[str, str], only: Collection[str]
) -> dict[str, Any]:
    """Read what was typed otherwise than it stands, as changes; raises Refused in words."""
    standing = merged(inputs_now(stored.card, stored.rows), inputs)
    labels = subjects_of(stored.card, stored.rows, stored.period.ends_on)
    told: dict[str, Any] = {}
    for subject, label in labels.items():
        if subject == ALL or not overlap(subject, only):
            continue
        for name, one in _inputs(subject, standing).items():
            given = typed.get(name, "").replace("\0", "").strip()
            if given and given != _shown(one):
                _put(told, one.path, _read(one, given, label))
    return told


def _inputs(subject: str, standing: Mapping[str, Any]) -> dict[str, _Input]:
    """The inputs of a subject by their names in the form."""
    if subject.startswith(TASK):
        task = subject.removeprefix(TASK)
        now = standing["tasks"].get(task, {})
        return {
            f"{subject}:{name}": _Input(("tasks", task, name), places, now.get(name, 0))
            for name, _label, places in _TASK
        }
    if subject.startswith(GENERAL):
        code = subject.removeprefix(GENERAL)
        return {subject: _Input(("general", code), 2, standing["general"].get(code))}
    name = {MANAGED: "settled", **_STEPS}[subject]
    return {subject: _Input((name,), 0, standing.get(name))}


def _field(name: str, one: _Input, typed: Mapping[str, str] | None) -> Field:
    given = (typed or {}).get(name, _shown(one))
    labels = {key: label for key, label, _places in _TASK}
    label = labels.get(one.path[-1], "Điểm" if one.path[0] == "general" else "Mức")
    return Field(name, label, given, _shown(one), _choices(one, given))


def _choices(one: _Input, given: str) -> tuple[Choice, ...]:
    if one.path[0] == "settled":
        words = {"1": "Không ai dưới mức hoàn thành", "0": "Có người dưới mức hoàn thành"}
    elif one.path[0] in _STEPS.values():
        words = {str(step.value): str(step.label) for step in Step}
    else:
        return ()
    return tuple(Choice(value, label, value == given) for value, label in words.items())


def _shown(one: _Input) -> str:
    if one.now is None:
        return ""
    if isinstance(one.now, bool) or one.places == 0:
        return str(int(one.now))
    return amount(one.now)


def _read(one: _Input, given: str, label: str) -> Any:
    try:
        value = parse_fixed(given, places=one.places)
    except NotANumber as wrong:
        raise Refused(f"{label}: {wrong}") from wrong
    return bool(value) if one.path[0] == "settled" else value


def _put(told: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    place = told
    for step in path[:-1]:
        place = place.setdefault(step, {})
    place[path[-1]] = value


@dataclass(frozen=True)
class Changed:
    """One input that changes set: of which line, which, and from what to what, as shown."""

    line: str
    what: str
    before: str
    after: str


def changed_lines(stored: Stored, changes: Mapping[str, Any]) -> tuple[Changed, ...]:
    """Tell what changes set, line by line, beside what the published result rests on."""
    now = inputs_now(stored.card, stored.rows)
    told = []
    for line in lines_of(stored, changes):
        for field in line.fields:
            was = _at(now, field.name)
            if _at(changes, field.name) is not None and was != field.typed:
                told.append(_changed(line.label, field, was))
    return tuple(told)


def changes_in_words(stored: Stored, changes: Mapping[str, Any]) -> tuple[str, ...]:
    """Say what changes set, a sentence a line; see `changed_lines`."""
    return tuple(
        f"{one.line}: {one.what.lower()} {one.before} → {one.after}"
        for one in changed_lines(stored, changes)
    )


def _changed(line: str, field: Field, was: str | None) -> Changed:
    words = {one.value: one.label for one in field.choices}
    before, after = words.get(was or "", was or "–"), words.get(field.typed, field.typed)
    return Changed(line, field.label, before, after)


def _at(tree: Mapping[str, Any], name: str) -> str | None:
    """What stands in a tree of inputs under a form's name, as it is shown; None for nothing."""
    kind, _, rest = name.partition(":")
    if kind == TASK.rstrip(":"):
        task, _, part = rest.partition(":")
        value = tree.get("tasks", {}).get(task, {}).get(part)
        places = 2 if part == "completed" else 0
    elif kind == GENERAL.rstrip(":"):
        value, places = tree.get("general", {}).get(rest), 2
    else:
        value, places = tree.get({MANAGED: "settled", **_STEPS}[kind]), 0
    return None if value is None else _shown(_Input((kind,), places, value))
