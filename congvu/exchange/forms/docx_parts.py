"""The elements a docx is made of: paragraphs, ruled tables, columns side by side, page numbers."""

from collections.abc import Iterable, Iterator, Sequence

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from docx.section import Section

from congvu.exchange.forms import page
from congvu.exchange.forms.grid import Slot, placed, stays_whole, width_of
from congvu.exchange.forms.paper import Align, Row, Table, Text, lines

_TWIPS_PER_INCH, _TENTHS_PER_INCH = 1440, 254
_POINT_LENGTH = 20  # twips
_JUSTIFIED = {Align.LEFT: "left", Align.CENTER: "center", Align.JUSTIFY: "both"}
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_RULE = {"val": "single", "sz": "4", "space": "0", "color": "000000"}
_FIRST_LINE = 10  # millimetres; the decree: 1 cm or 1,27 cm
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
_THINNEST = 2  # points of the paragraph that only carries a rule
_SIDE_INSET = 14  # tenths of a millimetre


def paragraph(text: Text, *, before: int = 0, after: int = 0) -> Element:
    """Return a paragraph, `before` and `after` in points; a title stays with what it heads."""
    made = OxmlElement("w:p")
    about = _add(made, "pPr")
    if text.level:
        _add(about, "keepNext")
    _add(
        about,
        "spacing",
        before=before * _POINT_LENGTH,
        after=after * _POINT_LENGTH,
        line=240,
        lineRule="auto",
    )
    if text.align is Align.JUSTIFY:
        _add(about, "ind", firstLine=twips(_FIRST_LINE * 10))
    _add(about, "jc", val=_JUSTIFIED[text.align])
    if text.level:
        _add(about, "outlineLvl", val=text.level - 1)
    _add_run(made, text.text, text.size, bold=text.bold, italic=text.italic)
    return made


def _add_run(parent: Element, text: str, size: int, *, bold: bool, italic: bool) -> None:
    run = _add(parent, "r")
    look = _add(run, "rPr")
    if bold:
        _add(look, "b")
    if italic:
        _add(look, "i")
    _set_look(look, size)
    for place, line in enumerate(lines(text)):
        if place:
            _add(run, "br")
        _say(run, line)


def _set_look(look: Element, size: int) -> None:
    _add(look, "color", val="000000")
    _add(look, "sz", val=size * 2)
    _add(look, "szCs", val=size * 2)


def _say(run: Element, words: str) -> None:
    said = _add(run, "t")
    said.text = words
    said.set(_PRESERVE, "preserve")


def _add(parent: Element, tag: str, **values: object) -> Element:
    made = OxmlElement(f"w:{tag}")
    parent.append(made)
    for name, value in values.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def twips(tenths: int) -> int:
    """Return tenths of a millimetre as twips."""
    return tenths * _TWIPS_PER_INCH // _TENTHS_PER_INCH


def ruled_below(room: int, width: int) -> Element:
    """Return a thin paragraph that draws a rule `width` mm long in the middle of `room` mm."""
    made = paragraph(Text("", _THINNEST, align=Align.CENTER), after=4)
    about = made[0]
    borders = OxmlElement("w:pBdr")
    _add(borders, "top", **_RULE | {"space": "1"})
    about.insert(0, borders)
    side = twips((room - width) * 5 - _SIDE_INSET)
    indent = OxmlElement("w:ind")
    indent.set(qn("w:left"), str(side))
    indent.set(qn("w:right"), str(side))
    about.insert(2, indent)
    return made


def thin(*, before: int = 0) -> Element:
    """Return the thin paragraph that must stand between two tables and after the last."""
    return paragraph(Text("", _THINNEST, align=Align.CENTER), before=before)


def kept_with_next(made: Element) -> Element:
    """Let a paragraph, or the last row of a table, stand on the page of what follows it."""
    last = made if made.tag == qn("w:p") else made.findall(qn("w:tr"))[-1]
    for about in last.iter(qn("w:pPr")):
        if about.find(qn("w:keepNext")) is None:
            about.insert(0, OxmlElement("w:keepNext"))
    return made


def next_page() -> Element:
    """Return a thin paragraph that begins a page."""
    made = thin()
    made[0].insert(0, OxmlElement("w:pageBreakBefore"))
    return made


