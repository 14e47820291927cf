"""Phiếu xếp loại chất lượng công chức: Mẫu số 02, Phụ lục II of Decree 335/2025."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from congvu.exchange.forms.layout import centred, head, opening, part_title
from congvu.exchange.forms.month_card import (
    DOTS,
    DRAFT,
    SIGN_HERE,
    Signed,
    decree_letterhead,
    whose,
)
from congvu.exchange.forms.paper import (
    Align,
    Cell,
    Footer,
    Paper,
    Part,
    Sheet,
    Signature,
    Table,
    Text,
)
from congvu.exchange.forms.words import FormWords

LEVELS = (
    "Hoàn thành xuất sắc nhiệm vụ",
    "Hoàn thành tốt nhiệm vụ",
    "Hoàn thành nhiệm vụ",
    "Không hoàn thành nhiệm vụ",
)
"""The four levels as the form prints them, the highest first (Đ20)."""
MONTHS = 12
UNSIGNED = Signed("....., ngày .... tháng .... năm ......")
_EMPTY, _CHOSEN = "☐", "☒"
_COLUMN_WIDTH = (50, 60, 55)


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A month's total as notified ("76,70"; "" where there is none) and what is to be known."""

    total: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class YearCard:
    """One person's year; `months` are twelve, January first; levels are of LEVELS or ""."""

    agency: str
    unit: str
    year: int
    name: str
    title: str
    months: tuple[MonthLine, ...]
    mean: str
    mean_note: str = ""
    own_level: str = ""
    level: str = ""
    proposal: str = ""
    sent: Signed = UNSIGNED
    decided: Signed = UNSIGNED
    draft: bool = True
    footer: Footer | None = None


def year_card(it: YearCard, words: FormWords) -> Paper:
    """Lay out one year; raises ValueError for other than twelve months or an unknown level."""
    if len(it.months) != MONTHS or not {it.own_level, it.level} <= {"", *LEVELS}:
        raise ValueError("a year has twelve months and one of the four levels")
    sheet = Sheet(
        f"{it.name}, năm {it.year}",
        decree_letterhead(words, it.agency, it.unit),
        tuple(_parts(it, words)),
        (
            _signature("CÔNG CHỨC TỰ XẾP LOẠI", it.sent),
            _signature("CẤP CÓ THẨM QUYỀN XẾP LOẠI", it.decided),
        ),
        mark=DRAFT if it.draft else "",
        footer=it.footer,
    )
    return Paper(f"Phiếu xếp loại chất lượng năm {it.year}: {it.name}", (sheet,))


def _parts(it: YearCard, words: FormWords) -> Iterator[Part]:
    yield from opening(replace(words, subtitle=words.subtitle or f"Năm {it.year}"))
    yield from whose(it.name, it.title, it.unit)
    yield part_title("I. TỔNG HỢP KẾT QUẢ THEO DÕI, ĐÁNH GIÁ")
    yield _months(it)
    yield part_title("II. CÔNG CHỨC TỰ ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG")
    yield from _boxes(it.own_level)
    yield part_title("III. KẾT QUẢ XẾP LOẠI CHẤT LƯỢNG CỦA CẤP CÓ THẨM QUYỀN CÔNG CHỨC")
    yield from _boxes(it.level)
    yield part_title("IV. ĐỀ XUẤT PHƯƠNG ÁN XỬ LÝ")
    yield Text(it.proposal or f"{DOTS}\n{DOTS}", align=Align.LEFT)


def _months(it: YearCard) -> Table:
    rows = tuple(
        (centred(str(number)), centred(one.total), Cell(one.note))
        for number, one in enumerate(it.months, 1)
    )
    mean = (
        Cell("Tổng điểm trung bình cả năm", bold=True),
        centred(it.mean, bold=True),
        Cell(it.mean_note),
    )
    titles = head("Tháng", "Tổng điểm theo dõi, đánh giá", "Ghi chú")
    return Table(_COLUMN_WIDTH, (titles,), (*rows, mean))


def _boxes(chosen: str) -> Iterator[Part]:
    for level in LEVELS:
        box = _CHOSEN if level == chosen else _EMPTY
        yield Text(f"{box} {level}", align=Align.LEFT)


def _signature(title: str, signed: Signed) -> Signature:
    return Signature(title, signed.name, signed.place_and_day, SIGN_HERE, signed.told)
