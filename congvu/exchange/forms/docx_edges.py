"""The head and the foot of a docx's pages where a sheet has its own: its mark, what checks it."""

from io import BytesIO

from docx.oxml.xmlchemy import BaseOxmlElement as Element
from docx.section import Section, _Footer, _Header
from docx.shared import Mm

from congvu.exchange.forms import page
from congvu.exchange.forms.docx_parts import (
    add_field,
    add_words,
    paragraph,
    side_by_side,
    thin,
)
from congvu.exchange.forms.paper import Align, Footer, Sheet, Text
from congvu.exchange.forms.square_codes import square_code

_CODE_COLUMN = page.SQUARE_CODE + 3
_LINE_END = "\n"


def mark_pages(section: Section, sheet: Sheet, room: int, *, alone: bool) -> None:
    """Put a sheet's mark over its pages and its code under them; nothing where it has neither.

    A sheet that is `alone` counts the pages of the file, which every word processor can.
    """
    count = "NUMPAGES" if alone else "SECTIONPAGES"
    if sheet.mark:
        for header in (section.first_page_header, section.header):
            _mark(header, sheet.mark)
    if sheet.footer:
        section.footer_distance = Mm(page.FOOTER_DISTANCE)
        for footer in (section.first_page_footer, section.footer):
            _fill(footer, sheet.footer, room, count)


def _mark(header: _Header, mark: str) -> None:
    numbered = [*header._element] if not header.is_linked_to_previous else []
    header.is_linked_to_previous = False
    body = header._element
    if not numbered:
        _clear(body)
    body.append(paragraph(Text(mark, page.CAPITALS_SIZE, bold=True, align=Align.CENTER)))


def _fill(footer: _Footer, told: Footer, room: int, count: str) -> None:
    footer.is_linked_to_previous = False
    picture = footer.paragraphs[0]
    picture.add_run().add_picture(
        BytesIO(square_code(told.link)), width=Mm(page.SQUARE_CODE), height=Mm(page.SQUARE_CODE)
    )
    picture.alignment = 2
    body, drawn = footer._element, picture._p
    _clear(body)
    body.append(side_by_side((room - _CODE_COLUMN, _CODE_COLUMN), [_told(told, count)], [drawn]))
    body.append(thin())


def _told(told: Footer, count: str) -> Element:
    made = paragraph(Text(told.text + _LINE_END, page.FOOTER_SIZE, align=Align.LEFT))
    add_words(made, "trang ", page.FOOTER_SIZE)
    add_field(made, "PAGE", "1", page.FOOTER_SIZE)
    add_words(made, "/", page.FOOTER_SIZE)
    add_field(made, count, "1", page.FOOTER_SIZE)
    return made


def _clear(body: Element) -> None:
    for element in list(body):
        body.remove(element)
