"""A month's list as it is compared, and what the tables of kept comparisons promise."""

from datetime import UTC, datetime

import pytest
from django.db import ProgrammingError, transaction

from congvu.apps.evaluation import actions
from congvu.apps.evaluation.actions import NewFinding, NewReconciliation
from congvu.apps.evaluation.models import ReconciledRow, Reconciliation
from congvu.apps.evaluation.queries import (
    UnknownReconciliation,
    findings_of,
    listed_scores,
    reconciliation,
    reconciliations_under,
    room_of,
)
from congvu.apps.org.models import Unit
from congvu.apps.org.queries import unit
from congvu.apps.rulebook.queries import period as period_named
from tests.apps import world
from tests.apps.promises import Promise, every_constraint_is_promised, kept, refused

pytestmark = pytest.mark.django_db
SHA = "0" * 64


def test_a_list_is_what_the_rooms_page_shows_open_and_closed():
    period = world.reviewed_month()
    for _ in range(2):
        room = room_of(unit("P"), period)
        listed = listed_scores(period, unit("P").path, scope=unit("P").path)
        told = {one.person: (one.score_hundredths, one.level or None) for one in listed}
        assert told == {p.card.person: (p.score_hundredths, p.level) for p in room.people}
        assert told["an"][0] is not None
        assert [one.title for one in listed] == ["Chức danh"] * 6
        if period.is_open:
            actions.close_month(period, by=None, at=datetime(2026, 12, 2, tzinfo=UTC))
            period = period_named(period.key)


def test_only_the_people_of_the_unit_are_listed_and_who_has_no_score_says_why():
    period = world.month()
    listed = listed_scores(period, unit("P1").path)
    assert [one.person for one in listed] == ["an", "binh"]
    assert {(one.score_hundredths, one.level) for one in listed} == {(None, "")}
    assert all(one.reason for one in listed)


def new(**more: object) -> NewReconciliation:
    given = {
        "unit_id": unit("P").id, "filename": "quyet-dinh.xlsx", "sha256": SHA,
        "counts": {"missing": 1, "same": 2}, "notes": {"score_places": 1},
        "findings": [NewFinding("missing", [{"name": "An"}], [], [], "same", by_code=False),
                     NewFinding("extra", [], [{"name": "Bê"}], [], "same", by_code=False)],
    }  # fmt: skip
    return NewReconciliation(**given | more)


def test_what_was_found_is_read_back():
    period = world.month()
    made = actions.keep_reconciliation(period, new(), by=None, at=world.AT)
    row = reconciliation(made)
    assert (row.period, row.unit, row.closed) == ("2026-11", "P", False)
    assert (row.counts, row.notes) == ({"missing": 1, "same": 2}, {"score_places": 1})
    assert [one.outcome for one in findings_of(made)] == ["missing", "extra"]
    (extra,) = findings_of(made, outcome="extra")
    assert (extra.number, extra.theirs) == (2, [{"name": "Bê"}])
    assert [one.number for one in findings_of(made, first=1, most=1)] == [2]


def test_comparisons_are_listed_by_unit_the_latest_first():
    period = world.month()
    first = actions.keep_reconciliation(period, new(), by=None, at=world.AT)
    other = actions.keep_reconciliation(
        period, new(unit_id=unit("S").id), by=None, at=world.AT.replace(hour=9)
    )
    total, rows = reconciliations_under(["/"], first=0, most=1)
    assert (total, [row.id for row in rows]) == (2, [other])
    assert [row.id for row in reconciliations_under([unit("P").path], first=0, most=9)[1]] == [
        first
    ]
    assert reconciliations_under([], first=0, most=9) == (0, [])
    with pytest.raises(UnknownReconciliation):
        reconciliation(0)


def test_a_kept_comparison_stands():
    made = actions.keep_reconciliation(world.month(), new(), by=None, at=world.AT)
    for found, change in (
        (Reconciliation.objects, {"filename": "khac.xlsx"}),
        (ReconciledRow.objects, {"outcome": "same"}),
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            found.update(**change)
    assert len(findings_of(made)) == 2


def comparison(**changes: object) -> Reconciliation:
    row = {
        "period_id": period_named("2026-11").id, "unit": Unit.objects.get(code="P"),
        "filename": "a.xlsx", "sha256": SHA, "closed": False, "at": world.AT,
    }  # fmt: skip
    return Reconciliation.objects.create(**row | changes)


def finding(**changes: object) -> ReconciledRow:
    kept_one = Reconciliation.objects.first() or comparison()
    row = {"reconciliation": kept_one, "number": 1, "outcome": "extra", "name_way": "same"}
    return ReconciledRow.objects.create(**row | changes)


FILES = [
    Promise(
        "evaluation_reconciliation_file",
        holds={},
        broken={"sha256": "x"},
        edge={"filename": "x"},
    )
]
ROWS = [
    Promise(
        "evaluation_reconciled_once",
        holds={},
        broken={"number": 2},
        edge={"number": 3},
        beside={"number": 2},
    )
]
CASES = [
    *((Reconciliation, comparison, promise) for promise in FILES),
    *((ReconciledRow, finding, promise) for promise in ROWS),
]


@pytest.fixture
def _month():
    world.agency()
    world.november()


@pytest.mark.usefixtures("_month")
@pytest.mark.parametrize(("model", "make", "promise"), CASES)
def test_it_holds(model, make, promise):
    kept(model, make, promise, promise.holds)


@pytest.mark.usefixtures("_month")
@pytest.mark.parametrize(("model", "make", "promise"), CASES)
def test_it_refuses_in_its_own_words(model, make, promise):
    refused(model, make, promise)


@pytest.mark.usefixtures("_month")
@pytest.mark.parametrize(("model", "make", "promise"), CASES)
def test_the_edge_is_inside(model, make, promise):
    kept(model, make, promise, promise.edge)


def test_no_constraint_goes_untested():
    every_constraint_is_promised(Reconciliation, FILES)
    every_constraint_is_promised(ReconciledRow, ROWS)
