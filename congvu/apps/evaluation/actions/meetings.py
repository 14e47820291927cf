"""A meeting before the rating is called, changed, concluded (Đ21.1b, Đ21.2b)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.evaluation.actions.held_cards import refuse_blank
from congvu.apps.evaluation.enums import MeetingState, RoundState
from congvu.apps.evaluation.models import (
    Meeting,
    MeetingMember,
    MeetingOpinion,
    RatingRound,
)
from congvu.apps.evaluation.queries.years.meetings import meeting as meeting_row
from congvu.apps.evaluation.queries.years.minutes import Minutes, Spoken, asked_about, minutes_of
from congvu.apps.evaluation.queries.years.minutes_sealing import minutes_seal
from congvu.apps.org.queries import UnitRow, person, unit
from congvu.kernel.vietnamese import nfc

NAMED_MOST = 3
AHEAD = timedelta(minutes=5)
"""How far the clock of who writes may be before that of the server."""


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """When and where; chair and secretary by their codes."""

    held_at: datetime
    place: str
    chair: str
    secretary: str


@dataclass(frozen=True, slots=True)
class NewMember:
    """Somebody called to a meeting; `person` is a code, "" for somebody from outside."""

    name: str
    capacity: str
    title: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Attendance:
    """Whether a member (by id) came, and why not."""

    member_id: int
    present: bool
    absent_reason: str = ""


@transaction.atomic
def call_meeting(
    round_id: int,
    unit_code: str,
    row: NewMeeting,
    members: Sequence[NewMember],
    *,
    by: Actor | None,
    at: datetime,
) -> int:
    """Call the meeting of a unit that comments upon its people of a round; return its id.

    Raises Refused where nobody of the round works there, another meeting of the unit is still
    open, the round is proposed, or chair and secretary are one.
    """
    held = RatingRound.objects.select_for_update().get(pk=round_id)
    if held.state != RoundState.PREPARING:
        raise Refused("Đợt xếp loại đã trình; không gọi họp thêm được.")
    where = unit(unit_code)
    _refuse_empty(round_id, where)
    if Meeting.objects.filter(round=held, unit=where.id, state=MeetingState.OPEN).exists():
        raise Refused(
            f"Cuộc họp trước của {where.name} chưa thông qua biên bản; hãy ghi tiếp ở đó."
        )
    made = Meeting(round=held, unit_id=where.id)
    _put(made, row)
    with in_words(Meeting), transaction.atomic():
        made.save(force_insert=True)
    _add(made, members)
    _tell("evaluation.meeting_called", made, where.name, by=by, at=at)
    return made.pk


@transaction.atomic
def change_meeting(meeting_id: int, row: NewMeeting, *, by: Actor | None, at: datetime) -> None:
    """Change when, where, chair or secretary of an open meeting. Raises Refused."""
    held = open_meeting(meeting_id)
    _put(held, row)
    with in_words(Meeting), transaction.atomic():
        held.save(update_fields=["held_at", "place", "chair", "secretary"])
    _tell("evaluation.meeting_changed", held, held.unit.name, by=by, at=at)


@transaction.atomic
def set_members(
    meeting_id: int,
    told: Sequence[Attendance],
    *,
    added: Sequence[NewMember] = (),
    removed: Collection[int] = (),
    by: Actor | None,
    at: datetime,
) -> None:
    """Say who came, add members, take others (by id) off the list, all at once.

    Raises Refused for an absence without a reason, somebody twice, or one off the list who spoke.
    """
    held = open_meeting(meeting_id)
    spoke = MeetingOpinion.objects.filter(meeting=held, member__in=list(removed))
    for name in spoke.values_list("member__name", flat=True)[:1]:
        raise Refused(f"{name} đã có ý kiến trong biên bản; không bỏ khỏi thành phần được.")
    MeetingMember.objects.filter(meeting=held, pk__in=list(removed)).delete()
    for one in told:
        _attend(held, one)
    _add(held, added)
    _tell("evaluation.meeting_members", held, held.unit.name, by=by, at=at)


@transaction.atomic
def conclude_meeting(
    meeting_id: int, *, ended_at: datetime, conclusion: str, by: Actor | None, at: datetime
) -> None:
    """Pass the minutes: from now on they stand.

    Raises Refused while somebody on the agenda has neither an opinion nor an advice (whom an
    earlier meeting spoke of may be left out), without a conclusion, or for an end before the
    beginning or still to come.
    """
    held = open_meeting(meeting_id)
    refuse_blank(conclusion, "Biên bản phải ghi kết luận của cuộc họp.")
    if ended_at > at + AHEAD:
        raise Refused("Giờ kết thúc chưa tới; thông qua biên bản khi họp xong.")
    written = minutes_of(meeting_row(held.pk))
    _refuse_unfinished(written)
    told: dict[str, Any] = {"conclusion": _clean(conclusion), "ended_at": ended_at}
    passed = replace(written, meeting=replace(written.meeting, **told), agenda=_said(written))
    told |= {"state": MeetingState.CONCLUDED, "sha256": minutes_seal(passed)}
    told |= {"concluded_at": at, "concluded_by_id": by.pk if by else None}
    with in_words(Meeting), transaction.atomic():
        Meeting.objects.filter(pk=held.pk).update(**told)
    _tell("evaluation.meeting_concluded", held, held.unit.name, by=by, at=at)


@transaction.atomic
def call_off_meeting(meeting_id: int, reason: str, *, by: Actor | None, at: datetime) -> None:
    """Take back a meeting that was called by mistake and of which nothing is written yet.

    Raises Refused without a reason, or once somebody's opinion or an advice is written.
    """
    refuse_blank(reason, "Hủy cuộc họp phải ghi lý do.")
    held = open_meeting(meeting_id)
    if any(one.is_written for one in minutes_of(meeting_row(held.pk)).agenda):
        raise Refused("Biên bản đã có ý kiến; không hủy được nữa, hãy ghi tiếp.")
    MeetingMember.objects.filter(meeting=held).delete()
    Meeting.objects.filter(pk=held.pk).delete()
    _tell("evaluation.meeting_called_off", held, held.unit.name, by=by, at=at, reason=reason)


def open_meeting(meeting_id: int) -> Meeting:
    """Return a meeting that may still be written, held until the end; raises Refused."""
    found = Meeting.objects.select_related("round", "unit").select_for_update(of=("self",))
    held = found.get(pk=meeting_id)
    if held.state != MeetingState.OPEN:
        raise Refused("Biên bản đã thông qua, không sửa được nữa.")
    if held.round.state != RoundState.PREPARING:
        raise Refused("Đợt xếp loại đã trình; biên bản không ghi thêm được.")
    return held


def _refuse_empty(round_id: int, where: UnitRow) -> None:
    agency = unit(where.agency) if where.agency else where
    if not asked_about(round_id, where, agency.id):
        raise Refused(f"Không có ai của đợt này được nhận xét ở cuộc họp của {where.name}.")


def _said(it: Minutes) -> tuple[Spoken, ...]:
    """Those of whom something is written: they are what the minutes hold once passed."""
    return tuple(one for one in it.agenda if one.is_written)


def _refuse_unfinished(it: Minutes) -> None:
    left = [one for one in it.agenda if not (one.is_written or one.met_before)]
    if left:
        few = ", ".join(one.rating.full_name for one in left[:NAMED_MOST])
        more = f" và {len(left) - NAMED_MOST} người nữa" if len(left) > NAMED_MOST else ""
        raise Refused(f"Chưa ghi ý kiến hay đề nghị về {few}{more}.")
    if not any(one.present for one in it.members):
        raise Refused("Thành phần họp không có ai có mặt.")


def _put(held: Meeting, row: NewMeeting) -> None:
    refuse_blank(row.place, "Cuộc họp phải ghi địa điểm.")
    held.held_at, held.place = row.held_at, _clean(row.place)
    held.chair_id, held.secretary_id = person(row.chair).id, person(row.secretary).id


def _add(held: Meeting, members: Sequence[NewMember]) -> None:
    with in_words(MeetingMember), transaction.atomic():
        MeetingMember.objects.bulk_create(
            MeetingMember(
                meeting=held,
                person_id=person(one.person).id if one.person else None,
                name=_clean(one.name),
                title=_clean(one.title),
                capacity=one.capacity,
            )
            for one in members
        )


def _attend(held: Meeting, one: Attendance) -> None:
    reason = "" if one.present else _clean(one.absent_reason)
    with in_words(MeetingMember), transaction.atomic():
        MeetingMember.objects.filter(meeting=held, pk=one.member_id).update(
            present=one.present, absent_reason=reason
        )


def _clean(text: str) -> str:
    return nfc(text).replace("\0", "").strip()


def _tell(
    verb: str,
    held: Meeting,
    label: str,
    *,
    by: Actor | None,
    at: datetime,
    reason: str = "",
) -> None:
    audit.record(
        verb,
        kind="meeting",
        object_id=held.pk,
        label=f"Họp nhận xét, đánh giá: {label}",
        by=by,
        at=at,
        reason=reason,
        clause="Đ21",
    )
