"""Work listed twice (Decree 335, articles 13.1a and 13.2: duplicates are taken out)."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice

from congvu.engine.appraisal.findings import Change, Finding, Judged, Rule, Severity, finding
from congvu.engine.appraisal.likeness import Index, Said, same
from congvu.engine.appraisal.lines import SHARED, Catalogue

MOST_NAMED = 5
"""So many of the rows that a row resembles are named."""
_COMPARED = ("name", "detail", "output", "section")


def duplicates(catalogue: Catalogue, rows: Sequence[Said]) -> Iterator[Finding]:
    """Yield each row that an earlier row already says: name, detail and output, in any spelling.

    It blocks where one person could be given either row: one section, a section not told, or work
    that all rooms share. In different sections somebody looks: article 13.2 wants it once, but two
    rooms may mean two things by one name.
    """
    for group in same(rows):
        for place, row in enumerate(group[1:], start=1):
            met = next((one for one in group[:place] if _overlap(one, row)), None)
            yield _duplicate(catalogue, row, met or group[0], blocks=met is not None)


def near_duplicates(catalogue: Catalogue, rows: Sequence[Said], index: Index) -> Iterator[Finding]:
    """Yield each row that resembles earlier ones; somebody looks.

    A row that says just what an earlier one says is told as its duplicate, and not here.
    """
    doubled = {row.line.number for group in same(rows) for row in group[1:]}
    for row in rows:
        if row.line.number in doubled:
            continue
        earlier = index.alike(row, partial(_before, row))
        if met := list(islice(earlier, MOST_NAMED)):
            yield _near(catalogue, row, met)


def _before(row: Said, other: Said) -> bool:
    return not other.home and other.line.number < row.line.number


def _overlap(one: Said, other: Said) -> bool:
    if one.section == other.section or not one.section or not other.section:
        return True
    return SHARED in (one.line.group, other.line.group)


def _duplicate(catalogue: Catalogue, row: Said, first: Said, *, blocks: bool) -> Finding:
    where = "" if blocks else f" (khác phòng: “{first.line.section}” và “{row.line.section}”)"
    return finding(
        Rule.DUPLICATE, Severity.BLOCKS if blocks else Severity.ASKS,
        catalogue.table.sheet, catalogue.table.rows,
        Judged([row.line.number, first.line.number], _COMPARED, "name"),
        f"{_named(catalogue, row)} trùng với {_named(catalogue, first)}{where}: "
        "cùng tên, nội dung và sản phẩm đầu ra.",
        f"Bỏ dòng {row.line.number + 1}, giữ dòng {first.line.number + 1}"
        + ("." if blocks else " và xếp vào nhóm dùng chung; hoặc ghi rõ hai việc khác nhau ở đâu."),
        change=[Change(row.line.number)],
    )  # fmt: skip


def _near(catalogue: Catalogue, row: Said, met: list[Said]) -> Finding:
    others = "; ".join(_named(catalogue, one) for one in met)
    return finding(
        Rule.NEAR_DUPLICATE, Severity.ASKS, catalogue.table.sheet, catalogue.table.rows,
        Judged([row.line.number, *(one.line.number for one in met)], _COMPARED, "name"),
        f"{_named(catalogue, row)} giống {others}: cùng việc, cùng loại sản phẩm, khác cách viết.",
        f"Bỏ dòng {row.line.number + 1} nếu là một việc; "
        "nếu không, sửa tên cho thấy khác nhau ở đâu.",
        change=[Change(row.line.number)],
    )  # fmt: skip


def _named(catalogue: Catalogue, row: Said) -> str:
    return f"{catalogue.table.name(row.line.number)} “{row.line.name}”"
