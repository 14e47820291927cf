"""The real commune positions with their descriptions, read into a scheme that can be issued.

The list of 42 positions and the descriptions come from two papers with other codes; and where the
second lost headings, the duties of several positions stand under one. A description begins where
the numbering starts again; `BLOCKS` says, reviewed by hand against what the duties are about,
which position each one is. What matches none is left out and counted (docs/guides/demo.md).
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from congvu.engine.lists.document import Document, document
from congvu.engine.lists.sheets import DUTIES, POSITIONS, RANKS, REQUIREMENTS, ListKind, Row
from congvu.exchange.demo import sheets
from congvu.exchange.demo.competencies import canonical, code_of, in_lines

SERIES = "VTVL-CAP-XA"
LIST_NAME = "Danh mục vị trí việc làm cấp xã (mẫu tham khảo)"
SCHEME_NAME = "Đề án vị trí việc làm cấp xã (mẫu tham khảo)"
LIST_DECISION = "Mẫu tham khảo: danh mục 42 vị trí việc làm của UBND xã Nghĩa Lâm, 2026"
SCHEME_DECISION = (
    "Mẫu tham khảo theo QĐ 2815/QĐ-UBND ngày 25/6/2026 của UBND tỉnh Nghệ An và Phụ lục 1B, 1C "
    "của UBND xã Nghĩa Lâm"
)
ISSUED_BY = "UBND xã Nghĩa Lâm (Nghệ An); chưa được tỉnh Khánh Hòa ban hành"

Source = tuple[str, str]  # code ("" where the paper lost it) and first words of the position
IT = ("", "Chuyên viên công nghệ thông tin")
BROADCAST = ("", "Chuyên viên về phát thanh")
SERVICE, DRIVER = ("", "Nhân viên Phục vụ"), ("", "Nhân viên Lái xe")

# Under which heading of the paper → the positions of the list, one for each description there.
BLOCKS: Mapping[Source, tuple[str, ...]] = {
    ("TP-NVCN-01", ""): ("II.02",),
    IT: ("II.27", "II.03", "II.29"),  # information technology; office; clerical work
    ("TP-NVCN-05", ""): ("II.04",),
    ("TP-NVCN-06", ""): ("II.05",),
    ("TP-NVCN-07", ""): ("II.06",),
    ("TP-NVCN-08", ""): ("II.32",),
    ("TP-NVCN-09", ""): ("II.07",),  # required levels only, its duties are lost
    # business registration; planning; construction; industry and trade; transport; agriculture
    ("TP-NVCN-10", ""): ("II.08", "II.09", "II.10", "II.12", "II.11", "II.13"),
    ("TP-NVCN-16", ""): ("II.14", "II.15", "II.16"),  # food safety; land; environment
    ("TP-NVCN-19", ""): ("II.17", "II.18"),  # home affairs; labour
    ("TP-NVCN-21", ""): ("II.19",),
    ("TP-NVCN-22", ""): ("II.20",),
    ("TP-NVCN-23", ""): ("II.21",),
    BROADCAST: ("II.22",),
    ("TP-NVCN-25", ""): ("II.23",),
    ("TP-NVCN-26", ""): ("II.24",),
    ("TP-NVCN-27", ""): ("II.25",),  # its duties are word for word those of II.25's name
    ("TP-HTPV-01", ""): ("III.2",),
    SERVICE: ("III.1",),
    DRIVER: ("III.3",),
}
# The list's own names of groups; its professional positions are one group, as in the paper.
GROUPS = {
    "Lãnh đạo, quản lý": "leadership",
    "Chuyên môn, nghiệp vụ": "professional",
    "Hỗ trợ, phục vụ": "support",
}
# Cut off by the end of a page in the paper: a duty whose own words are not whole.
_TORN = ("kiểm tra, sơ kết,", "thực hiện các")
_LONGEST_READ = 600  # the paper's reader stopped here inside a cell
_ITEM = re.compile(r"^(\d+(?:\.\d+)?)\.?\s*(.*)$", re.DOTALL)
_SHARE = re.compile(r"(.+?) (\d+)%")
PERCENT = 100


def positions_list() -> Document:
    """Return the first edition: the 42 positions with their ranks, nothing described yet."""
    return document(
        ListKind.POSITIONS,
        SERIES,
        LIST_NAME,
        {"unit_kind": "commune_room"},
        {"positions": _positions(), "ranks": list(_ranks())},
    )


def scheme() -> Document:
    """Return the second edition: the same positions with duties and required competencies."""
    return document(
        ListKind.POSITIONS,
        SERIES,
        SCHEME_NAME,
        {"unit_kind": "commune_room"},
        {
            "positions": _positions(),
            "ranks": list(_ranks()),
            "duties": list(_duties()),
            "requirements": list(_requirements()),
        },
    )


def _positions() -> list[Row]:
    return [
        canonical(
            POSITIONS,
            {
                "code": row["code"],
                "name": row["position"],
                "group": GROUPS[row["group"]],
                "source": row["source"],
            },
        )
        for row in sheets.rows(sheets.POSITIONS)
    ]


def _ranks() -> Iterator[Row]:
    """The ranks of each position; a shared number is split by the paper's percentages."""
    for row in sheets.rows(sheets.POSITIONS):
        total = row["headcount_2026"]
        for part in row["grade"].split(";") if total else ():
            shared = _SHARE.fullmatch(part.strip())
            rank = shared[1] if shared else part.strip()
            count = int(total) * int(shared[2]) // PERCENT if shared else int(total)
            given = {"position": row["code"], "rank": rank, "headcount": str(count)}
            yield canonical(RANKS, given)


