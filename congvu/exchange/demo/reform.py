"""The arrangement of 1 July 2025: the communes (and provinces) before it, and what they became."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from congvu.apps.org.actions import NewSuccession, NewUnit
from congvu.apps.org.enums import SuccessionKind, UnitKind

DAY = date(2025, 7, 1)
BEFORE = date(2020, 1, 1)
"""From when the old communes are written; since when they really existed is not in the sources."""
KEPT = "giữ nguyên"
PROVINCES = "Nghị quyết 202/2025/QH15"
COMMUNES = {"KH": "Nghị quyết 1667/NQ-UBTVQH15", "TH": "Nghị quyết 1686/NQ-UBTVQH15"}
NINH_THUAN_FROM = "22738"
"""The lowest code of a commune of what was the province of Ninh Thuận."""
OLD_KHANH_HOA, NINH_THUAN = "KH-CU", "NT-CU"
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reform:
    """Units that ended on the day, parents first, and what came after each."""

    units: tuple[NewUnit, ...]
    successions: tuple[NewSuccession, ...]


def old_names(row: Row) -> list[str]:
    """The communes that a new one was made of, by name; none where it was kept as it was."""
    names = (name.strip() for name in row["predecessor_units"].split(","))
    return [name for name in names if name and name != KEPT]


def is_kept(row: Row) -> bool:
    """Whether the commune was there before the day, as it is."""
    return row["predecessor_units"].strip() == KEPT


def khanh_hoa(rows: Iterable[Row]) -> Reform:
    """Two provinces became one, and the communes of both fewer; `rows` are the new communes."""
    communes = _communes(rows, "KH", _old_province)
    provinces = tuple(
        NewUnit(
            code, name, UnitKind.PROVINCE, BEFORE, valid_until=DAY, end_decision=PROVINCES
        )
        for code, name in (
            (OLD_KHANH_HOA, "Tỉnh Khánh Hòa (trước 01/07/2025)"),
            (NINH_THUAN, "Tỉnh Ninh Thuận"),
        )
    )  # fmt: skip
    merged = tuple(
        NewSuccession(one.code, "KH", SuccessionKind.MERGED, DAY, PROVINCES) for one in provinces
    )
    return Reform((*provinces, *communes.units), (*merged, *communes.successions))


def thanh_hoa(rows: Iterable[Row]) -> Reform:
    """The province stayed; its communes became fewer."""
    return _communes(rows, "TH", lambda row: "TH")


def _old_province(row: Row) -> str:
    return NINH_THUAN if row["code"] >= NINH_THUAN_FROM else OLD_KHANH_HOA


def _communes(rows: Iterable[Row], province: str, parent_of: Callable[[Row], str]) -> Reform:
    """The old communes, each once, though parts of it went to several new ones."""
    became: dict[str, list[Row]] = {}
    for row in rows:
        for name in old_names(row):
            became.setdefault(name, []).append(row)
    decision = COMMUNES[province]
    units = tuple(
        NewUnit(
            f"{province}-CU{number:03d}", name, UnitKind.COMMUNE, BEFORE,
            parent=parent_of(after[0]), agency=f"{province}-CU{number:03d}", valid_until=DAY,
            end_decision=decision, source=after[0]["source"],
        )
        for number, (name, after) in enumerate(became.items(), start=1)
    )  # fmt: skip
    return Reform(units, tuple(_links(units, became, province, decision)))


def _links(
    units: Iterable[NewUnit], became: Mapping[str, list[Row]], province: str, decision: str
) -> Iterator[NewSuccession]:
    for unit, after in zip(units, became.values(), strict=True):
        kind = SuccessionKind.MERGED if len(after) == 1 else SuccessionKind.SPLIT
        for row in after:
            yield NewSuccession(unit.code, f"{province}-{row['code']}", kind, DAY, decision)
