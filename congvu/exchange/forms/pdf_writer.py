"""A paper as pdf: the paper goes to the typesetter as JSON, never as markup.

The template (paper.typ) is ours alone; whatever a person typed stays a string in it.
"""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from typst import Compiler

from congvu.exchange.forms import page
from congvu.exchange.forms.fonts import SIGNS, font_in_use, machine_fonts
from congvu.exchange.forms.grid import Slot, letters_in, placed, stays_whole, width_of
from congvu.exchange.forms.paper import (
    Footer,
    Letterhead,
    Paper,
    Part,
    Row,
    Sheet,
    Signature,
    Table,
    Text,
    lines,
)
from congvu.exchange.forms.square_codes import square_code

Json = dict[str, object]

_TEMPLATE = Path(__file__).with_name("paper.typ")
_MANY_SHEETS, _REMEMBERED = 24, 12
_BREAK_HERE = "\u200b"


def pdf_of(paper: Paper) -> bytes:
    """Return the pdf of a paper: tagged, its title set, the same bytes for the same paper."""
    made = Compiler(font_paths=machine_fonts()).compile(
        _template(), format="pdf", sys_inputs={"paper": json.dumps(_paper(paper))}
    )
    if not isinstance(made, bytes):
        raise TypeError("the typesetter gave no pdf")
    if len(paper.sheets) >= _MANY_SHEETS:
        _forget_layouts()
    return made


def _forget_layouts() -> None:
    """Let the typesetter drop what it remembers of a large paper (3 MB a sheet).

    It keeps the pieces of its last ten papers or so, to be quick with one that is edited; a run of
    large ones would fill the memory with what nobody sets again.
    """
    for _ in range(_REMEMBERED):
        Compiler(font_paths=machine_fonts()).compile(b"", format="pdf")


@cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()


def _paper(paper: Paper) -> Json:
    return {
        "title": " ".join(lines(paper.title)),
        "font": [font_in_use(), *SIGNS],
        "landscape": paper.landscape,
        "margins": [page.TOP, page.BOTTOM, page.LEFT, page.RIGHT],
        "sizes": {
            "body": page.BODY_SIZE,
            "capitals": page.CAPITALS_SIZE,
            "recipients": page.RECIPIENTS_SIZE,
            "recipient": page.RECIPIENT_SIZE,
            "footer": page.FOOTER_SIZE,
        },
        "square": page.SQUARE_CODE,
        "rule": page.BODY_RULE,
        "signing": page.SIGNING_SPACE,
        "nation": page.NATION,
        "motto": page.MOTTO,
        "sheets": [_sheet(sheet, paper) for sheet in paper.sheets],
    }


def _sheet(sheet: Sheet, paper: Paper) -> Json:
    room = page.text_width(landscape=paper.landscape)
    return {
        "name": " ".join(lines(sheet.name)),
        "letterhead": _letterhead(sheet.letterhead),
        "parts": [_part(part, room) for part in sheet.parts],
        "signatures": [_signature(one) for one in sheet.signatures],
        "recipients": [line for line in lines(sheet.recipients) if line],
        "annex": [_part(part, room) for part in sheet.annex],
        "mark": " ".join(lines(sheet.mark)),
        "footer": _footer(sheet.footer),
    }


def _footer(footer: Footer | None) -> Json | None:
    if footer is None:
        return None
    return {
        "text": lines(footer.text),
        "link": footer.link,
        "code": list(square_code(footer.link)),
    }


def _letterhead(head: Letterhead) -> Json:
    return {
        "parent": [line for line in lines(head.parent) if line],
        "body": lines(head.body),
        "number": lines(head.number),
        "place_and_day": lines(head.place_and_day),
    }


def _signature(one: Signature) -> Json:
    told = {"above": one.above, "below": one.below, "told": one.told}
    return {
        "title": lines(one.title),
        "name": lines(one.name),
        **{name: [line for line in lines(text) if line] for name, text in told.items()},
    }


def _part(part: Part, room: int) -> Json:
    return _text(part, room) if isinstance(part, Text) else _table(part)


def _text(text: Text, room: int) -> Json:
    return {
        "kind": "text",
        "lines": _breakable(lines(text.text), letters_in(room, text.size)),
        "size": text.size,
        "bold": text.bold,
        "italic": text.italic,
        "align": text.align.value,
        "level": text.level,
    }


def _table(table: Table) -> Json:
    return {
        "kind": "table",
        "widths": table.widths,
        "size": table.size,
        "head": _cells(table.head, table),
        "cells": _cells(table.rows, table),
    }


def _cells(rows: Iterable[Row], table: Table) -> list[Json]:
    return [
        _cell(slot, table, whole=stays_whole(slots, table))
        for slots in placed(rows, len(table.widths))
        for slot in slots
        if slot.begins
    ]


def _cell(slot: Slot, table: Table, *, whole: bool) -> Json:
    cell = slot.cell
    return {
        "lines": _breakable(lines(cell.text), letters_in(width_of(slot, table), table.size)),
        "bold": cell.bold,
        "italic": cell.italic,
        "align": cell.align.value,
        "columns": cell.columns,
        "rows": cell.rows,
        "whole": whole,
    }


def _breakable(texts: Iterable[str], most: int) -> list[str]:
    """Let a word that is longer than its line break anywhere, as a word processor does."""
    return [
        " ".join(_BREAK_HERE.join(word) if len(word) > most else word for word in text.split(" "))
        for text in texts
    ]
