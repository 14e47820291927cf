"""Biên bản họp nhận xét, đánh giá (Đ21.1b, Đ21.2b): who was there, what was said of whom."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from congvu.exchange.forms.layout import centred, framed, head, part_title
from congvu.exchange.forms.month_card import DOTS
from congvu.exchange.forms.paper import (
    Align,
    Cell,
    Footer,
    Paper,
    Part,
    Signature,
    Table,
    Text,
)
from congvu.exchange.forms.words import FormWords

_VOTES_WIDTH = (12, 45, 33, 33, 42)
DRAFT_MINUTES = "DỰ THẢO – chưa thông qua"


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one member said, at the meeting or in writing."""

    member: str
    text: str
    in_writing: bool = False


@dataclass(frozen=True, slots=True)
class Discussed:
    """One person on the agenda: points, own and proposed level, opinions, the votes in words.

    What is "" is left out.
    """

    name: str
    title: str
    score: str
    own_level: str
    proposed: str
    votes: str = ""
    opinions: tuple[Opinion, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingMinutes:
    """A meeting: when and where in words, chair, secretary, members there and not, the agenda.

    `draft`: the minutes were not passed yet.
    """

    about: str
    began: str
    ended: str
    place: str
    chair: str
    secretary: str
    present: tuple[str, ...]
    absent: tuple[str, ...]
    discussed: tuple[Discussed, ...]
    conclusion: str
    footer: Footer | None = None
    draft: bool = False


def meeting_minutes(it: MeetingMinutes, words: FormWords, *, day: date | None = None) -> Paper:
    """Lay out the minutes; secretary and chair sign side by side."""
    asked = replace(
        words,
        subtitle=words.subtitle or it.about,
        signatory=words.signatory or "CHỦ TRÌ",
        signer=words.signer or it.chair,
    )
    sheet = framed(
        asked,
        tuple(_parts(it)),
        day=day,
        name=it.about,
        beside=Signature("THƯ KÝ", it.secretary),
        mark=DRAFT_MINUTES if it.draft else "",
        footer=it.footer,
    )
    return Paper(f"Biên bản: {it.about}", (sheet,))


def _parts(it: MeetingMinutes) -> Iterator[Part]:
    yield _line(f"Thời gian bắt đầu: {it.began}")
    yield _line(f"Địa điểm: {it.place}")
    yield part_title("I. THÀNH PHẦN THAM DỰ")
    yield _line(f"1. Chủ trì: {it.chair}")
    yield _line(f"2. Thư ký: {it.secretary}")
    yield _line(f"3. Có mặt ({len(it.present)} người): {'; '.join(it.present)}")
    gone = "; ".join(it.absent) if it.absent else "không"
    yield _line(f"4. Vắng mặt ({len(it.absent)} người): {gone}")
    yield part_title("II. NỘI DUNG")
    for number, one in enumerate(it.discussed, 1):
        yield from _about(number, one)
    yield part_title("III. TỔNG HỢP")
    yield _votes(it)
    yield part_title("IV. KẾT LUẬN")
    yield Text(it.conclusion or DOTS)
    if not it.draft:
        yield Text(f"Cuộc họp kết thúc lúc {it.ended}; biên bản đã được thông qua tại cuộc họp.")


def _about(number: int, one: Discussed) -> Iterator[Part]:
    yield part_title(f"{number}. {', '.join(filter(None, (one.name, one.title)))}", 3)
    told = (
        f"Điểm trung bình: {one.score}" if one.score else "",
        f"tự xếp loại: {one.own_level.lower()}" if one.own_level else "",
    )
    if any(told):
        said = "; ".join(filter(None, told))
        yield _line(f"{said[:1].upper()}{said[1:]}.")
    for opinion in one.opinions:
        written = " (ý kiến bằng văn bản)" if opinion.in_writing else ""
        yield _line(f"- {opinion.member}{written}: {opinion.text}")


def _votes(it: MeetingMinutes) -> Table:
    titles = head("TT", "Họ và tên", "Tự xếp loại", "Đề nghị", "Kết quả ý kiến")
    rows = tuple(
        (centred(str(n)), Cell(one.name), Cell(one.own_level), Cell(one.proposed), Cell(one.votes))
        for n, one in enumerate(it.discussed, 1)
    )
    return Table(_VOTES_WIDTH, (titles,), rows)


def _line(text: str) -> Text:
    return Text(text, align=Align.LEFT)
