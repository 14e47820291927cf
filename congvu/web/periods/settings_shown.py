"""The calendar's settings as they stand, with what the province decided of them and when."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse

from congvu.apps.rulebook.enums import CALENDAR_SETTINGS
from congvu.apps.rulebook.queries import ChoiceRow
from congvu.kernel.dates import format_day
from congvu.law.registry import Rules
from congvu.law.schema import Parameter
from congvu.law.values import NotAValue
from congvu.web.periods.periods_view import SettingLine

NAMES = CALENDAR_SETTINGS


def setting_lines(
    rules: Rules, chosen: Sequence[ChoiceRow], today: date, *, links: bool
) -> tuple[SettingLine, ...]:
    """Return every setting as it holds today; `links`: the reader may change them."""
    return tuple(
        _line(rules.parameters[name], [one for one in chosen if one.name == name], today, links)
        for name in NAMES
        if name in rules.parameters
    )


def _line(
    parameter: Parameter, chosen: Sequence[ChoiceRow], today: date, links: bool
) -> SettingLine:
    held = next((one for one in chosen if one.holds(today)), None)
    basis = "theo mặc định của hệ thống"
    if held is not None:
        basis = f"{held.decision}, từ {format_day(held.valid_from)}"
    return SettingLine(
        name=parameter.name,
        label=parameter.label,
        value=parameter.shown(),
        basis=basis,
        coming="; ".join(_coming(parameter, chosen, today)),
        href=f"{reverse('calendar_setting')}?muc={parameter.name}" if links else "",
    )


def _coming(parameter: Parameter, chosen: Sequence[ChoiceRow], today: date) -> Iterable[str]:
    for one in reversed(chosen):
        if one.valid_from > today:
            told = value_told(parameter, one.value)
            yield f"từ {format_day(one.valid_from)}: {told} ({one.decision})"


def value_told(parameter: Parameter, text: str) -> str:
    """Return a value that was written down, as a reader says it; as written if it is none."""
    try:
        return parameter.shown(parameter.accepts(text))
    except NotAValue:
        return text
