"""Thông báo kết quả xếp loại chất lượng (Đ21.1đ, Đ21.2đ): to one person, with how to object."""

from dataclasses import dataclass, replace
from datetime import date

from congvu.exchange.forms.layout import framed
from congvu.exchange.forms.paper import Footer, Paper, Part, Text
from congvu.exchange.forms.words import FormWords


@dataclass(frozen=True, slots=True)
class YearNotice:
    """What one person is told of her year; `level` "" with the reason why she is not ranked.

    `decision` names the decision, `replaced` the one that it took the place of; `way` says, line
    by line, how the level came about.
    """

    body: str
    year: int
    name: str
    title: str
    unit: str
    score: str
    own_level: str
    level: str
    decision: str
    reason: str = ""
    way: tuple[str, ...] = ()
    replaced: str = ""
    objection: str = ""
    footer: Footer | None = None


def year_notice(it: YearNotice, words: FormWords, *, day: date | None = None) -> Paper:
    """Lay out the notice of one person's year."""
    asked = replace(
        words,
        subtitle=words.subtitle or f"Kết quả xếp loại chất lượng công chức năm {it.year}",
        recipients=words.recipients or f"- Ông/bà {it.name};\n- Lưu: VT, hồ sơ công chức.",
    )
    sheet = framed(asked, _parts(it), day=day, name=f"{it.name}, {it.year}", footer=it.footer)
    return Paper(f"Thông báo kết quả xếp loại năm {it.year}: {it.name}", (sheet,))


def _parts(it: YearNotice) -> tuple[Part, ...]:
    whose = ", ".join(filter(None, (f"Ông/bà: {it.name}", it.title, it.unit)))
    said = (
        f"Theo {it.decision}, {it.body} thông báo kết quả xếp loại chất lượng năm {it.year} của:",
        f"{whose}.",
        *_result(it),
        f"{it.decision} thay thế {it.replaced}." if it.replaced else "",
        it.objection,
    )
    return tuple(Text(text) for text in said if text)


def _result(it: YearNotice) -> tuple[str, ...]:
    if not it.level:
        return (f"Kết quả: không xếp loại, vì {it.reason}.",)
    own = it.own_level.lower() or "không"
    return (
        f"1. Điểm trung bình cả năm: {it.score}." if it.score else "",
        f"2. Mức tự xếp loại: {own}.",
        f"3. Mức xếp loại của cấp có thẩm quyền: {it.level}.",
        *(f"- {one}" for one in it.way),
    )
