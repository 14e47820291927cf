"""`congvu year`: every round computed, and decisions proved from what they stored."""

from dataclasses import replace

import pytest
from typer.testing import CliRunner

from congvu.apps.evaluation import actions
from congvu.apps.evaluation.models import RatingDecision, RatingRound
from congvu.apps.org.models import Person
from congvu.cli import year as command
from tests.apps import world
from tests.apps.evaluation import years

pytestmark = pytest.mark.django_db
ALL = {"phong": 9100, "binh": 9300, "an": 9500, "chi": 7500, "dung": 8000}


@pytest.fixture
def run(settings):
    settings.FIXED_CLOCK = world.AT
    return lambda *words: CliRunner().invoke(command.app, list(words))


def test_every_round_is_computed_and_decisions_come_out_again(run):
    assert run("compute", "2026").exit_code == 2
    period = years.year(ALL)
    assert "đã tính 2 đợt, 7 người" in run("compute", "2026").output
    assert all(one.tally["people"] for one in RatingRound.objects.all())
    assert "chưa có quyết định" in run("verify", "2026").output
    years.decided(period)
    proof = run("verify", "2026")
    assert (proof.exit_code, "ra đúng như đã quyết định" in proof.output) == (0, True)


def test_what_does_not_come_out_again_is_named(run):
    period = years.year(ALL)
    now = years.now(period)
    an = Person.objects.get(code="an").pk
    decision = RatingDecision.objects.create(
        round_id=years.round_of(period).id, number="7", day=world.AT.date(), at=world.AT,
        signed_by=years.account("alice"), clause="Đ21", people=5, digest=now.digest,
        rules_fingerprint="khác",
    )  # fmt: skip
    records = dict(now.records) | {an: replace(now.records[an], level="met")}
    forms = {one.row.person_id: one.row.id for one in now.found.rows}
    actions.keep_results(decision.pk, records, forms)
    proof = run("verify", "2026")
    assert proof.exit_code == 3
    assert "Không khớp: an" in proof.output
    assert "dấu vân tay khác" in proof.output
