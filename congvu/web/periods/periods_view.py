"""What the pages of the periods show, already in words; nothing here asks a database."""

from dataclasses import dataclass

from congvu.web.shared.months import Months


@dataclass(frozen=True)
class StepLine:
    """A step of the period: its last day, how far away, and by whom it was put off."""

    label: str
    day: str
    away: str
    over: bool
    put_off: tuple[str, ...]


@dataclass(frozen=True)
class StageBar:
    """A stage: how many cards wait in it, how many late, as parts of a bar, and with whom longest.

    Widths are percents of the whole picture, as SVG takes them.
    """

    label: str
    waits: str
    cards: str
    late: str
    whole_width: str
    late_width: str
    longest: tuple[str, ...]


@dataclass(frozen=True)
class AgencyLine:
    """An agency: its cards by stage, the late ones, and the longest anybody waited there."""

    name: str
    stages: tuple[str, ...]
    late: str
    is_late: bool
    days: str


@dataclass(frozen=True)
class SettingLine:
    """A setting of the calendar: its value today, by which decision, and what comes after."""

    name: str
    label: str
    value: str
    basis: str
    coming: str
    href: str


@dataclass(frozen=True)
class PeriodsPage:
    """The overview: the answer, the steps, the picture of who holds what, agencies, settings."""

    title: str
    answer: str
    months: Months | None
    standing: str
    steps: tuple[StepLine, ...]
    bars: tuple[StageBar, ...]
    told: str
    heads: tuple[str, ...]
    agencies: tuple[AgencyLine, ...]
    more: str
    extensions: tuple[str, ...]
    settings: tuple[SettingLine, ...]
    can_open: bool
    can_extend: bool
    can_set: bool


@dataclass(frozen=True)
class Fact:
    """A line of a preview: what, how much, and what it means."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class OpenPage:
    """What opening the next period would make."""

    title: str
    days: str
    facts: tuple[Fact, ...]
    steps: tuple[StepLine, ...]
    key: str
    refused: str
