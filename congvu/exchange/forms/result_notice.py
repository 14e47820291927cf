"""Thông báo kết quả theo dõi, đánh giá (Đ17.3): to one person, with how to object (Đ22)."""

from dataclasses import dataclass, replace
from datetime import date

from congvu.exchange.forms.layout import framed
from congvu.exchange.forms.paper import Footer, Paper, Part, Text
from congvu.exchange.forms.words import FormWords


@dataclass(frozen=True, slots=True)
class ResultNotice:
    """What one person is told; `score` as "76,70" or "" with the reason why there is none.

    `objection` is the sentence on where and until when to object, put by who knows the rule.
    """

    body: str
    period: str
    name: str
    title: str
    unit: str
    general: str
    results: str
    score: str
    reason: str = ""
    level: str = ""
    comment: str = ""
    objection: str = ""
    footer: Footer | None = None


def result_notice(it: ResultNotice, words: FormWords, *, day: date | None = None) -> Paper:
    """Lay out the notice of one person's month or quarter."""
    asked = replace(
        words,
        subtitle=words.subtitle or f"Kết quả theo dõi, đánh giá công chức {it.period}",
        recipients=words.recipients or f"- Ông/bà {it.name};\n- Lưu: VT, hồ sơ công chức.",
    )
    sheet = framed(asked, _parts(it), day=day, name=f"{it.name}, {it.period}", footer=it.footer)
    return Paper(f"Thông báo kết quả {it.period}: {it.name}", (sheet,))


def _parts(it: ResultNotice) -> tuple[Part, ...]:
    whose = ", ".join(filter(None, (f"Ông/bà: {it.name}", it.title, it.unit)))
    said = (
        f"{it.body} thông báo kết quả theo dõi, đánh giá {it.period} của:",
        f"{whose}.",
        *_result(it),
        f"Ý kiến nhận xét của cấp có thẩm quyền: {it.comment}" if it.comment else "",
        it.objection,
    )
    return tuple(Text(text) for text in said if text)


def _result(it: ResultNotice) -> tuple[str, ...]:
    if not it.score:
        return (f"Kết quả: chưa chấm điểm, vì {it.reason}.",)
    level = f" Mức điểm tương ứng: {it.level.lower()}." if it.level else ""
    return (
        f"1. Điểm tiêu chí chung: {it.general}.",
        f"2. Điểm tiêu chí kết quả thực hiện nhiệm vụ: {it.results}.",
        f"3. Tổng điểm theo dõi, đánh giá: {it.score} điểm.{level}",
    )
