"""A closed month computed anew from what it stored gives every hash again, or names who differs."""

from datetime import date

import pytest
from django.db import connection, connections

from congvu.apps.evaluation import actions, queries
from congvu.apps.evaluation.queries import NotStored
from congvu.apps.org import actions as org
from congvu.apps.positions import actions as positions
from congvu.apps.positions.actions import NewPosting
from congvu.apps.rulebook.queries import period as period_named
from tests.apps import world
from tests.apps.evaluation.chance import random_month

pytestmark = pytest.mark.django_db


def closed(period):
    done = actions.close_month(period, by=None, at=world.AT)
    return done, period_named(period.key)


@pytest.mark.parametrize("seed", range(4))
def test_every_hash_comes_out_again(seed):
    done, period = closed(random_month(seed))
    again = queries.recompute(period)
    assert (again.digest, again.differing) == (done.digest, ())
    assert (again.stored_digest, again.people, again.same_rules) == (done.digest, done.people, True)


def test_it_comes_out_again_after_people_moved_and_units_were_renamed():
    done, period = closed(random_month(1))
    move = NewPosting("an", "P2", "Chuyên viên", date(2026, 11, 10))
    positions.transfer(move, by=None, at=world.AT, reason="Điều động")
    org.rename_unit(
        "P1", name="Phòng Kinh tế và Hạ tầng", on=date(2026, 11, 5), decision="QĐ 1",
        by=None, at=world.AT,
    )  # fmt: skip
    actions.seal_period(period, by=None, at=world.AT)
    again = queries.recompute(period)
    assert (again.digest, again.differing) == (done.digest, ())


def test_a_month_that_is_open_has_nothing_to_compute_anew():
    with pytest.raises(NotStored, match="chưa chốt"):
        queries.recompute(world.month())


def test_nothing_is_kept_of_it():
    _, period = closed(random_month(2))
    queries.recompute(period)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE relname LIKE 'close\\_%'")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_it_names_whose_stored_score_the_rules_do_not_give():
    _, period = closed(world.reviewed_month())
    connection.close()
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE evaluation_scorecard DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE evaluation_scorecard c SET score_hundredths = 9999 FROM org_person p"
            " WHERE p.id = c.person_id AND p.code = 'an'"
        )
        cursor.execute("ALTER TABLE evaluation_scorecard ENABLE TRIGGER USER")
    again = queries.recompute(period)
    assert again.differing == ("an",)
    assert again.digest == again.stored_digest, "the hashes themselves were left alone"
