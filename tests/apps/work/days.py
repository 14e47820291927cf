"""A working day for the tests: a catalogue of four products, tasks of them, and lines of a log."""

import uuid
from dataclasses import replace
from datetime import date

from congvu.apps.catalogue import actions as catalogue
from congvu.apps.catalogue.actions import NewProduct, NewVersion
from congvu.apps.catalogue.models import Product
from congvu.apps.rulebook.queries import PeriodRow
from congvu.apps.work import actions
from congvu.apps.work.actions import Logged, NewEntry
from congvu.apps.work.models import Result
from tests.apps import world

TODAY = date(2026, 11, 23)
NAMES = ("Soạn thảo văn bản hành chính", "Tiếp công dân", "Thẩm định hồ sơ đất đai", "Báo cáo tuần")
EDITION = NewVersion("DM", "Danh mục", "QĐ 1", "UBND tỉnh", world.START, 50)


def products(*names: str) -> list[int]:
    """Issue a common catalogue of products of one standard product each; return their ids."""
    rows = [NewProduct(f"SP.{n}", "B", name, 2, 50) for n, name in enumerate(names or NAMES, 1)]
    catalogue.issue_version(EDITION, rows, by=None, at=world.AT)
    return list(Product.objects.order_by("code").values_list("pk", flat=True))


def next_edition(*points: int, valid_from: date) -> None:
    """Issue the next edition, its products (SP.1 …) with these points in tenths."""
    rows = [NewProduct(f"SP.{n}", "B", NAMES[n - 1], 2, given) for n, given in enumerate(points, 1)]
    version = replace(EDITION, code="DM.2", series="DM", valid_from=valid_from)
    catalogue.issue_version(version, rows, by=None, at=world.AT)


def assigned(period: PeriodRow, person: str = "an", **more: object) -> int:
    """Assign one task; return its id."""
    (made,) = actions.assign_tasks(period.id, [world.task(person, **more)], by=None, at=world.AT)
    return made


def line(person: str = "an", *, day: date = TODAY, amount: int = 100, **more: object) -> NewEntry:
    """A line to log."""
    given = {"key": uuid.uuid4(), "unit": "P1"} | more
    return NewEntry(person=person, day=day, amount_hundredths=amount, **given)


def logged(*rows: NewEntry) -> list[Logged]:
    """Log lines."""
    return actions.log_work(rows, by=None, at=world.AT)


def completed(task_id: int) -> int:
    """What was reported of a task, in hundredths."""
    return Result.objects.get(task=task_id).completed_hundredths
