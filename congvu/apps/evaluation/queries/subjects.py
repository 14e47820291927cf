"""What of a result may be disputed or amended: all of it, one task, one criterion, d, đ or e."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from congvu.apps.evaluation.queries.cards import CardRow
from congvu.apps.work.queries import TaskRow
from congvu.law.registry import general_criteria_on

ALL, MANAGED, ORGANISING, UNITY = "all", "managed", "organising", "unity"
TASK, GENERAL = "task:", "general:"
_LEADER = {
    MANAGED: "Kết quả của người thuộc quyền quản lý (d)",
    ORGANISING: "Khả năng tổ chức triển khai (đ)",
    UNITY: "Năng lực tập hợp, đoàn kết (e)",
}


def subject_of_task(task_id: int | str) -> str:
    """Return the subject that names a task."""
    return f"{TASK}{task_id}"


def subject_of_criterion(code: str) -> str:
    """Return the subject that names a general criterion."""
    return f"{GENERAL}{code}"


def subjects_of(card: CardRow, rows: Iterable[TaskRow], day: date) -> dict[str, str]:
    """Return everything of a card that may be disputed, with the words it is called by."""
    named = {ALL: "Cả kết quả của kỳ"}
    named |= {subject_of_task(row.id): row.title for row in rows}
    named |= {subject_of_criterion(one.code): one.label for one in general_criteria_on(day)}
    return named | (_LEADER if card.is_leader else {})


def touched_by(changes: Mapping[str, Any]) -> set[str]:
    """Return the subjects that changes to the inputs are about."""
    found = {subject_of_task(task) for task in changes.get("tasks", {})}
    found |= {subject_of_criterion(code) for code in changes.get("general", {})}
    plain = {"organising": ORGANISING, "unity": UNITY, "settled": MANAGED}
    return found | {subject for name, subject in plain.items() if name in changes}


def overlap(one: str, others: Iterable[str]) -> bool:
    """Whether a subject and any of the others are about the same line."""
    named = set(others)
    return bool(named) and (one == ALL or ALL in named or one in named)
