"""What the database counts of a person's tasks is what the rows themselves say."""

from datetime import date

import pytest
from django.db.models import Q

from congvu.apps.evaluation import actions
from congvu.apps.evaluation.queries.cards import cards
from congvu.apps.evaluation.queries.month import view_of
from congvu.apps.evaluation.queries.sources import Scoring
from congvu.apps.evaluation.queries.standings import Standing, standings
from congvu.apps.rulebook.queries import month_book, period, rules_for
from congvu.apps.work import actions as work
from congvu.apps.work.actions import NewResult
from congvu.apps.work.queries import tasks
from tests.apps import world
from tests.apps.evaluation.chance import random_month

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def counted(found) -> dict[str, dict[str, int]]:
    held = cards(Q(), period_id=found.id, on=found.ends_on)
    scoring = Scoring(found, rules_for(found), closing=not found.is_open)
    standing = standings(scoring, held, TODAY)
    return {card.person: standing[card.person_id].counts for card in held}


def by_hand(found) -> dict[str, dict[str, int]]:
    """The twin: the same counts from rows and views, one person after another."""
    scoring = Scoring(found, rules_for(found), closing=not found.is_open)
    told = {}
    for card in cards(Q(), period_id=found.id, on=found.ends_on):
        rows = tasks(found.id, [card.person_id])
        view = view_of(scoring, card, rows, None, explained=False)
        whole = [
            one.accepted and (one.completed_hundredths or 0) >= one.assigned_hundredths
            for one in rows
        ]
        told[card.person] = {
            "tasks": len(rows),
            "done": sum(whole),
            "overdue": sum(
                one.due_on < TODAY
                and not one.handed_back
                and (one.completed_hundredths is None or (one.accepted and not done))
                for one, done in zip(rows, whole, strict=True)
            ),
            "pending": sum(one.is_waiting_for_review for one in rows),
            "failed": sum(one.failed for one in view.tasks),
            "late": sum(one.delays > 0 for one in view.tasks),
        }
    return told


@pytest.mark.parametrize("seed", range(4))
def test_a_random_month_is_counted_as_by_hand(seed):
    found = random_month(seed)
    assert counted(found) == by_hand(found)


def test_reports_in_every_state_are_counted_as_by_hand():
    found = world.month()
    ids = work.assign_tasks(
        found.id, [world.task("an", amount=200) for _ in range(6)], by=None, at=world.AT
    )
    work.report_results([NewResult(one, 100, world.DUE) for one in ids[:3]], by=None, at=world.AT)
    work.accept_results(ids[1:2], by=None, at=world.AT)
    work.return_result(ids[2], reason="Bổ sung", by=None, at=world.AT)
    work.hand_back(ids[4], reason="Đi học", by=None, at=world.AT)
    assert counted(found) == by_hand(found)
    assert counted(found)["an"] == {
        "tasks": 6, "done": 0, "overdue": 3, "pending": 1, "failed": 0, "late": 0,
    }  # fmt: skip


def test_a_closed_month_is_counted_too_and_not_scored_again():
    found = random_month(2, reviewed=True)
    actions.close_month(found, by=None, at=world.AT)
    closed = period(found.key)
    assert counted(closed) == by_hand(closed)


def test_nobody_is_nothing():
    found = world.month()
    assert standings(Scoring(found, rules_for(found)), [], TODAY) == {}
    assert Standing({}, {}, None).missed is None


def test_the_months_book_gives_the_rules_that_apply():
    from congvu.apps.rulebook import actions as rulebook

    found = world.month()
    assert month_book().rules_for(found) == rules_for(found)
    rulebook.adopt_parameter(
        name="delay_unit", value="occurrence", decision="QĐ 1", valid_from=date(2026, 11, 1),
        by=None, at=world.AT,
    )  # fmt: skip
    rulebook.adopt_rule(
        rule="bon_tieu_chi_2025", decision="QĐ 2", valid_from=date(2026, 12, 1), by=None,
        at=world.AT,
    )  # fmt: skip
    december = rulebook.open_period(world.NOVEMBER.next(), by=None, at=world.AT)
    book = month_book()
    assert [one.key for one in book.months] == ["2026-12", "2026-11"]
    for month in book.months:
        assert book.rules_for(month) == rules_for(month)
    assert book.rules_for(december).fingerprint != book.rules_for(found).fingerprint
