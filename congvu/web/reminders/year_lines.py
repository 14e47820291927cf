"""What of the year waits for the reader, as lines of the page of reminders."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from congvu.apps.evaluation.queries.years import YearWait
from congvu.engine.reminding import Source, kind_of
from congvu.kernel.dates import format_day
from congvu.web.shared.numbers import count


@dataclass(frozen=True)
class YearLine:
    """Something of the year to be done, and where."""

    told: str
    when: str
    late: bool
    href: str


_OWN = {
    Source.YEAR_FORM: "Phiếu xếp loại năm {year} của ông/bà chưa gửi",
    Source.YEAR_MEETING: "Họp xếp loại, {name}: gửi phiếu, góp ý trước khi họp",
    Source.YEAR_MINUTES: "Biên bản họp xếp loại của {name} chưa thông qua",
    Source.YEAR_ROUND: "Đợt xếp loại năm {year} của {name} chờ ông/bà quyết định",
    Source.YEAR_ORGANISATION: "Bản tự đánh giá năm {year} của {name} chưa gửi",
}
_LATE = {
    Source.YEAR_ROUND: "{holder} chưa quyết định đợt xếp loại năm {year} của {name}",
    Source.YEAR_ORGANISATION: "{holder} chưa gửi bản tự đánh giá năm {year} của {name}",
}
ROWS_SHOWN = 50


def year_lines(waits: Sequence[YearWait], today: date) -> tuple[YearLine, ...]:
    """Return what is near or late: the reader's own first, what is kept below her last."""
    near = [one for one in waits if kind_of(one.source, one.day, today)]
    own = [
        _line(one, words.format(year=one.year, name=one.name), today)
        for source, words in _OWN.items()
        for one in near
        if one.source is source
    ]
    return (*own, *_looked_at(near, today), *_kept(near, today))[:ROWS_SHOWN]


def _looked_at(near: Sequence[YearWait], today: date) -> Iterator[YearLine]:
    """The organisations that wait for the reader, as one line."""
    found = [one for one in near if one.source is Source.YEAR_REVIEW]
    if found:
        told = f"{count(len(found))} tổ chức chờ ông/bà xem xét, công nhận mức năm {found[0].year}"
        yield _line(found[0], told, today)


def _kept(near: Sequence[YearWait], today: date) -> Iterator[YearLine]:
    for one in near:
        if one.late:
            words = _LATE[one.late] if one.holder else f"{_OWN[one.late]}: chưa có người đứng đầu"
            yield _line(one, words.format(year=one.year, name=one.name, holder=one.holder), today)


def _line(one: YearWait, told: str, today: date) -> YearLine:
    return YearLine(told, _when(one, today), one.day < today, _href(one))


def _when(one: YearWait, today: date) -> str:
    left = (one.day - today).days
    if one.source in (Source.YEAR_MEETING, Source.YEAR_MINUTES):
        return f"họp ngày {format_day(one.day)}"
    if left < 0:
        return f"hạn {format_day(one.day)}, quá {count(-left)} ngày"
    return f"hạn {format_day(one.day)}, {f'còn {left} ngày' if left else 'hôm nay'}"


def _href(one: YearWait) -> str:
    match one.late or one.source:
        case Source.YEAR_FORM:
            return reverse("own_rating_of", args=(one.year,))
        case Source.YEAR_MEETING | Source.YEAR_MINUTES:
            return reverse("meeting", args=(int(one.key),))
        case Source.YEAR_ROUND:
            return reverse("year_round", args=(one.year, one.key))
        case Source.YEAR_ORGANISATION:
            return f"{reverse('organisation', args=(one.key,))}?nam={one.year}"
        case _:
            return f"{reverse('organisations')}?nam={one.year}"
