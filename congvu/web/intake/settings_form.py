"""The form of how a system is connected: what it holds, what was typed, what it comes to."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from congvu.apps.audit.refusals import Refused
from congvu.apps.org.queries import UnitRow
from congvu.apps.work.actions import SystemTerms
from congvu.apps.work.enums import SystemKind
from congvu.apps.work.queries import SystemRow
from congvu.web.intake.conditions import (
    Choice,
    ConditionLine,
    condition_lines,
    conditions_typed,
    judged,
)
from congvu.web.intake.reach import line

LONGEST_NAME, LONGEST_FIELD, LONGEST_ADDRESS = 200, 120, 500


@dataclass(frozen=True)
class SettingsForm:
    """Everything the form shows."""

    code: str
    name: str
    kinds: tuple[Choice, ...]
    units: tuple[Choice, ...]
    id_field: str
    keep: str
    withdrawn: tuple[ConditionLine, ...]
    pull_address: str
    pull_header: str
    is_active: bool
    fields: tuple[str, ...]


def form_of(system: SystemRow | None, units: Sequence[UnitRow]) -> SettingsForm:
    """The form of a system as it is, or of a new one."""
    return SettingsForm(
        code=system.code if system else "",
        name=system.name if system else "",
        kinds=_kinds(system.kind if system else SystemKind.ONE_STOP),
        units=_units(units, system.unit if system else ""),
        id_field=system.id_field if system else "",
        keep="; ".join(system.keep_fields) if system else "",
        withdrawn=condition_lines(system.withdrawn_when if system else (), least=1),
        pull_address=system.pull_address if system else "",
        pull_header=system.pull_header if system else "",
        is_active=system.is_active if system else True,
        fields=tuple(system.seen_fields) if system else (),
    )


def form_typed(
    request: HttpRequest, system: SystemRow | None, units: Sequence[UnitRow]
) -> SettingsForm:
    """The form as it was typed."""
    return SettingsForm(
        code=system.code if system else line(request, "ma"),
        name=line(request, "ten"),
        kinds=_kinds(line(request, "loai")),
        units=_units(units, line(request, "don-vi")),
        id_field=line(request, "cot-ma"),
        keep=line(request, "giu"),
        withdrawn=condition_lines(conditions_typed(request), least=1),
        pull_address=line(request, "dia-chi"),
        pull_header=line(request, "tieu-de"),
        is_active=bool(request.POST.get("nhan")),
        fields=tuple(system.seen_fields) if system else (),
    )


def terms_of(request: HttpRequest) -> SystemTerms:
    """What was typed, as the action takes it; raises Refused."""
    terms = SystemTerms(
        name=line(request, "ten"),
        kind=line(request, "loai"),
        unit=line(request, "don-vi"),
        id_field=line(request, "cot-ma"),
        withdrawn_when=judged(conditions_typed(request)),
        keep_fields=[part.strip() for part in line(request, "giu").split(";") if part.strip()],
        pull_address=line(request, "dia-chi"),
        pull_header=line(request, "tieu-de"),
        is_active=bool(request.POST.get("nhan")),
    )
    if terms.kind not in SystemKind.values:
        raise Refused("Chọn loại hệ thống.")
    if len(terms.name) > LONGEST_NAME or len(terms.pull_address) > LONGEST_ADDRESS:
        raise Refused("Tên dài nhất 200 chữ, địa chỉ dài nhất 500 chữ.")
    if any(len(name) > LONGEST_FIELD for name in (terms.id_field, *terms.keep_fields)):
        raise Refused("Tên một cột dài nhất 120 chữ.")
    if not terms.pull_header.isascii() or len(terms.pull_header) > 80:
        raise Refused("Tên tiêu đề gồm chữ không dấu và gạch nối, như Authorization.")
    return terms


def _kinds(chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(one.value, str(one.label), one.value == chosen) for one in SystemKind)


def _units(units: Sequence[UnitRow], chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(one.code, one.name, one.code == chosen) for one in units)
