"""A toolkit's file before anything is taken over: whose it is, what it holds, what would change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from congvu.engine.lists.differences import Differences
from congvu.engine.lists.sheets import LISTS
from congvu.exchange.toolkit.adoption import Reception
from congvu.exchange.toolkit.inspection import Trust
from congvu.exchange.toolkit.meeting import WAYS, Meeting, Way
from congvu.exchange.toolkit.wording import SheetTold, changes_told, counted
from congvu.kernel.dates import format_day
from congvu.web.shared.numbers import capital, count

MOST_ROWS = 40
"""Rows told of each sort of change in a sheet; the rest are counted."""
MOST_CAUTIONS = 12
TRUSTED = {
    Trust.KNOWN: "Khóa đã biết: các bản nhận trước cũng ký bằng khóa này.",
    Trust.UNKNOWN: "Lần đầu gặp khóa này. Hãy gọi nơi phát hành, nghe họ đọc dấu của khóa và so "
    "từng nhóm chữ số trước khi nhận.",
    Trust.CHANGED: "Khóa này khác khóa của các bản đã nhận. Có thể gói bị giả mạo: không nhận khi "
    "nơi phát hành chưa xác nhận đã đổi khóa.",
}


@dataclass(frozen=True)
class WayLine:
    """One way in which a list can come in."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Told:
    """Rows of one sort of change in a sheet: those listed, and how many more there are."""

    sign: str
    what: str
    rows: Sequence[object]
    total: str
    more: int


@dataclass(frozen=True)
class SheetLine:
    """What changes in a sheet."""

    title: str
    sorts: tuple[Told, ...]


@dataclass(frozen=True)
class PartLine:
    """A list of the package: what it is, what it meets here, what it would change."""

    value: str
    anchor: str
    name: str
    kind: str
    rows: str
    standing: str
    effect: str
    hindrance: str
    chosen: bool
    ways: tuple[WayLine, ...]
    here: str
    renames: bool
    conflicts: int
    changes: tuple[SheetLine, ...]


@dataclass(frozen=True)
class Picked:
    """What was chosen in the form: lists with way and code here by their value, and the words."""

    ways: Mapping[str, str] | None = None
    names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    trusts_key: bool = False
    reason: str = ""
    problem: str = ""


@dataclass(frozen=True)
class InspectionPage:
    """All of the page."""

    digest: str
    title: str
    answer: str
    refusal: str
    facts: tuple[tuple[str, str], ...]
    mark: str
    trust: str
    known: bool
    changed: bool
    parts: tuple[PartLine, ...]
    rules: tuple[tuple[str, str], ...]
    checks: tuple[str, ...]
    cautions: tuple[tuple[str, str], ...]
    more_cautions: int
    picked: Picked
    conflicts: int
    adoptable: bool


def inspection_page(found: Reception, picked: Picked) -> InspectionPage:
    """Build the page of a package that was held against our lists."""
    seen, toolkit = found.inspection, found.package.toolkit
    parts = tuple(_part(one, picked) for one in found.meetings)
    cautions = [(one.where, one.what) for one in seen.cautions]
    return InspectionPage(
        digest=found.package.digest,
        title=f"{toolkit.name} {toolkit.version}",
        answer=_answer(found, parts),
        refusal=found.refusal,
        facts=_facts(found),
        mark=seen.fingerprint,
        trust=TRUSTED[seen.trust],
        known=found.is_known,
        changed=seen.trust is Trust.CHANGED,
        parts=parts,
        rules=tuple(_rule(one.title, one.fault) for one in seen.rules),
        checks=seen.checks,
        cautions=tuple(cautions[:MOST_CAUTIONS]),
        more_cautions=len(cautions) - len(cautions[:MOST_CAUTIONS]) + seen.more_cautions,
        picked=picked,
        conflicts=sum(one.conflicts for one in parts),
        adoptable=not found.refusal and any(one.ways for one in parts),
    )


def part_value(one: Meeting) -> str:
    """Return what names a list in the form."""
    return f"{one.theirs.kind}/{one.theirs.code}"


