"""What was typed into the forms of the calendar, and what is wrong with it, field by field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from congvu.apps.audit.refusals import Refused
from congvu.apps.org.queries import UnitRow
from congvu.apps.rulebook.enums import Step
from congvu.kernel.dates import NotADay, format_day, parse_day
from congvu.law.schema import Parameter
from congvu.law.values import NotAValue
from congvu.web.grants.found import Offer, Several, unit_of

STEP, UNTIL, WHERE, WHY = "buoc", "den", "noi", "ly-do"
NAME, VALUE, FROM, DECISION = "muc", "gia-tri", "tu", "quyet-dinh"
MOST_TYPED = 300


@dataclass(frozen=True)
class Field:
    """One field: what was typed, what is wrong with it, what could have been meant."""

    name: str
    value: str
    fault: str = ""
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True)
class Choice:
    """A value to choose."""

    value: str
    label: str
    here: bool


@dataclass
class Typed:
    """A form's fields as they were typed, with their faults; `refused`: why nothing was done."""

    texts: Mapping[str, str]
    faults: dict[str, str] = field(default_factory=dict)
    offers: dict[str, tuple[Offer, ...]] = field(default_factory=dict)
    refused: str = ""

    @property
    def is_wrong(self) -> bool:
        """Whether it has to be mended."""
        return bool(self.faults or self.refused)

    def field(self, name: str) -> Field:
        """Return one field."""
        return Field(
            name, self.texts.get(name, ""), self.faults.get(name, ""), self.offers.get(name, ())
        )

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by the names that a template can say."""
        return {name.replace("-", "_"): self.field(name) for name in self.texts}

    def day(self, name: str) -> date | None:
        """Return a day that was typed; a fault where it is none."""
        try:
            return parse_day(self.texts[name])
        except NotADay as wrong:
            self.faults[name] = str(wrong)
            return None

    def filled(self, name: str, fault: str) -> str:
        """Return a text that must be there; a fault where it is not."""
        if not self.texts[name]:
            self.faults[name] = fault
        return self.texts[name]


def typed_of(posted: Mapping[str, str], names: tuple[str, ...]) -> Typed:
    """Return what was typed, without what no text holds."""
    return Typed(
        {name: posted.get(name, "").replace("\x00", "").strip()[:MOST_TYPED] for name in names}
    )


@dataclass(frozen=True)
class Extension:
    """A deadline to be put off, as it was meant."""

    step: Step
    until: date
    unit: UnitRow | None
    reason: str


def extension_of(typed: Typed, *, today: date) -> Extension | None:
    """Read the form of an extension; None where something is wrong."""
    step = typed.texts[STEP]
    if step not in Step.values:
        typed.faults[STEP] = "Chọn một bước."
    until = typed.day(UNTIL)
    unit = _unit(typed, today) if typed.texts[WHERE] else None
    reason = typed.filled(WHY, "Ghi lý do, như “Mất điện diện rộng do bão”.")
    if typed.faults or until is None:
        return None
    return Extension(Step(step), until, unit, reason)


def _unit(typed: Typed, today: date) -> UnitRow | None:
    try:
        found = unit_of(typed.texts[WHERE], on=today)
    except Several as several:
        typed.faults[WHERE], typed.offers[WHERE] = str(several), several.offers
        return None
    except Refused as refused:
        typed.faults[WHERE] = str(refused)
        return None
    if found.agency not in (None, found.code):
        typed.faults[WHERE] = f"{found.name} không phải cơ quan; gia hạn cho cả cơ quan của đơn vị."
    return found


@dataclass(frozen=True)
class Setting:
    """A setting to be changed, as it was meant."""

    value: str
    valid_from: date
    decision: str


def setting_of(typed: Typed, parameter: Parameter) -> Setting | None:
    """Read the form of a setting; None where something is wrong."""
    value = _value(typed, parameter)
    since = typed.day(FROM)
    decision = typed.filled(DECISION, "Ghi quyết định, như “QĐ 45/QĐ-UBND ngày 05/11/2026”.")
    if typed.faults or since is None:
        return None
    return Setting(value, since, decision)


def _value(typed: Typed, parameter: Parameter) -> str:
    """A value as the law writes it; a day of the year may be typed as 14/12."""
    text = typed.texts[VALUE]
    day, slash, month = text.partition("/")
    if parameter.unit == "month_day" and slash:
        text = f"{month.strip():0>2}-{day.strip():0>2}"
    try:
        parameter.accepts(text)
    except NotAValue as wrong:
        typed.faults[VALUE] = f"{parameter.label} {wrong}."
    return text


def bounds_told(parameter: Parameter) -> str:
    """Return how far a value may go, in words."""
    if parameter.unit == "month_day":
        return "Ngày/tháng, như 14/12."
    if parameter.bounds is None:
        return ""
    low, high = (parameter.shown(one) for one in parameter.bounds)
    return f"Từ {low} đến {high}."


def choices_told(parameter: Parameter, typed: str) -> tuple[Choice, ...]:
    """Return the values to choose from; none where a value is typed."""
    return tuple(Choice(code, label, code == typed) for code, label in parameter.choices.items())


def steps_told(typed: str) -> tuple[Choice, ...]:
    """Return the steps to choose from."""
    return tuple(Choice(one.value, str(one.label), one.value == typed) for one in Step)


def blank_setting(parameter: Parameter, *, since: date) -> Typed:
    """Return the form as it opens: the value that holds, from a day."""
    shown = str(parameter.value)
    if parameter.unit == "month_day":
        month, _, day = shown.partition("-")
        shown = f"{day}/{month}"
    return Typed({NAME: parameter.name, VALUE: shown, FROM: format_day(since), DECISION: ""})
