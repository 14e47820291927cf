"""The elements a docx is made of: paragraphs, ruled tables, columns side by side, page numbers."""

from collections.abc import Iterable, Iterator, Sequence

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from lxml.etree import SubElement, _Element

from congvu.exchange.forms import page
from congvu.exchange.forms.grid import Slot, placed, stays_whole, width_of
from congvu.exchange.forms.paper import Align, Row, Table, Text, lines

_TWIPS_PER_INCH, _TENTHS_PER_INCH = 1440, 254  # a twip is a twentieth of a point
_JUSTIFIED = {Align.LEFT: "left", Align.CENTER: "center", Align.JUSTIFY: "both"}
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_RULE = {"val": "single", "sz": "4", "space": "0", "color": "000000"}
_FIRST_LINE = 10  # millimetres; the decree: 1 cm or 1,27 cm
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
_THINNEST = 2  # points of the paragraph that only carries a rule
_SIDE_INSET = 14  # tenths of a millimetre


def paragraph(text: Text, *, before: int = 0, after: int = 0, keep: bool = False) -> _Element:
    """Return a paragraph; `before` and `after` in points, `keep` it on the page of the next."""
    made = OxmlElement("w:p")
    about = SubElement(made, qn("w:pPr"))
    if keep or text.level:
        SubElement(about, qn("w:keepNext"))
    _add(about, "spacing", before=before * 20, after=after * 20, line=240, lineRule="auto")
    if text.align is Align.JUSTIFY:
        _add(about, "ind", firstLine=twips(_FIRST_LINE * 10))
    _add(about, "jc", val=_JUSTIFIED[text.align])
    if text.level:
        _add(about, "outlineLvl", val=text.level - 1)
    _add_run(made, text.text, text.size, bold=text.bold, italic=text.italic)
    return made


def _add_run(parent: _Element, text: str, size: int, *, bold: bool, italic: bool) -> None:
    run = SubElement(parent, qn("w:r"))
    look = SubElement(run, qn("w:rPr"))
    if bold:
        SubElement(look, qn("w:b"))
    if italic:
        SubElement(look, qn("w:i"))
    _add(look, "color", val="000000")
    _add(look, "sz", val=size * 2)
    _add(look, "szCs", val=size * 2)
    for place, line in enumerate(lines(text)):
        if place:
            SubElement(run, qn("w:br"))
        said = SubElement(run, qn("w:t"))
        said.text = line
        said.set(_PRESERVE, "preserve")


def _add(parent: _Element, tag: str, **values: object) -> _Element:
    made = SubElement(parent, qn(f"w:{tag}"))
    for name, value in values.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def twips(tenths: int) -> int:
    """Return tenths of a millimetre as twips."""
    return tenths * _TWIPS_PER_INCH // _TENTHS_PER_INCH


def ruled_below(room: int, width: int) -> _Element:
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


def thin(*, before: int = 0) -> _Element:
    """Return the thin paragraph that must stand between two tables and after the last."""
    return paragraph(Text("", _THINNEST, align=Align.CENTER), before=before)


def side_by_side(widths: Sequence[int], *columns: Iterable[_Element]) -> _Element:
    """Return paragraphs in columns without rules, never parted by a page; widths in mm."""
    made = _table(widths, rules="none")
    row = SubElement(made, qn("w:tr"))
    _add(SubElement(row, qn("w:trPr")), "cantSplit")
    for width, column in zip(widths, columns, strict=True):
        cell = _open_cell(row, width)
        for element in column:
            cell.append(element)
    return made


def ruled_table(table: Table) -> _Element:
    """Return a ruled table whose head rows are repeated and whose short rows stay whole."""
    made = _table(table.widths, rules="single")
    for row in _rows(table.head, table, head=True):
        made.append(row)
    for row in _rows(table.rows, table, head=False):
        made.append(row)
    return made


def _rows(rows: Iterable[Row], table: Table, *, head: bool) -> Iterator[_Element]:
    for slots in placed(rows, len(table.widths)):
        made = OxmlElement("w:tr")
        about = SubElement(made, qn("w:trPr"))
        if head or stays_whole(slots, table):
            SubElement(about, qn("w:cantSplit"))
        if head:
            SubElement(about, qn("w:tblHeader"))
        for slot in slots:
            _add_cell(made, slot, table, head=head)
        yield made


def _add_cell(row: _Element, slot: Slot, table: Table, *, head: bool) -> None:
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


def _open_cell(row: _Element, width: int, *, columns: int = 1) -> _Element:
    made = SubElement(row, qn("w:tc"))
    about = SubElement(made, qn("w:tcPr"))
    _add(about, "tcW", w=twips(width * 10), type="dxa")
    if columns > 1:
        _add(about, "gridSpan", val=columns)
    return made


def _table(widths: Sequence[int], *, rules: str) -> _Element:
    made = OxmlElement("w:tbl")
    about = SubElement(made, qn("w:tblPr"))
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


def _add_insets(about: _Element) -> None:
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


def _page_number() -> _Element:
    made = paragraph(Text("", page.BODY_SIZE, align=Align.CENTER))
    field = _add(made, "fldSimple", instr="PAGE")
    _add_run(field, "2", page.BODY_SIZE, bold=False, italic=False)
    return made
