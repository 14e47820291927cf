"""Phiếu theo dõi, đánh giá công chức: Mẫu số 01, Phụ lục II of Decree 335/2025.

The table of part I and the headings of part II are the decree's, word for word. What it leaves to
whoever fills it in: part II.1 has the points as confirmed beside the self-scored sum.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from congvu.exchange.forms.layout import centred, head, opening, part_title
from congvu.exchange.forms.paper import (
    Align,
    Cell,
    Footer,
    Letterhead,
    Paper,
    Part,
    Row,
    Sheet,
    Signature,
    Table,
    Text,
)
from congvu.exchange.forms.words import FormWords

DRAFT = "DỰ THẢO – chưa công bố"
SIGN_HERE = "(Ký tên, ghi rõ họ tên)"
DOTS = "." * 60
_COLUMN_WIDTH = (12, 98, 25, 30)
_ANNEX_WIDTH = (20, 38, 77, 30)


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """A line of part I: its number as the form writes it, points as texts ("2,5"; "" not given)."""

    number: str
    label: str
    most: str
    own: str = ""


@dataclass(frozen=True, slots=True)
class CriterionGroup:
    """A group of part I (I, II, III) over its lines."""

    line: CriterionLine
    lines: tuple[CriterionLine, ...]


@dataclass(frozen=True, slots=True)
class Signed:
    """One side's block: place and day ("Nha Trang, ngày …"), name, what the records say of it."""

    place_and_day: str
    name: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """A line of the annex: points as "−4,17", the cause, what happened, the clause in words."""

    points: str
    cause: str
    what: str
    clause: str


@dataclass(frozen=True, slots=True)
class MonthCard:
    """One person's card of a month or quarter; every number is a text already.

    `period` as the form asks for it ("tháng 11 năm 2026"). `effects` are the annex "kèm giải
    thích", from full marks (`full`) to the total; none, no annex.
    """

    agency: str
    unit: str
    period: str
    name: str
    title: str
    groups: tuple[CriterionGroup, ...]
    most: str
    own: str
    general: str
    results: str
    total: str
    strengths: str
    shortcomings: str
    comment: str
    sent: Signed
    confirmed: Signed
    draft: bool
    full: str = ""
    effects: tuple[Effect, ...] = ()
    footer: Footer | None = None


def month_card(it: MonthCard, words: FormWords) -> Paper:
    """Lay out one card."""
    return Paper(f"Phiếu theo dõi, đánh giá {it.period}: {it.name}", (card_sheet(it, words),))


def card_sheet(it: MonthCard, words: FormWords) -> Sheet:
    """Lay out one card as a sheet of its own."""
    return Sheet(
        f"{it.name}, {it.period}",
        decree_letterhead(words, it.agency, it.unit),
        (*_top(it, words), *_criteria(it), *_summary(it)),
        (
            _signature("CÔNG CHỨC TỰ ĐÁNH GIÁ", it.sent),
            _signature("CẤP CÓ THẨM QUYỀN\nTHEO DÕI, ĐÁNH GIÁ", it.confirmed),
        ),
        annex=tuple(_annex(it)),
        mark=DRAFT if it.draft else "",
        footer=it.footer,
    )


def decree_letterhead(words: FormWords, agency: str, unit: str) -> Letterhead:
    """The decree's two blocks: the body's name, without number, place and day."""
    over, own = (words.parent, words.body) if words.body else (agency, unit)
    return Letterhead("" if over == own else over.upper(), own.upper(), words.number, "")


def _top(it: MonthCard, words: FormWords) -> Iterator[Part]:
    asked = f"(Kỳ theo dõi, đánh giá: {it.period})"
    yield from opening(replace(words, attached=asked))
    yield from whose(it.name, it.title, it.unit)


def whose(name: str, title: str, unit: str) -> Iterator[Part]:
    """The three lines that both forms of the decree begin with."""
    yield said("Họ và tên", name)
    yield said("Chức vụ, chức danh", title)
    yield said("Đơn vị công tác", unit)


def said(label: str, text: str) -> Text:
    """A line of the form with what was filled in, or the dots to fill in."""
    return Text(f"{label}: {text or DOTS}", align=Align.LEFT)


def _criteria(it: MonthCard) -> Iterator[Part]:
    yield part_title("I. KẾT QUẢ THEO DÕI, ĐÁNH GIÁ THEO TIÊU CHÍ CHUNG")
    titles = head("TT", "Tiêu chí chấm điểm", "Điểm tối đa", "Điểm do cá nhân tự chấm")
    numbers = tuple(centred(f"({place})") for place in range(1, 5))
    total = (
        Cell("Tổng cộng", bold=True, align=Align.CENTER, columns=2),
        centred(it.most, bold=True),
        centred(it.own, bold=True),
    )
    rows = tuple(row for group in it.groups for row in _group(group))
    yield Table(_COLUMN_WIDTH, (titles, numbers), (*rows, total))


def _group(group: CriterionGroup) -> Iterator[Row]:
    yield _line(group.line, bold=True)
    for line in group.lines:
        yield _line(line, bold=False)


def _line(line: CriterionLine, *, bold: bool) -> Row:
    return (
        centred(line.number, bold=bold),
        Cell(line.label, bold=bold),
        centred(line.most, bold=bold),
        centred(line.own, bold=bold),
    )


def _summary(it: MonthCard) -> Iterator[Part]:
    yield part_title("II. TỔNG HỢP KẾT QUẢ THEO DÕI, ĐÁNH GIÁ CÔNG CHỨC")
    yield said("1. Điểm tiêu chí chung", it.general)
    yield said("2. Điểm tiêu chí kết quả thực hiện nhiệm vụ", it.results)
    yield said("3. Tổng điểm theo dõi, đánh giá công chức", it.total)
    yield said("4. Ưu điểm", it.strengths)
    yield said("5. Hạn chế, khuyết điểm", it.shortcomings)
    yield said("6. Ý kiến nhận xét của cấp có thẩm quyền theo dõi, đánh giá", it.comment)


def _signature(title: str, signed: Signed) -> Signature:
    return Signature(title, signed.name, signed.place_and_day, SIGN_HERE, signed.told)


def _annex(it: MonthCard) -> Iterator[Part]:
    if not it.effects:
        return
    yield part_title("PHỤ LỤC: GIẢI THÍCH ĐIỂM")
    yield Text(
        f"Đi từ điểm tối đa {it.full} xuống, mỗi dòng một nguyên nhân; cộng lại đúng bằng tổng "
        f"điểm {it.total}.",
        align=Align.LEFT,
    )
    rows = tuple(
        (centred(one.points), Cell(one.cause), Cell(one.what), Cell(one.clause))
        for one in it.effects
    )
    yield Table(_ANNEX_WIDTH, (head("Điểm", "Nguyên nhân", "Việc, lý do", "Căn cứ"),), rows)
