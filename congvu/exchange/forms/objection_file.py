"""Hồ sơ giải quyết kiến nghị (Đ22, Đ24.2đ): what was said by whom and when, to the decision."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from congvu.exchange.forms.layout import framed, head, part_title
from congvu.exchange.forms.month_card import DOTS
from congvu.exchange.forms.paper import Align, Cell, Footer, Paper, Part, Table, Text
from congvu.exchange.forms.words import FormWords

_STEPS_WIDTH = (38, 42, 85)
_CHANGE_WIDTH = (75, 45, 45)


@dataclass(frozen=True, slots=True)
class Said:
    """One piece of the file: who, when in words ("14:32 ngày 25/11/2026"), the text."""

    who: str
    when: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """What the amendment changed: of what, from, to."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ObjectionFile:
    """One objection; a step not taken yet is None, `changes` are those of the amendment.

    `steps` are all acts in their order, as the record has them.
    """

    period: str
    name: str
    title: str
    unit: str
    subject: str
    due: str
    lodged: Said
    reply: Said | None
    opinion: Said | None
    decision: Said | None
    outcome: str
    amendment: str
    changes: tuple[Change, ...]
    steps: tuple[Said, ...]
    footer: Footer | None = None


def objection_file(it: ObjectionFile, words: FormWords, *, day: date | None = None) -> Paper:
    """Lay out the file: objection, reply, opinion, decision, amendment, then every step."""
    asked = replace(words, subtitle=words.subtitle or f"Kết quả {it.period} của {it.name}")
    sheet = framed(asked, tuple(_parts(it)), day=day, name=f"Kiến nghị của {it.name}",
                   footer=it.footer)  # fmt: skip
    return Paper(f"Hồ sơ giải quyết kiến nghị: {it.name}", (sheet,))


def _parts(it: ObjectionFile) -> Iterator[Part]:
    for label, text in (
        ("Người kiến nghị", ", ".join(filter(None, (it.name, it.title, it.unit)))),
        ("Nội dung bị kiến nghị", it.subject),
        ("Hạn giải quyết", it.due),
    ):
        yield Text(f"{label}: {text}", align=Align.LEFT)
    yield from _piece("I. KIẾN NGHỊ", it.lodged)
    yield from _piece("II. TRẢ LỜI CỦA NGƯỜI CHẤM ĐIỂM", it.reply)
    yield from _piece("III. Ý KIẾN ĐỘC LẬP", it.opinion)
    yield from _piece("IV. QUYẾT ĐỊNH GIẢI QUYẾT", it.decision)
    if it.outcome:
        yield Text(f"Kết luận: {it.outcome}", bold=True, align=Align.LEFT)
    yield part_title("V. BẢN ĐIỀU CHỈNH")
    yield Text(it.amendment or "Không có bản điều chỉnh.", align=Align.LEFT)
    if it.changes:
        rows = tuple((Cell(one.what), Cell(one.before), Cell(one.after)) for one in it.changes)
        yield Table(_CHANGE_WIDTH, (head("Nội dung", "Trước", "Sau"),), rows)
    yield part_title("VI. CÁC BƯỚC ĐÃ LÀM")
    rows = tuple((Cell(one.when), Cell(one.who), Cell(one.text)) for one in it.steps)
    yield Table(_STEPS_WIDTH, (head("Lúc", "Người làm", "Việc"),), rows)


def _piece(title: str, said: Said | None) -> Iterator[Part]:
    yield part_title(title)
    if said is None:
        yield Text(f"Chưa có. {DOTS}", align=Align.LEFT)
        return
    yield Text(f"{said.who}, lúc {said.when}:", italic=True, align=Align.LEFT)
    yield Text(said.text)
