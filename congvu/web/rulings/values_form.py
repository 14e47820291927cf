"""The local values of a rule set as fields: what holds, how far it may go, what was typed."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from congvu.apps.evaluation.queries.sources import READ_BESIDE
from congvu.apps.rulebook.enums import CALENDAR_SETTINGS
from congvu.kernel.vietnamese import nfc
from congvu.law.registry import Rules, the_law
from congvu.law.schema import Parameter
from congvu.law.values import NotAValue, Value
from congvu.web.shared.numbers import plain

PREFIX = "p-"
MOST_TYPED = 60
INPUT_LIMITS = "input_limits.toml"
"""Where the law keeps how large an entry may be."""
YES, NO = "có", "không"


@dataclass(frozen=True)
class Option:
    """A value to choose."""

    value: str
    label: str
    here: bool


@dataclass(frozen=True)
class ValueField:
    """One local value: as it holds, how far it may go, why it is local, and what was typed."""

    name: str
    label: str
    now: str
    hint: str
    why: str
    typed: str
    options: tuple[Option, ...]
    fault: str = ""

    @property
    def id(self) -> str:
        """The name of its field."""
        return f"{PREFIX}{self.name}"


@dataclass(frozen=True)
class ValuesForm:
    """All fields, those that a score rests on first; `changes` are the values that differ."""

    scoring: tuple[ValueField, ...]
    others: tuple[ValueField, ...]
    changes: Mapping[str, str]

    @property
    def faults(self) -> tuple[ValueField, ...]:
        """The fields with something wrong."""
        return tuple(one for one in (*self.scoring, *self.others) if one.fault)


def values_form(
    rules: Rules,
    posted: Mapping[str, str] | None = None,
    *,
    drafted: Mapping[str, str] | None = None,
) -> ValuesForm:
    """Return the fields of a rule set as they hold, as drafted, or as they were typed."""
    free = [one for one in rules.parameters.values() if _is_free(one)]
    typed = {one.name: _typed(one, posted, drafted or {}) for one in free}
    fields = {one.name: _field(one, typed[one.name]) for one in free}
    changes = {one.name: typed[one.name] for one in free if _differs(one, typed[one.name])}
    read = _read_by(rules)
    return ValuesForm(
        tuple(fields[one.name] for one in free if _shapes(one, read)),
        tuple(fields[one.name] for one in free if not _shapes(one, read)),
        changes,
    )


def _is_free(one: Parameter) -> bool:
    """Whether a province may choose it here: more than one value, and no day of the calendar."""
    if not one.local or one.name in CALENDAR_SETTINGS:
        return False
    ranges = one.bounds is not None and one.bounds[0] < one.bounds[1]
    return one.unit == "flag" or len(one.choices) > 1 or ranges


def _shapes(one: Parameter, read: Collection[str]) -> bool:
    """Whether a score rests on it, not only the range of what may be entered."""
    return one.name in read and not one.file.endswith(INPUT_LIMITS)


def _read_by(rules: Rules) -> set[str]:
    """What the scoring by a rule text reads."""
    (text,) = (one for one in the_law().rule_texts if one.name == rules.name)
    return {*text.needs, *READ_BESIDE}


def _typed(
    one: Parameter, posted: Mapping[str, str] | None, drafted: Mapping[str, str]
) -> str:  # fmt: skip
    if posted is not None and f"{PREFIX}{one.name}" in posted:
        return nfc(posted[f"{PREFIX}{one.name}"]).replace("\x00", "").strip()[:MOST_TYPED]
    return drafted.get(one.name) or written(one, one.value)


def written(one: Parameter, value: Value) -> str:
    """A value as it is typed: "25 %", "2", "có", a choice's code."""
    if one.unit == "flag":
        return YES if value else NO
    if isinstance(value, str):
        return value
    return one.shown(value) if one.unit == "share" else plain(value).replace(".", "")


def _differs(one: Parameter, typed: str) -> bool:
    try:
        return one.accepts(typed) != one.value
    except NotAValue:
        return False


def _field(one: Parameter, typed: str) -> ValueField:
    return ValueField(
        one.name, one.label, one.shown(), _hint(one), one.why, typed,
        tuple(_options(one, typed)), _fault(one, typed),
    )  # fmt: skip


def _fault(one: Parameter, typed: str) -> str:
    try:
        one.accepts(typed)
    except NotAValue as wrong:
        return f"{one.label} {wrong}, gặp “{typed}”."
    return ""


def _hint(one: Parameter) -> str:
    if one.bounds is None:
        return ""
    low, high = (one.shown(end) for end in one.bounds)
    return f"Từ {low} đến {high}."


def _options(one: Parameter, typed: str) -> Iterable[Option]:
    if one.unit == "flag":
        return [Option(YES, YES, typed == YES), Option(NO, NO, typed != YES)]
    return [Option(code, label, code == typed) for code, label in one.choices.items()]
