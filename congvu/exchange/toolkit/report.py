"""What a package holds and what it meets here, as lines to read and as values for programs."""

from collections.abc import Iterator
from typing import Any

from congvu.engine.lists.differences import differences
from congvu.engine.lists.sheets import LIST_TITLES, LISTS
from congvu.exchange.toolkit.adoption import Reception
from congvu.exchange.toolkit.inspection import Inspection, PartSeen
from congvu.exchange.toolkit.meeting import WAYS, Meeting
from congvu.exchange.toolkit.wording import (
    ConflictTold,
    changes_told,
    conflict_told,
    counted,
    shown_or_nothing,
)
from congvu.kernel.dates import format_day

MOST_LISTED = 20


def told(seen: Inspection, reception: Reception | None) -> list[str]:
    """Return the lines that tell of a package; without a reception nothing was compared."""
    return [*_head(seen), *_parts(seen, reception), *_cautions(seen), *_end(reception)]


def as_values(seen: Inspection, reception: Reception | None) -> dict[str, Any]:
    """Return the same as plain values; `parts[].here` is None where nothing was compared."""
    toolkit = seen.toolkit
    return {
        "code": toolkit.code,
        "name": toolkit.name,
        "version": toolkit.version,
        "publisher": {"code": toolkit.publisher.code, "name": toolkit.publisher.name},
        "created": toolkit.created.isoformat(),
        "licence": toolkit.licence,
        "provenance": list(toolkit.provenance),
        "digest": seen.digest,
        "previous": toolkit.previous,
        "fingerprint": seen.fingerprint,
        "trust": seen.trust.name.lower(),
        "step": seen.step.name.lower(),
        "checks": list(seen.checks),
        "rules": [{"name": one.name, "fault": one.fault} for one in seen.rules],
        "cautions": [{"where": one.where, "what": one.what} for one in seen.cautions],
        "parts": [_part_values(one, reception) for one in seen.parts],
    }


def conflict_lines(one: Meeting) -> list[str]:
    """Return each place that both sides changed differently, row by row."""
    if one.merged is None:
        return []
    merged = one.merged
    three = (merged.ours, merged.theirs, merged.base)
    found = [conflict_told(conflict, three, one.theirs.kind) for conflict in merged.conflicts]
    head = f"{one.theirs.name}: {len(found)} chỗ hai bên đổi khác nhau"
    return [head, *(line for conflict in found for line in _conflict(conflict))] if found else []


def _conflict(one: ConflictTold) -> Iterator[str]:
    place = f"{one.where}, {one.label}" if one.where else one.label
    if one.removed_by:
        who, other = ("ở đây bỏ", "bản mới sửa") if one.removed_by == "ours" else (
            "bản mới bỏ", "ở đây sửa",
        )  # fmt: skip
        yield f"  {place}: {who} dòng này, {other} nó"
        return
    for cell in one.cells:
        base, ours, theirs = map(shown_or_nothing, (cell.base, cell.ours, cell.theirs))
        yield f"  {place}, {cell.title}: trước là {base}; ở đây {ours}; bản mới {theirs}"


def _head(seen: Inspection) -> Iterator[str]:
    toolkit = seen.toolkit
    yield f"{toolkit.name} {toolkit.version}, ngày {format_day(toolkit.created)}"
    yield f"Nơi phát hành: {toolkit.publisher.name} ({toolkit.publisher.code})"
    yield f"Dấu của khóa: {seen.fingerprint} – {seen.trust.value}"
    yield f"So với bản đã nhận: {seen.step.value}"
    yield f"Giấy phép: {toolkit.licence}"
    yield from (f"Nguồn: {one}" for one in toolkit.provenance)
    yield from (f"Đã kiểm: {one}" for one in seen.checks)


def _parts(seen: Inspection, reception: Reception | None) -> Iterator[str]:
    for part in seen.parts:
        one = part.document
        title = LIST_TITLES[one.kind]
        yield f"[{one.kind}/{one.code}] {one.name} ({title}): {_rows(part)}"
        if reception is not None:
            yield from _meeting(reception.meeting(one.kind, one.code))
    for rule in seen.rules:
        yield f"[văn bản {rule.name}] {rule.title}: {rule.fault or 'chạy được ở đây'}"


def _rows(part: PartSeen) -> str:
    sheets = {one.name: one.title for one in LISTS[part.document.kind]}
    return ", ".join(f"{sheets[name].lower()} {n} dòng" for name, n in part.rows.items() if n)


def _meeting(one: Meeting) -> Iterator[str]:
    ways = " hoặc ".join(WAYS[way] for way in one.ways)
    yield f"  Nhận về: {one.hindrance or ways}"
    if not one.is_comparable or one.ours is None:
        return
    yield f"  So với danh mục ở đây: {counted(one.differences)}"
    if one.base is not None:
        theirs = counted(differences(one.base, one.theirs))
        yield f"  So với bản {one.base_version} đã nhận: {theirs}"
        yield f"  Chỗ hai bên đổi khác nhau: {one.conflicts}"
    for sheet in changes_told(one.differences, one.theirs.kind):
        yield f"    {sheet.title}"
        marked = [("+", row) for row in sheet.added]
        marked += [("~", row) for row in sheet.changed] + [("-", row) for row in sheet.removed]
        for mark, row in marked[:MOST_LISTED]:
            cells = "; ".join(
                f"{c.title}: {shown_or_nothing(c.before)} → {shown_or_nothing(c.after)}"
                for c in row.cells
            )
            yield f"      {mark} {' – '.join(filter(None, (row.label, cells)))}"
        if len(marked) > MOST_LISTED:
            yield f"      … và {len(marked) - MOST_LISTED} dòng nữa (xem ở trang Bộ công cụ)"


def _cautions(seen: Inspection) -> Iterator[str]:
    yield from (f"Lưu ý: {one.where}: {one.what}" for one in seen.cautions)
    if seen.more_cautions:
        yield f"Lưu ý: còn {seen.more_cautions} điều nữa."


def _end(reception: Reception | None) -> Iterator[str]:
    if reception is None:
        yield "Chưa so với danh mục ở đây: không nối được cơ sở dữ liệu."
        return
    yield from filter(None, (reception.notice, reception.refusal))


def _part_values(part: PartSeen, reception: Reception | None) -> dict[str, Any]:
    one = part.document
    found: dict[str, Any] = {
        "kind": one.kind.value, "code": one.code, "name": one.name, "rows": dict(part.rows),
        "here": None,
    }  # fmt: skip
    if reception is not None:
        met = reception.meeting(one.kind, one.code)
        found["here"] = {
            "code": met.here,
            "exists": met.ours is not None,
            "ways": [way.value for way in met.ways],
            "hindrance": met.hindrance,
            "conflicts": met.conflicts if met.is_comparable else None,
            "differences": _difference_values(met) if met.is_comparable else None,
        }
    return found


def _difference_values(met: Meeting) -> dict[str, Any]:
    found = met.differences
    return {
        sheet.sheet: {
            "added": len(sheet.added),
            "removed": len(sheet.removed),
            "changed": [
                {"key": list(one.key), "columns": {n: list(p) for n, p in one.columns.items()}}
                for one in sheet.changed
            ],
        }
        for sheet in found.sheets.values()
    }
