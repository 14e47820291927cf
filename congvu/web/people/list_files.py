"""People and units as workbooks: all that the page is narrowed to."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.http import HttpResponse

from congvu.apps.org.enums import PersonKind, UnitKind
from congvu.apps.org.queries import UnitHit, UnitOnDay, UnitRow
from congvu.apps.positions.queries import StaffRow
from congvu.exchange.workbook.results import Column
from congvu.kernel.dates import format_day
from congvu.web.people.people_page import post_told
from congvu.web.shared.list_files import Row, list_file

_KINDS, _UNIT_KINDS = dict(PersonKind.choices), dict(UnitKind.choices)
_PEOPLE = (
    Column("Mã", width=14),
    Column("Họ và tên", width=26),
    Column("Chức vụ", width=34),
    Column("Mã đơn vị", width=14),
    Column("Đơn vị", width=34),
    Column("Loại", width=16),
    Column("Từ ngày", width=12),
    Column("Đang vắng", width=18),
)
_UNITS = (
    Column("Mã", width=16),
    Column("Mã định danh", width=16),
    Column("Tên", width=44),
    Column("Loại", width=26),
    Column("Trực thuộc", width=16),
    Column("Cơ quan", width=16),
    Column("Người đứng đầu", width=26),
)
_FOUND = (
    Column("Mã", width=16),
    Column("Tên", width=44),
    Column("Loại", width=26),
    Column("Cơ quan", width=34),
    Column("Tên trước đây", width=34),
    Column("Kết thúc", width=12),
)


def people_file(here: UnitRow, staff: Sequence[StaffRow]) -> HttpResponse:
    """Send the postings of the list."""
    return list_file("nhan-su", here.name, _PEOPLE, map(_person, staff))


def _person(one: StaffRow) -> Row:
    return (
        one.person,
        one.full_name,
        post_told(one.title, one.leads, one.field, primary=one.is_primary),
        one.unit,
        one.unit_name,
        str(_KINDS[one.kind]),
        format_day(one.since),
        one.away,
    )


def units_file(listed: Sequence[UnitOnDay], heads: Mapping[str, str], day: date) -> HttpResponse:
    """Send every unit of a day, those inside agencies too; `heads` by unit, where known."""
    rows = (_unit(one, heads) for one in listed)
    return list_file(f"don-vi-{day:%Y-%m-%d}", f"Ngày {day:%d-%m-%Y}", _UNITS, rows)


def _unit(one: UnitOnDay, heads: Mapping[str, str]) -> Row:
    return (
        one.code,
        one.official_code,
        one.name,
        str(_UNIT_KINDS[one.kind]),
        one.parent,
        one.agency,
        heads.get(one.code, ""),
    )


def found_file(hits: Sequence[UnitHit]) -> HttpResponse:
    """Send the units that were looked for."""
    return list_file("don-vi-tim", "Đơn vị tìm được", _FOUND, map(_hit, hits))


def _hit(one: UnitHit) -> Row:
    ended = format_day(one.ended) if one.ended else ""
    kind = str(_UNIT_KINDS[one.kind])
    return (one.code, one.name, kind, one.agency_name, one.former, ended)