def _answer(found: Reception, parts: Sequence[PartLine]) -> str:
    fresh = [one for one in parts if one.ways]
    conflicts = sum(one.conflicts for one in parts)
    told = [
        f"Nối với bản {found.adopted_version} đã nhận." if found.is_upgrade
        else "Ở đây chưa nhận bản nào của bộ công cụ này.",
        f"{len(fresh)} trong {len(parts)} danh mục có thể nhận về." if fresh
        else "Không có danh mục nào để nhận về.",
        f"{conflicts} chỗ hai bên cùng sửa, phải chọn." if conflicts else "",
        found.notice,
    ]  # fmt: skip
    return " ".join(filter(None, told))


def _facts(found: Reception) -> tuple[tuple[str, str], ...]:
    toolkit = found.package.toolkit
    facts = [
        ("Nơi phát hành", f"{toolkit.publisher.name} ({toolkit.publisher.code})"),
        ("Ngày phát hành", format_day(toolkit.created)),
        ("Giấy phép", toolkit.licence),
    ]
    return (*facts, *(("Nguồn", one) for one in toolkit.provenance))


def _rule(title: str, fault: str) -> tuple[str, str]:
    runs = (
        "chạy được theo luật đang dùng. Văn bản tính điểm không nhận qua trang này: người vận hành "
        "soát bằng congvu law check rồi cài đặt."
    )
    return title, fault or runs


def _part(one: Meeting, picked: Picked) -> PartLine:
    value = part_value(one)
    ways = () if one.hindrance or one.ways == (Way.SAME,) else one.ways
    asked = (picked.ways or {}).get(value, "")
    way = next((way for way in ways if way.value == asked), ways[0] if ways else None)
    comparable = one.is_comparable
    brought = one.brings(way) if way and comparable else None
    return PartLine(
        value=value,
        anchor=value.replace("/", "-"),
        name=one.theirs.name,
        kind=one.title,
        rows=_rows(one),
        standing=_standing(one),
        effect=_effect(one, way, brought),
        hindrance=one.hindrance,
        chosen=bool(ways) and (picked.ways is None or value in picked.ways),
        ways=tuple(_way(one, choice, choice is way) for choice in ways),
        here=one.here,
        renames=bool(ways) and one.base is None,
        conflicts=one.conflicts if comparable and ways else 0,
        changes=_changes(one, brought) if brought else (),
    )


def _rows(one: Meeting) -> str:
    sheets = {sheet.name: sheet.title.lower() for sheet in LISTS[one.theirs.kind]}
    if len(sheets) == 1:
        return f"{count(sum(map(len, one.theirs.sheets.values())))} dòng"
    listed = [(sheets[name], len(rows)) for name, rows in one.theirs.sheets.items() if rows]
    return ", ".join(f"{title}: {count(number)} dòng" for title, number in listed)


def _standing(one: Meeting) -> str:
    if one.draft is not None:
        return f"Ở đây đang có bản đề xuất “{one.draft.name}”."
    if one.standing is not None:
        whose = f" của {one.standing.unit_name}" if one.standing.unit_name else ""
        return f"Ở đây đã có “{one.standing.name}”{whose} ({one.here})."
    return "Ở đây chưa có."


def _effect(one: Meeting, way: Way | None, brought: Differences | None) -> str:
    if one.ways == (Way.SAME,):
        return f"Không có gì mới so với bản {one.base_version} đã nhận."
    if way is None or brought is None:
        return ""
    if way is Way.NEW:
        return ""
    return f"{capital(WAYS[way])}: {counted(brought)}."


def _way(one: Meeting, way: Way, chosen: bool) -> WayLine:
    changes = counted(one.brings(way)) if one.is_comparable else ""
    return WayLine(way.value, f"{capital(WAYS[way])} ({changes})", chosen)


def _changes(one: Meeting, brought: Differences) -> tuple[SheetLine, ...]:
    return sheet_lines(changes_told(brought, one.theirs.kind))


def sheet_lines(told: Iterable[SheetTold]) -> tuple[SheetLine, ...]:
    """Return the changes of sheets, so many rows of each sort."""
    return tuple(
        SheetLine(
            sheet.title,
            tuple(
                Told(sign, what, rows[:MOST_ROWS], count(len(rows)), max(0, len(rows) - MOST_ROWS))
                for sign, what, rows in (
                    ("~", "sửa", sheet.changed),
                    ("+", "mới", sheet.added),
                    ("−", "bỏ", sheet.removed),
                )
                if rows
            ),
        )
        for sheet in told
    )
