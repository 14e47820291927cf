"""A paper as docx, for an office that goes on working on it.

Every text is a run. The library has no word for head rows that repeat, rows that stay whole or a
rule of a given length, so paragraphs and tables are made of elements (docx_parts).
"""

import zipfile
from collections.abc import Iterable
from io import BytesIO

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from docx.section import Section
from docx.shared import Mm, Pt

from congvu.exchange.forms import page
from congvu.exchange.forms.docx_edges import mark_pages
from congvu.exchange.forms.docx_parts import (
    kept_with_next,
    next_page,
    numbered_page,
    paragraph,
    ruled_below,
    ruled_table,
    side_by_side,
    thin,
)
from congvu.exchange.forms.paper import (
    Align,
    Letterhead,
    Paper,
    Part,
    Sheet,
    Signature,
    Text,
    lines,
)

_FAMILY = "Times New Roman"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # a zip knows no earlier time; the same paper gives the same bytes


def docx_of(paper: Paper) -> bytes:
    """Return the docx of a paper: the same bytes for the same paper."""
    document = Document()
    _set_family(document)
    _describe(document, paper)
    _set_page(document.sections[0], landscape=paper.landscape)
    for place, sheet in enumerate(paper.sheets):
        if place:
            _begin_section(document)
        mark_pages(
            document.sections[-1],
            sheet,
            page.text_width(landscape=paper.landscape),
            alone=len(paper.sheets) == 1,
        )
        for element in _sheet(sheet, page.text_width(landscape=paper.landscape)):
            _append(document, element)
    _append(document, thin())
    return _packed(document)


def _append(document: DocxDocument, element: Element) -> None:
    document.element.body.insert_element_before(element, "w:sectPr")


def _begin_section(document: DocxDocument) -> None:
    # The library makes the new section a copy, and ends the old one in an empty paragraph.
    document.add_section(WD_SECTION.NEW_PAGE)
    ending = document.paragraphs[-1]
    ending.paragraph_format.line_spacing = Pt(1)


def _set_family(document: DocxDocument) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FAMILY, Pt(page.BODY_SIZE)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), _FAMILY)
    normal.paragraph_format.space_after = Pt(0)


def _describe(document: DocxDocument, paper: Paper) -> None:
    known = document.core_properties
    known.title = " ".join(lines(paper.title))[:255]
    known.author, known.comments, known.language = "", "", "vi-VN"
    for name in ("dcterms:created", "dcterms:modified"):
        for element in known._element.findall(qn(name)):
            known._element.remove(element)


def _set_page(section: Section, *, landscape: bool) -> None:
    long, short = Mm(page.PAGE_LENGTH), Mm(page.PAGE_WIDTH)
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.top_margin, section.bottom_margin = Mm(page.TOP), Mm(page.BOTTOM)
    section.left_margin, section.right_margin = Mm(page.LEFT), Mm(page.RIGHT)
    section.header_distance = section.footer_distance = Mm(page.HEADER_DISTANCE)
    numbered_page(section)


def _sheet(sheet: Sheet, room: int) -> Iterable[Element]:
    yield _letterhead(sheet.letterhead, room)
    told = [element for part in sheet.parts for element in _part(part)]
    if sheet.signatures and told:
        kept_with_next(told[-1])  # so that nobody signs alone on a page
    yield from told
    if sheet.signatures:
        yield kept_with_next(thin(before=page.SPACE_BEFORE_SIGNATURES))
        yield _signatures(sheet, room)
    if sheet.annex:
        yield next_page()
    for part in sheet.annex:
        yield from _part(part)


def _letterhead(head: Letterhead, room: int) -> Element:
    left = room * 2 // 5
    capitals = page.CAPITALS_SIZE
    ours = [
        *([_centred(head.parent, capitals)] if head.parent else []),
        _centred(head.body, capitals, bold=True),
        ruled_below(left, page.BODY_RULE),
        _centred(head.number),
    ]
    nations = [
        _centred(page.NATION, capitals, bold=True),
        _centred(page.MOTTO, bold=True),
        ruled_below(room - left, page.MOTTO_RULE),
        paragraph(Text(head.place_and_day, italic=True, align=Align.CENTER)),
    ]
    return side_by_side((left, room - left), ours, nations)


def _centred(text: str, size: int = page.BODY_SIZE, *, bold: bool = False) -> Element:
    return paragraph(Text(text, size, bold=bold, align=Align.CENTER))


def _part(part: Part) -> Iterable[Element]:
    if isinstance(part, Text):
        yield paragraph(part, before=10 if part.level else 6, after=6)
    else:
        yield ruled_table(part)


def _signatures(sheet: Sheet, room: int) -> Element:
    tallest = max(len(lines(one.title)) for one in sheet.signatures)
    columns = [_signed(one, tallest) for one in sheet.signatures]
    if len(columns) == 1:
        columns.insert(0, _recipients(sheet.recipients))
    half = room // 2
    return side_by_side((half, room - half), *columns)


def _signed(one: Signature, tallest: int) -> list[Element]:
    """One side, its title as tall as the tallest, so that the names stand level."""
    return [
        *([_leaning(one.above)] if one.above else []),
        _centred(one.title, bold=True),
        *([_leaning(one.below)] if one.below else []),
        *(_centred("") for _ in range(tallest - len(lines(one.title)))),
        *_signing_space(one.told),
        _centred(one.name, bold=True),
    ]


def _leaning(text: str, size: int = page.BODY_SIZE) -> Element:
    return paragraph(Text(text, size, italic=True, align=Align.CENTER))


def _signing_space(told: str) -> list[Element]:
    blank = [_centred("") for _ in range(page.SIGNING_LINES)]
    if told:
        blank[1:3] = [_leaning(told, page.RECIPIENT_SIZE)]
    return blank


def _recipients(text: str) -> list[Element]:
    if not text:
        return [_centred("")]
    title = Text("Nơi nhận:", page.RECIPIENTS_SIZE, bold=True, italic=True, align=Align.LEFT)
    return [paragraph(title), paragraph(Text(text, page.RECIPIENT_SIZE, align=Align.LEFT))]


def _packed(document: DocxDocument) -> bytes:
    loose, packed = BytesIO(), BytesIO()
    document.save(loose)
    with zipfile.ZipFile(loose) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()
