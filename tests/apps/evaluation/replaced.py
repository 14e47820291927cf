"""A decided year of the ward, and what follows it: Alice rated, the chairman heads the province."""

from collections.abc import Mapping
from typing import Any

from congvu.apps.evaluation import actions
from congvu.apps.evaluation.actions import Decision, NewObjection, NewReplacement, Signing
from congvu.apps.evaluation.queries import years as year_queries
from congvu.apps.evaluation.queries.years.replacements import (
    named_in,
    replacement_by_id,
)
from congvu.apps.evaluation.queries.years.replacing import (
    what_comes,
)
from congvu.apps.org.models import Person
from congvu.apps.rulebook.queries import PeriodRow
from tests.apps import world
from tests.apps.evaluation import years
from tests.apps.evaluation.years import account

POINTS = {"phong": 8500, "binh": 9500, "an": 9400, "chi": 9300, "dung": 8000}
SECOND_NUMBER = "20/QĐ-UBND"
POSTS = (
    *world.POSTS,
    world.Post("tinh", "T", "head", "Lý Tỉnh"),
    world.Post("minh", "S", "none", "Lý Minh"),
    world.Post("long", "S", "none", "Lý Long"),
    *(world.Post(f"co{n}", "P2", "none", f"Ngô Thị {n}") for n in range(4)),
)


def decided() -> PeriodRow:
    """2026 of the ward decided by Alice; An has the one place of those who lead nobody."""
    points = POINTS | {f"co{n}": 8000 for n in range(4)}
    period = years.year(points, POSTS)
    years.decided(period)
    return period


def person(code: str) -> int:
    return Person.objects.get(code=code).pk


def result(period: PeriodRow, code: str = "an") -> year_queries.YearResultRow:
    return year_queries.year_result_of(person(code), period.id)


def objected(period: PeriodRow, code: str = "an", subject: str = "all") -> int:
    row = NewObjection(subject, "Tháng 11 tính thiếu.")
    return actions.lodge_year_objection(period, person(code), row, by=account(code), at=world.AT)


def granted(made: int, changes: Mapping[str, Any] | None = None, who: str = "alice") -> None:
    row = Decision("Có căn cứ.", changes or {})
    actions.decide_objection(made, row, authority=person(who), by=account(who), at=world.AT)


def proposed(
    period: PeriodRow,
    changes: Mapping[str, Mapping[str, Any]],
    by: str = "minh",
    objection: int | None = None,
) -> int:
    row = NewReplacement({person(one): given for one, given in changes.items()}, "Sai", objection)
    return actions.propose_replacement(period, row, by=account(by), at=world.AT)


def signed(made: int, who: str = "tinh", number: str = SECOND_NUMBER) -> int:
    row = replacement_by_id(made)
    digest = what_comes(row, named_in([made])[made]).digest
    new = Signing(number, world.AT.date(), person(who), digest)
    return actions.sign_replacement(made, new, by=account(who), at=world.AT)


def replaced(period: PeriodRow, changes: Mapping[str, Mapping[str, Any]]) -> int:
    """Proposed by Minh, checked by Long, signed by the chairman; the new decision's id."""
    made = proposed(period, changes)
    actions.check_replacement(made, by=account("long"), at=world.AT)
    return signed(made)