def side_by_side(widths: Sequence[int], *columns: Iterable[Element]) -> Element:
    """Return paragraphs in columns without rules, never parted by a page; widths in mm."""
    made = _table(widths, rules="none")
    row = _add(made, "tr")
    _add(_add(row, "trPr"), "cantSplit")
    for width, column in zip(widths, columns, strict=True):
        cell = _open_cell(row, width)
        for element in column:
            cell.append(element)
    return made


def ruled_table(table: Table) -> Element:
    """Return a ruled table whose head rows are repeated and whose short rows stay whole."""
    made = _table(table.widths, rules="single")
    for row in _rows(table.head, table, head=True):
        made.append(row)
    for row in _rows(table.rows, table, head=False):
        made.append(row)
    return made


def _rows(rows: Iterable[Row], table: Table, *, head: bool) -> Iterator[Element]:
    for slots in placed(rows, len(table.widths)):
        made = OxmlElement("w:tr")
        about = _add(made, "trPr")
        if head or stays_whole(slots, table):
            _add(about, "cantSplit")
        if head:
            _add(about, "tblHeader")
        for slot in slots:
            _add_cell(made, slot, table, head=head)
        yield made


def _add_cell(row: Element, slot: Slot, table: Table, *, head: bool) -> None:
    cell = slot.cell
    made = _open_cell(row, width_of(slot, table), columns=cell.columns)
    about = made[0]
    if cell.rows > 1:
        _add(about, "vMerge", **({"val": "restart"} if slot.begins else {}))
    if head:
        _add(about, "vAlign", val="center")
    text = cell.text if slot.begins else ""
    made.append(
        paragraph(Text(text, table.size, bold=cell.bold, italic=cell.italic, align=cell.align))
    )


def _open_cell(row: Element, width: int, *, columns: int = 1) -> Element:
    made = _add(row, "tc")
    about = _add(made, "tcPr")
    _add(about, "tcW", w=twips(width * 10), type="dxa")
    if columns > 1:
        _add(about, "gridSpan", val=columns)
    return made


def _table(widths: Sequence[int], *, rules: str) -> Element:
    made = OxmlElement("w:tbl")
    about = _add(made, "tblPr")
    _add(about, "tblW", w=twips(sum(widths) * 10), type="dxa")
    _add(about, "jc", val="center")
    borders = _add(about, "tblBorders")
    for side in _SIDES:
        _add(borders, side, **_RULE | {"val": rules})
    _add(about, "tblLayout", type="fixed")
    _add_insets(about)
    grid = _add(made, "tblGrid")
    for width in widths:
        _add(grid, "gridCol", w=twips(width * 10))
    return made


def _add_insets(about: Element) -> None:
    insets = _add(about, "tblCellMar")
    for side, tenths in (("top", 8), ("left", _SIDE_INSET), ("bottom", 8), ("right", _SIDE_INSET)):
        _add(insets, side, w=twips(tenths), type="dxa")


def numbered_page(section: Section) -> None:
    """Number the pages from 1, centred at the top, the first without; sections after it too."""
    section.different_first_page_header_footer = True
    about = section._sectPr
    number = OxmlElement("w:pgNumType")
    number.set(qn("w:start"), "1")
    about.find(qn("w:pgMar")).addnext(number)
    shown = section.header.paragraphs[0]._p
    shown.getparent().replace(shown, _page_number())


def _page_number() -> Element:
    made = paragraph(Text("", page.BODY_SIZE, align=Align.CENTER))
    add_field(made, "PAGE", "2", page.BODY_SIZE)
    return made


def add_field(parent: Element, name: str, shown: str, size: int) -> None:
    """Let a word processor count: PAGE, NUMPAGES, SECTIONPAGES; `shown` until it does."""
    field = _add(parent, "fldSimple", instr=name)
    _add_run(field, shown, size, bold=False, italic=False)


def add_words(parent: Element, words: str, size: int) -> None:
    """Go on in a paragraph with plain words, the space at their ends too."""
    run = _add(parent, "r")
    _set_look(_add(run, "rPr"), size)
    _say(run, words)
