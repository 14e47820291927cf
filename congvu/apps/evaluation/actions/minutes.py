"""What is said at a meeting is written down: by its secretary, or by a member beforehand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.listing import listed
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.evaluation.actions.meetings import open_meeting
from congvu.apps.evaluation.models import Meeting, MeetingAdvice, MeetingMember, MeetingOpinion
from congvu.apps.evaluation.queries.years.forms import levels_of_year
from congvu.apps.evaluation.queries.years.meetings import meeting as meeting_row
from congvu.apps.evaluation.queries.years.minutes import minutes_of
from congvu.apps.org.queries import person_of
from congvu.apps.rulebook.queries import year_period
from congvu.kernel.vietnamese import nfc


@dataclass(frozen=True, slots=True)
class SaidOpinion:
    """An opinion as it is to stand: `id` of one that is there, or None; "" takes it away."""

    member_id: int
    text: str
    written: bool = False
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What is written of one person: opinions, the level that the meeting advises, a summary."""

    opinions: Sequence[SaidOpinion] = ()
    level: str = ""
    summary: str = ""


@transaction.atomic
def write_minutes(
    meeting_id: int, rating_id: int, row: Said, *, by: Actor | None, at: datetime
) -> None:
    """Write down what is said of one person; opinions not named stay as they are.

    What a member typed herself is changed by nobody else. Raises Refused for somebody who is not
    on the agenda, a level unknown, a summary without a level, a member who speaks of herself.
    """
    held = open_meeting(meeting_id)
    name = _on_agenda(held, [rating_id])[rating_id]
    for one in row.opinions:
        _say(held, rating_id, one, by=by, at=at)
    _advise(held, rating_id, row)
    _tell("evaluation.minutes_written", held, name, [rating_id], by=by, at=at)


@transaction.atomic
def write_own_opinions(
    meeting_id: int, texts: Mapping[int, str], *, by: Actor, at: datetime
) -> int:
    """Give one's own written opinion of people (by form) before or during a meeting.

    An empty text takes an earlier one back. Returns how many opinions of hers there are then.
    Raises Refused for who is no member, or for an opinion of herself.
    """
    held = open_meeting(meeting_id)
    named = _on_agenda(held, texts)
    known = person_of(by.pk)
    member = MeetingMember.objects.filter(meeting=held, person=known.id if known else 0).first()
    if member is None:
        raise Refused("Chỉ thành viên của cuộc họp mới góp ý kiến bằng văn bản.")
    hers = MeetingOpinion.objects.filter(meeting=held, member=member, by_id=by.pk)
    there = dict(hers.values_list("rating_id", "pk"))
    for rating_id, text in texts.items():
        one = SaidOpinion(member.pk, text, written=True, id=there.get(rating_id))
        _say(held, rating_id, one, by=by, at=at)
    label = f"{len(named)} người"
    _tell("evaluation.opinions_given", held, label, sorted(named), by=by, at=at)
    return hers.count()


def _on_agenda(held: Meeting, rating_ids: Sequence[int] | Mapping[int, str]) -> dict[int, str]:
    """The names of people by form; raises Refused for one who is not on the agenda."""
    asked = minutes_of(meeting_row(held.pk)).agenda
    named = {one.rating.id: one.rating.full_name for one in asked}
    if any(one not in named for one in rating_ids):
        raise Refused("Người này không thuộc cuộc họp này.")
    return {one: named[one] for one in rating_ids}


def _say(
    held: Meeting, rating_id: int, one: SaidOpinion, *, by: Actor | None, at: datetime
) -> None:
    text, place = nfc(one.text).replace("\0", "").strip(), Q(meeting=held, rating=rating_id)
    if one.id is not None:
        _resay(MeetingOpinion.objects.filter(place, pk=one.id), one, text, by=by, at=at)
    elif text:
        _refuse_about_herself(held, rating_id, one.member_id)
        with in_words(MeetingOpinion), transaction.atomic():
            MeetingOpinion.objects.create(
                meeting=held, rating_id=rating_id, member_id=one.member_id, text=text,
                written=one.written, by_id=by.pk if by else None, at=at,
            )  # fmt: skip


def _resay(
    found: QuerySet[MeetingOpinion],
    one: SaidOpinion,
    text: str,
    *,
    by: Actor | None,
    at: datetime,
) -> None:
    """Change or take away an opinion that is there; her own typed words only she herself."""
    writer = by.pk if by else None
    told = found.values_list("text", "written", "by_id", F("member__person__user_id")).first()
    if told is None or told[:2] == (text, one.written):
        return
    if told[2] is not None and told[2] == told[3] != writer:
        raise Refused("Ý kiến này do chính thành viên tự ghi; chỉ người đó sửa được.")
    if not text:
        found.delete()
        return
    found.update(text=text, written=one.written, by_id=writer, at=at)


def _refuse_about_herself(held: Meeting, rating_id: int, member_id: int) -> None:
    members = MeetingMember.objects.filter(meeting=held, pk=member_id)
    name = members.values_list("name", flat=True).first()
    if name is None:
        raise Refused("Người nêu ý kiến phải có trong thành phần họp.")
    if members.filter(person__ratings=rating_id).exists():
        raise Refused(f"{name} không nêu ý kiến về chính mình.")


def _advise(held: Meeting, rating_id: int, row: Said) -> None:
    summary = nfc(row.summary).replace("\0", "").strip()
    if not row.level and summary:
        raise Refused("Tóm tắt phải kèm mức cuộc họp đề nghị.")
    place: dict[str, Any] = {"meeting": held, "rating_id": rating_id}
    if not row.level:
        MeetingAdvice.objects.filter(**place).delete()
        return
    if row.level not in levels_of_year(year_period(int(held.round.period.key))):
        raise Refused(f"Không có mức “{row.level[:40]}”.")
    told = {"level": row.level, "summary": summary}
    with in_words(MeetingAdvice), transaction.atomic():
        MeetingAdvice.objects.update_or_create(**place, defaults=told)


def _tell(
    verb: str, held: Meeting, label: str, rows: Sequence[int], *, by: Actor | None, at: datetime
) -> None:
    audit.record(
        verb,
        kind="meeting",
        object_id=held.pk,
        label=f"{held.unit.name}: {label}",
        by=by,
        at=at,
        clause="Đ21",
        payload=listed(rows),
    )
