"""October after its publication: one objection nobody answered in time, one that was granted."""

from collections.abc import Mapping
from datetime import date, timedelta

from congvu.apps.audit.actions import Actor
from congvu.apps.evaluation import actions as evaluation
from congvu.apps.evaluation.actions import Decision, NewAmendment, NewObjection
from congvu.apps.evaluation.queries import subject_of_task
from congvu.apps.org.queries import person_ids
from congvu.apps.rulebook.queries import PeriodRow
from congvu.apps.work.queries import TaskRow, tasks
from congvu.exchange.demo import story
from congvu.exchange.demo.frames import moment

LODGED = date(2026, 11, 6)
DAY = timedelta(days=1)


def of_the_room(period: PeriodRow, users: Mapping[str, Actor]) -> None:
    """Let two people of the story room object to what they lost points by in a published month.

    Whoever lost none objects to nothing.
    """
    ids = person_ids([story.DUC, story.AN, story.HEAD])
    late = _lost(period, ids[story.DUC])
    if late:
        _overdue(period, late[0], users)
    failed = _lost(period, ids[story.AN])
    if failed:
        _granted(period, failed[0], ids[story.HEAD], users)


def _lost(period: PeriodRow, person: int) -> list[TaskRow]:
    """The accepted tasks with a failed review or a delay, the heaviest first."""
    found = [
        row
        for row in tasks(period.id, [person])
        if row.accepted
        and (row.failed or (row.finished_on is not None and row.finished_on > row.due_on))
    ]
    return sorted(found, key=lambda row: (-row.coefficient_tenths, row.id))


def _overdue(period: PeriodRow, row: TaskRow, users: Mapping[str, Actor]) -> None:
    """The head has replied and not decided: the ward's chair sees it late."""
    text = "Việc này chậm vì chờ ý kiến của sở, tôi đã báo trước hạn hai ngày."
    asked = NewObjection(subject_of_task(row.id), text)
    made = evaluation.lodge_objection(
        period, story.DUC, asked, by=users["duc.hoang"], at=moment(LODGED, 9)
    )
    evaluation.reply_to_objection(
        made, "Phòng đang xin bản sao công văn trả lời của sở để đối chiếu.",
        by=users["truong.phong"], at=moment(LODGED + 4 * DAY, 15),
    )  # fmt: skip


def _granted(period: PeriodRow, row: TaskRow, head: int, users: Mapping[str, Actor]) -> None:
    """Granted by the head, proposed by the office, checked by another: old and new stand beside."""
    text = "Lần trả lại là do mẫu báo cáo thay đổi sau khi tôi đã nộp, có văn bản kèm theo."
    asked = NewObjection(subject_of_task(row.id), text)
    made = evaluation.lodge_objection(
        period, story.AN, asked, by=users["an.nguyen"], at=moment(LODGED, 10)
    )
    changes = {"tasks": {str(row.id): _excused(row)}}
    why = "Văn bản đổi mẫu ký sau ngày nộp: nguyên nhân khách quan."
    evaluation.decide_objection(
        made, Decision(why, changes), authority=head, by=users["truong.phong"],
        at=moment(LODGED + 5 * DAY, 8),
    )  # fmt: skip
    proposed = evaluation.propose_amendment(
        period, story.AN, NewAmendment(changes, why, objection=made), by=users["van.phong"],
        at=moment(LODGED + 5 * DAY, 14),
    )  # fmt: skip
    evaluation.check_amendment(proposed, by=users["to.chuc"], at=moment(LODGED + 6 * DAY, 9))


def _excused(row: TaskRow) -> dict[str, int]:
    days = (row.finished_on - row.due_on).days if row.finished_on else 0
    late = {"excused_days": days} if days > row.excused_days else {}
    return late | ({"failed": 0} if row.failed > row.excused_failed else {})
