"""Amending equals scoring the changed inputs from scratch; nothing that was published changes."""

from random import Random
from typing import Any

import pytest
from django.db import transaction

from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions, queries
from congvu.apps.evaluation.actions import NewAmendment
from congvu.apps.evaluation.models import Amendment, Scorecard
from congvu.apps.rulebook.queries import PeriodRow, period
from congvu.apps.work.models import Result, Task
from tests.apps import world
from tests.apps.evaluation import disputes
from tests.apps.evaluation.chance import random_month
from tests.apps.evaluation.disputes import LATER, account, person_id

pytestmark = pytest.mark.django_db
STORED = ("score_hundredths", "not_scored_reason", "settled", "totals")


def changed(dice: Random, one: Scorecard) -> dict[str, Any]:
    """Other inputs of one card: some of its accepted tasks, a criterion, a leader's steps."""
    told: dict[str, Any] = {}
    tasks = Task.objects.filter(person=one.person_id, result__accepted_at__isnull=False)
    for task in tasks.order_by("pk"):
        if dice.random() < 0.6:
            told.setdefault("tasks", {})[str(task.pk)] = {
                "completed": dice.choice([0, 1, 50, 100, 2500]),
                "failed": dice.randint(0, 6),
                "excused_days": dice.randint(0, 4),
            }
    if dice.random() < 0.6:
        code = dice.choice(sorted(one.general_confirmed))
        told["general"] = {code: dice.choice([0, 50])}
    if one.leads != "none" and dice.random() < 0.6:
        told |= {"organising": dice.randint(0, 1), "unity": dice.randint(0, 1)}
    return told


def from_scratch(held: PeriodRow, one: Scorecard, told: dict[str, Any]) -> dict[str, Any]:
    """What the close itself would have stored, had the inputs been so; all of it taken back."""
    with transaction.atomic():
        for task, given in told.get("tasks", {}).items():
            Result.objects.filter(task=task).update(
                completed_hundredths=given["completed"], failed=given["failed"], excused_failed=0,
                excused_days=given["excused_days"], excused_by="x", excuse="x",
            )  # fmt: skip
        general = {**one.general_confirmed, **told.get("general", {})}
        steps = {name: told[name] for name in ("organising", "unity") if name in told}
        Scorecard.objects.filter(pk=one.pk).update(
            general_confirmed=general, general_hundredths=sum(general.values()), **steps
        )
        actions.close_month(held, by=None, at=world.AT)
        found = Scorecard.objects.filter(pk=one.pk).values(*STORED).get()
        transaction.set_rollback(True)
    return found


def amended(held: PeriodRow, person: str, told: dict[str, Any]) -> None:
    row = NewAmendment(told, "Sai số liệu")
    made = actions.propose_amendment(held, person, row, by=account("hoa"), at=LATER)
    actions.check_amendment(made, by=account("kim"), at=LATER)
    actions.sign_amendment(made, authority=person_id("tinh"), by=account("tinh"), at=LATER)


def everything() -> tuple[list[dict[str, Any]], dict[int, dict[str, Any]]]:
    cards = list(Scorecard.objects.order_by("pk").values())
    return cards, {row["id"]: row for row in Amendment.objects.values()}


@pytest.mark.parametrize("seed", range(8))
def test_an_amended_result_is_what_the_changed_inputs_give_from_scratch(seed):
    dice = Random(seed)
    held = random_month(seed, reviewed=True)
    disputes.offices()
    people = [one for one in Scorecard.objects.select_related("person") if one.unit_id]
    chosen = dice.sample(people, 6)
    wanted = [(one, told) for one in chosen if (told := changed(dice, one))]
    expected = [from_scratch(held, one, told) for one, told in wanted]
    actions.close_month(held, by=None, at=world.AT)
    closed = period(held.key)
    for (one, told), then in zip(wanted, expected, strict=True):
        amended(closed, one.person.code, told)
        made = Amendment.objects.get(card=one.pk)
        assert {name: getattr(made, name) for name in STORED} == then
    assert wanted


@pytest.mark.parametrize("seed", range(2))
def test_whatever_is_amended_again_and_again_no_card_and_no_amendment_changes(seed):
    dice = Random(seed)
    held = random_month(seed, reviewed=True)
    disputes.offices()
    actions.close_month(held, by=None, at=world.AT)
    closed = period(held.key)
    people = list(Scorecard.objects.select_related("person").order_by("pk")[:8])
    cards, made = everything()
    for _ in range(15):
        one = dice.choice(people)
        try:
            amended(closed, one.person.code, changed(dice, one))
        except Refused:
            continue
        after, now = everything()
        assert after == cards
        assert {key: now[key] for key in made} == made
        made = now
    assert len(made) > 3
    assert queries.altered_amendments([one.pk for one in people]) == []
    assert queries.altered(closed) == []
    for one in people:
        chain = queries.amendments_of(one.pk)
        before = [one.inputs_hash, *(link.sha256 for link in chain)]
        stored = Scorecard.objects.get(pk=one.pk).inputs_hash
        assert [link.old_hash for link in chain] == [stored, *before[1:-1]][: len(chain)]
