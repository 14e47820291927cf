"""The minutes of a meeting from the records (Đ21.1b, Đ21.2b)."""

from collections.abc import Mapping

from congvu.apps.evaluation.queries.years import MeetingRow, MemberRow, Minutes, Spoken
from congvu.exchange.forms.meeting_minutes import Discussed, MeetingMinutes, Opinion
from congvu.exchange.forms.paper import Footer
from congvu.exchange.papers.codes import Kind
from congvu.exchange.papers.footers import Footing
from congvu.exchange.papers.wording import moment


def minutes_paper(found: Minutes, labels: Mapping[str, str], foot: Footing) -> MeetingMinutes:
    """Fill in the minutes; a draft, without a foot, until they are passed."""
    held = found.meeting
    return MeetingMinutes(
        about=f"Họp nhận xét, đánh giá công chức năm {held.year}, {held.unit_name}",
        began=moment(held.held_at),
        ended=moment(held.ended_at) if held.ended_at else "",
        place=held.place,
        chair=held.chair,
        secretary=held.secretary,
        present=tuple(_member(one) for one in found.members if one.present),
        absent=tuple(
            f"{_member(one)} ({one.absent_reason})" for one in found.members if not one.present
        ),
        discussed=tuple(_spoken(one, labels) for one in found.agenda),
        conclusion=held.conclusion,
        footer=_foot(held, foot),
        draft=not held.stands,
    )


def _foot(held: MeetingRow, foot: Footing) -> Footer | None:
    return foot(Kind.MEETING, held.id, held.sha256) if held.stands else None


def _member(one: MemberRow) -> str:
    return ", ".join(filter(None, (one.name, one.title)))


def _spoken(one: Spoken, labels: Mapping[str, str]) -> Discussed:
    row = one.rating
    return Discussed(
        name=row.full_name,
        title=", ".join(filter(None, (row.title, row.unit_name))),
        score="",
        own_level=labels.get(row.own_level, "") if row.sent_at else "",
        proposed=labels.get(one.level, ""),
        votes=one.summary,
        opinions=tuple(Opinion(said.member, said.text, said.written) for said in one.opinions),
    )
