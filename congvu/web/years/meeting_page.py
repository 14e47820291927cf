"""From a meeting's records to its page: members, whoever is spoken of, the conclusion."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from congvu.apps.evaluation.enums import Capacity, MeetingState
from congvu.apps.evaluation.queries.years import (
    MeetingRow,
    MemberRow,
    Minutes,
    OpinionRow,
    Spoken,
    levels_of_year,
)
from congvu.apps.rulebook.queries import year_period
from congvu.web.shared.frame import Link
from congvu.web.shared.moments import moment
from congvu.web.years.form_page import LevelShown, paper_links
from congvu.web.years.hour import day_and_hour

NEW_OPINIONS = 2
"""So many new opinions of one person fit into one sending."""
Typed = Mapping[str, str]


@dataclass(frozen=True)
class MemberShown:
    """A member with what stands of her presence, or was typed."""

    id: int
    name: str
    about: str
    present: bool
    reason: str
    removed: bool


@dataclass(frozen=True)
class OpinionShown:
    """An opinion: whose, whether in writing; `open`: whoever keeps the minutes may change it."""

    id: int
    member: str
    text: str
    about: str
    open: bool


@dataclass(frozen=True)
class NewOpinion:
    """A place for one more opinion, with what was typed there."""

    number: int
    member: str
    text: str
    written: bool


@dataclass(frozen=True)
class SpokenShown:
    """One person of the agenda; `levels` to choose from, `level` as it stands, in words."""

    id: int
    name: str
    about: str
    own_level: str
    report: str
    opinions: tuple[OpinionShown, ...]
    added: tuple[NewOpinion, ...]
    members: tuple[tuple[str, str], ...]
    levels: tuple[LevelShown, ...]
    level: str
    summary: str
    met_before: bool
    written: bool


@dataclass(frozen=True)
class MeetingPage:
    """The page; `writes`: the reader keeps the minutes and they are open, `speaks`: is a member."""

    id: int
    year: str
    unit: str
    state: str
    held: MeetingRow
    began: str
    day: str
    hour: str
    end_day: str
    end_hour: str
    ended: str
    conclusion: str
    writes: bool
    speaks: bool
    written: int
    members: tuple[MemberShown, ...]
    people: tuple[SpokenShown, ...]
    chairs: tuple[tuple[str, str], ...]
    capacities: tuple[tuple[str, str], ...]
    papers: tuple[Link, ...]
    act: str
    typed: Typed


def meeting_page(
    found: Minutes, *, reader: int | None, writes: bool, now: datetime, typed: Typed | None
) -> MeetingPage:
    """The page of one meeting; `typed` is what was sent and could not be written."""
    held, sent = found.meeting, typed or {}
    labels = levels_of_year(year_period(int(held.year)))
    day, hour = day_and_hour(held.held_at)
    end_day, end_hour = day_and_hour(now)
    people = tuple(_spoken(one, found, reader, labels, sent) for one in found.agenda)
    ending = sent.get("viec") == "ket-thuc"
    return MeetingPage(
        id=held.id,
        year=held.year,
        unit=held.unit_name,
        state=str(MeetingState(held.state).label),
        held=held,
        began=moment(held.held_at),
        day=day,
        hour=hour,
        end_day=sent.get("ngay", "") if ending else end_day,
        end_hour=sent.get("gio", "") if ending else end_hour,
        ended=moment(held.ended_at) if held.ended_at else "",
        conclusion=sent.get("ket-luan", "") if ending else held.conclusion,
        writes=writes and held.is_open,
        speaks=held.is_open and found.member_of(reader) is not None,
        written=sum(one.written for one in people),
        members=tuple(_member(one, sent) for one in found.members),
        people=people,
        chairs=_chairs(held, found.members),
        capacities=tuple((value, str(label)) for value, label in Capacity.choices),
        papers=paper_links("minutes_paper", held.id),
        act=sent.get("viec", ""),
        typed=sent,
    )


def _member(one: MemberRow, sent: Typed) -> MemberShown:
    asked = sent.get("viec") == "thanh-phan"
    about = ", ".join(filter(None, (one.title, str(Capacity(one.capacity).label).lower())))
    return MemberShown(
        one.id,
        one.name,
        about,
        f"co-{one.id}" in sent if asked else one.present,
        sent.get(f"ly-do-{one.id}", "") if asked else one.absent_reason,
        asked and f"bo-{one.id}" in sent,
    )


def _spoken(
    one: Spoken, found: Minutes, reader: int | None, labels: Mapping[str, str], sent: Typed
) -> SpokenShown:
    row = one.rating
    mine = sent.get("viec") == "nguoi" and sent.get("ho-so") == str(row.id)
    chosen = sent.get("muc", "") if mine else one.level
    return SpokenShown(
        id=row.id,
        name=row.full_name,
        about=", ".join(filter(None, (row.title, row.unit_name))),
        own_level=labels.get(row.own_level, "") if row.sent_at else "",
        report=row.own_report if row.sent_at else "",
        opinions=tuple(
            _opinion(said, sent if mine else {}, open_=found.writes(reader, said))
            for said in one.opinions
        ),
        added=tuple(_new(number, sent if mine else {}) for number in range(1, NEW_OPINIONS + 1)),
        members=tuple(
            (str(who.id), who.name)
            for who in found.members
            if who.person_id is None or who.person_id != row.person_id
        ),
        levels=tuple(LevelShown(code, label, code == chosen) for code, label in labels.items()),
        level=labels.get(one.level, ""),
        summary=sent.get("tom-tat", "") if mine else one.summary,
        met_before=one.met_before,
        written=one.is_written,
    )


def _opinion(said: OpinionRow, sent: Typed, *, open_: bool) -> OpinionShown:
    about = "tự ghi, bằng văn bản" if said.own else "bằng văn bản" if said.written else ""
    return OpinionShown(said.id, said.member, sent.get(f"yk-{said.id}", said.text), about, open_)


def _new(number: int, sent: Typed) -> NewOpinion:
    return NewOpinion(
        number,
        sent.get(f"ai-moi-{number}", ""),
        sent.get(f"yk-moi-{number}", ""),
        f"vb-moi-{number}" in sent,
    )


def _chairs(held: MeetingRow, members: Sequence[MemberRow]) -> tuple[tuple[str, str], ...]:
    """Who may chair or write down: those two now, and the members who are in the records."""
    known = {held.chair_code: held.chair, held.secretary_code: held.secretary}
    known |= {one.person: one.name for one in members if one.person}
    return tuple(known.items())
