"""What every form has in common: its frame of words around its own parts."""

from collections.abc import Iterable
from datetime import date

from congvu.exchange.forms.page import TITLE_SIZE
from congvu.exchange.forms.paper import (
    Align,
    Cell,
    Footer,
    Letterhead,
    Part,
    Row,
    Sheet,
    Signature,
    Text,
    place_and_day,
)
from congvu.exchange.forms.words import FormWords


def framed(
    words: FormWords,
    parts: Iterable[Part],
    *,
    day: date | None,
    name: str = "",
    beside: Signature | None = None,
    mark: str = "",
    footer: Footer | None = None,
) -> Sheet:
    """Put the province's words around the parts of a form; `beside` signs to the left."""
    ours = Signature(words.signatory, words.signer)
    return Sheet(
        name or words.title.replace("\n", " "),
        Letterhead(words.parent, words.body, words.number, place_and_day(words.place, day)),
        (*opening(words), *parts),
        (ours,) if beside is None else (beside, ours),
        words.recipients,
        mark=mark,
        footer=footer,
    )


def opening(words: FormWords) -> Iterable[Part]:
    """A form's title, what it is about, and what it rests on."""
    yield Text(words.title, TITLE_SIZE, bold=True, align=Align.CENTER, level=1)
    if words.subtitle:
        yield Text(words.subtitle, TITLE_SIZE, bold=True, align=Align.CENTER)
    if words.attached:
        yield Text(words.attached, italic=True, align=Align.CENTER)
    for line in words.basis.split("\n"):
        if line:
            yield Text(line, italic=True)


def part_title(text: str, level: int = 2) -> Text:
    """Return the title of a numbered part; level 3 for a part of a part."""
    return Text(text, bold=level == 2, italic=level == 3, align=Align.LEFT, level=level)


def head(*titles: str) -> Row:
    """Return a head row, one cell a title."""
    return tuple(Cell(title, bold=True, align=Align.CENTER) for title in titles)


def centred(text: str, *, bold: bool = False) -> Cell:
    """Return a cell for a number, a code or a level."""
    return Cell(text, bold=bold, align=Align.CENTER)
