"""Thông báo kết quả xếp loại chất lượng tổ chức (Đ9.2b): to the organisation that was rated."""

from dataclasses import dataclass, replace
from datetime import date

from congvu.exchange.forms.layout import framed
from congvu.exchange.forms.paper import Footer, Paper, Part, Text
from congvu.exchange.forms.words import FormWords


@dataclass(frozen=True, slots=True)
class OrganisationNotice:
    """What an organisation is told; points as "80,00", `decision` with its day.

    `replaced` names the decision that this one took the place of, `reason` says why.
    """

    authority: str
    organisation: str
    year: int
    general: str
    results: str
    score: str
    tasks: str
    level: str
    capped: bool
    decision: str
    replaced: str = ""
    reason: str = ""
    footer: Footer | None = None


def organisation_notice(it: OrganisationNotice, words: FormWords, *, day: date | None) -> Paper:
    """Lay out the notice of one organisation's year."""
    about = f"Kết quả đánh giá, xếp loại chất lượng tổ chức năm {it.year}"
    asked = replace(
        words,
        subtitle=words.subtitle or about,
        recipients=words.recipients or f"- {it.organisation};\n- Cơ quan liên quan;\n- Lưu: VT.",
    )
    name = f"{it.organisation}, {it.year}"
    sheet = framed(asked, _parts(it), day=day, name=name, footer=it.footer)
    return Paper(f"{about}: {it.organisation}", (sheet,))


def _parts(it: OrganisationNotice) -> tuple[Part, ...]:
    said = (
        f"Theo {it.decision}, {it.authority} thông báo kết quả đánh giá, xếp loại chất lượng năm "
        f"{it.year} của {it.organisation}:",
        f"1. Điểm tiêu chí chung: {it.general} điểm.",
        f"2. Điểm tiêu chí kết quả thực hiện nhiệm vụ: {it.results} điểm.",
        f"3. Tổng điểm: {it.score} điểm. {it.tasks}",
        f"4. Xếp loại: {it.level}.{_cap(it)}",
        f"Kết quả này thay kết quả theo {it.replaced}, vì: {it.reason}." if it.replaced else "",
    )
    return tuple(Text(text.strip()) for text in said if text)


def _cap(it: OrganisationNotice) -> str:
    return (
        " Tổ chức đủ điều kiện hoàn thành xuất sắc nhiệm vụ; xếp mức tốt do tỷ lệ tại khoản 5 "
        "Điều 8."
        if it.capped
        else ""
    )
