"""The findings of a comparison as a workbook: both lists side by side."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from congvu.apps.evaluation.queries import FindingRow, ReconciliationRow
from congvu.exchange.reconciliation.words import FIELDS, LEVELS, NAME_WAYS, OUTCOMES
from congvu.exchange.workbook.results import Column, Sheet, Value
from congvu.exchange.workbook.small import workbook_of

_FINDINGS = (
    Column("TT", 0, width=6), Column("Kết quả", width=24), Column("Khác ở", width=26),
    Column("Mã (hệ thống)", width=16), Column("Họ và tên (hệ thống)", width=26),
    Column("Họ và tên (quyết định)", width=26), Column("Điểm (hệ thống)", 2, width=10),
    Column("Điểm (quyết định)", 2, width=10), Column("Xếp loại (hệ thống)", width=20),
    Column("Xếp loại (quyết định)", width=20), Column("Đơn vị (hệ thống)", width=28),
    Column("Đơn vị (quyết định)", width=28), Column("Chức vụ (hệ thống)", width=20),
    Column("Chức vụ (quyết định)", width=20), Column("Mã (quyết định)", width=16),
    Column("Chỗ trong tệp", width=16),
)  # fmt: skip
_TOLD = (Column("Chỗ trong tệp", width=18), Column("Điều thấy", width=70),
         Column("Nên là", width=50), Column("Đã làm", width=16))  # fmt: skip
_NOBODY: Mapping[str, Any] = {}


def reconciliation_workbook(kept: ReconciliationRow, findings: Sequence[FindingRow]) -> bytes:
    """Return the findings, and what was told of the file, as an xlsx; raises Refused."""
    sheets = (
        Sheet("Đối chiếu", "doi_chieu", _FINDINGS, lambda: _rows(findings)),
        Sheet("Về tệp", "ve_tep", _TOLD, lambda: map(tuple, kept.notes.get("problems", ()))),
    )
    return workbook_of(sheets)


def differences_in_words(one: FindingRow) -> str:
    """ "Điểm, Họ và tên (khác dấu)": the fields that differ, and how the name does."""
    way = NAME_WAYS.get(one.name_way, "")
    names = [FIELDS[field] for field in one.differs]
    return ", ".join(f"{name} ({way})" if way and name == FIELDS["name"] else name
                     for name in names)  # fmt: skip


def _rows(findings: Sequence[FindingRow]) -> Iterator[tuple[Value, ...]]:
    for one in findings:
        for mine, yours in zip_longest(one.ours, one.theirs, fillvalue=_NOBODY):
            yield (one.number, OUTCOMES[one.outcome], differences_in_words(one),
                   *_side_by_side(mine, yours))  # fmt: skip


def _side_by_side(mine: Mapping[str, Any], yours: Mapping[str, Any]) -> tuple[Value, ...]:
    return (
        mine.get("code"), mine.get("name"), yours.get("name"),
        mine.get("score_hundredths"), yours.get("score_hundredths"),
        LEVELS.get(mine.get("level", "")), LEVELS.get(yours.get("level", "")),
        mine.get("unit_name"), yours.get("unit_name"), mine.get("title"), yours.get("title"),
        yours.get("code"), yours.get("key"),
    )  # fmt: skip