def _duties() -> Iterator[Row]:
    merged: dict[tuple[str, str], dict[str, str]] = {}
    for position, row in _described():
        number, duty = row["item"], row["duty"]
        here = merged.setdefault((position, number), {"duty": duty, "source": row["source"]})
        for column, text in (
            ("work", row["specific_work"]),
            ("criteria", row["completion_criteria"]),
        ):
            here[column] = "\n".join(filter(None, (here.get(column, ""), _lines(text))))
    for (position, number), texts in merged.items():
        yield canonical(DUTIES, {"position": position, "number": number, **texts})


@cache
def _described() -> tuple[tuple[str, Mapping[str, str]], ...]:
    """The whole duties of the paper, each with its position in the list."""
    return tuple(
        (position, row) for position, row in _in_blocks() if not row["duty"].lower().endswith(_TORN)
    )


def _in_blocks() -> Iterator[tuple[str, Mapping[str, str]]]:
    block: dict[Source, int] = {}
    last: dict[Source, tuple[int, ...]] = {}
    for given in sheets.rows(sheets.DUTIES):
        source, row = _source_of(given), _straight(given)
        if source is None:
            continue
        place = tuple(int(one) for one in row["item"].split("."))
        # "1 1 1 1 2" is one description; "2.8 2.1", or "2 2.1", begins the next.
        begins = place < last.get(source, ()) or (last.get(source) == (2,) and len(place) > 1)
        block[source] = block.get(source, 0) + begins
        last[source] = place
        yield BLOCKS[source][block[source]], row


def _source_of(row: Mapping[str, str]) -> Source | None:
    for source in BLOCKS:
        code, words = source
        if row["position_code"] == code and row["position"].startswith(words):
            return source
    return None


def _straight(row: Mapping[str, str]) -> Mapping[str, str]:
    """Return a row with its item alone in its column; some were read one column to the right."""
    number, slipped = _ITEM.findall(row["item"])[0]
    if not slipped:
        return {**row, "item": number}
    texts = {"duty": slipped, "specific_work": row["duty"]}
    return {**row, "item": number, **texts, "completion_criteria": row["specific_work"]}


def _lines(text: str) -> str:
    """Put each dash of a cell on its own line; mark where the paper's reader stopped."""
    told = in_lines(text)
    return f"{told}…" if len(text) >= _LONGEST_READ else told


def _requirements() -> Iterator[Row]:
    """The required levels; where headings were lost, each position under it asks for all of them.

    (All of them ask for the same levels in the paper.)
    """
    told: dict[tuple[str, str], Row] = {}
    for row in sheets.rows(sheets.REQUIRED_LEVELS):
        source, competency = _source_of(row), code_of(row["competency"])
        for position in BLOCKS[source] if source and competency else ():
            given = {
                "position": position,
                "competency": competency or "",
                "level": row["required_level"],
                "source": row["source"],
            }
            told.setdefault((position, competency or ""), canonical(REQUIREMENTS, given))
    order = {row["code"]: place for place, row in enumerate(sheets.rows(sheets.POSITIONS))}
    yield from sorted(told.values(), key=lambda row: order[row["position"]])
