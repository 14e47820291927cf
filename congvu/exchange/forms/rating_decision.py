"""Quyết định xếp loại chất lượng (Đ21): its articles, and the list that goes with it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from congvu.exchange.forms.layout import centred, framed, head, part_title
from congvu.exchange.forms.page import TITLE_SIZE
from congvu.exchange.forms.paper import Align, Cell, Footer, Paper, Part, Row, Table, Text
from congvu.exchange.forms.words import FormWords

_COLUMN_WIDTH = (12, 48, 45, 22, 38)


@dataclass(frozen=True, slots=True)
class RatedLine:
    """One person rated: the year's mean as "84,25", the level in words."""

    name: str
    title: str
    score: str
    level: str


@dataclass(frozen=True, slots=True)
class RatingDecision:
    """A decision: whose chief decides (`authority`), about what, on which grounds, of whom.

    `replaces` names the decision that this one takes the place of (Đ21.3), with the reason;
    `publicity` says how the result is made public (Đ21.1đ, Đ21.2đ).
    """

    authority: str
    about: str
    grounds: tuple[str, ...]
    rated: tuple[RatedLine, ...]
    carried_out_by: str
    replaces: str = ""
    footer: Footer | None = None
    publicity: str = ""


def rating_decision(it: RatingDecision, words: FormWords, *, day: date | None = None) -> Paper:
    """Lay out the decision and its list on a page of its own."""
    asked = replace(
        words,
        subtitle=words.subtitle or it.about,
        basis="\n".join(filter(None, (words.basis, *it.grounds))),
    )
    sheet = framed(asked, tuple(_articles(it)), day=day, name=it.about, footer=it.footer)
    return Paper(f"Quyết định: {it.about}", (replace(sheet, annex=tuple(_list(it))),))


def _articles(it: RatingDecision) -> Iterator[Part]:
    yield Text(it.authority.upper(), bold=True, align=Align.CENTER)
    yield Text("QUYẾT ĐỊNH:", TITLE_SIZE, bold=True, align=Align.CENTER)
    count = len(it.rated)
    articles = [
        f"{_sentence(it.about)} đối với {count} công chức (có danh sách kèm theo).",
        *([f"Quyết định này thay thế {it.replaces}."] if it.replaces else []),
        *([f"Hình thức công khai kết quả: {it.publicity}."] if it.publicity else []),
        "Quyết định này có hiệu lực kể từ ngày ký.",
        f"{it.carried_out_by} và các công chức có tên trong danh sách chịu trách nhiệm thi hành "
        "Quyết định này.",
    ]
    for number, text in enumerate(articles, 1):
        yield Text(f"Điều {number}. {text}")


def _sentence(about: str) -> str:
    """ "Về việc xếp loại …" as the beginning of an article: "Xếp loại …"."""
    said = about.removeprefix("Về việc ").removeprefix("về việc ")
    return said[:1].upper() + said[1:]


def _list(it: RatingDecision) -> Iterator[Part]:
    yield part_title("DANH SÁCH KÈM THEO")
    titles = head("TT", "Họ và tên", "Chức vụ, chức danh", "Điểm", "Mức xếp loại")
    yield Table(_COLUMN_WIDTH, (titles,), tuple(_rows(it)))


def _rows(it: RatingDecision) -> Iterator[Row]:
    for number, one in enumerate(it.rated, 1):
        yield (
            centred(str(number)),
            Cell(one.name),
            Cell(one.title),
            centred(one.score),
            Cell(one.level),
        )
