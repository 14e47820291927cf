"""Files that show a general criterion: what the table promises, who changes them until when."""

import pytest
from django.db import DatabaseError, transaction

from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions, queries
from congvu.apps.evaluation.actions import MOST_FILES, Proof, SelfScore
from congvu.apps.evaluation.models import CardProof, Scorecard
from congvu.apps.rulebook.queries import period
from tests.apps import world
from tests.apps.promises import Promise, every_constraint_is_promised, kept, refused

pytestmark = pytest.mark.django_db
PROMISES = [
    Promise("evaluation_proof_whole", holds={}, broken={"size": 0}, edge={"size": 1}),
    Promise(
        "evaluation_proof_once", beside={}, holds={"criterion": "I.2"}, broken={},
        edge={"sha256": "b" * 64},
    ),
]  # fmt: skip


def proof(name="a.pdf", sign="a"):
    return Proof(name, sign * 64, 9, "application/pdf")


def made(**changes):
    card = Scorecard.objects.get(person__code="an")
    row = {"card": card, "criterion": "I.1", "label": "a.pdf", "sha256": "a" * 64, "size": 9}
    row |= {"content_type": "application/pdf", "added_at": world.AT}
    return CardProof.objects.create(**row | changes)


@pytest.fixture
def month():
    return world.month()


def keep(month, **more):
    row = SelfScore("an", {"I.1": 500}, **more)
    actions.keep_self_score(month, row, by=None, at=world.AT)


def files():
    held = period("2026-11")
    return queries.card_of("an", period_id=held.id, on=held.ends_on).files


@pytest.mark.parametrize("promise", PROMISES, ids=str)
@pytest.mark.parametrize("changes", ["holds", "edge"])
def test_it_holds(month, promise, changes):
    kept(CardProof, made, promise, getattr(promise, changes))


@pytest.mark.parametrize("promise", PROMISES, ids=str)
def test_it_is_refused(month, promise):
    refused(CardProof, made, promise)


def test_no_promise_is_forgotten():
    every_constraint_is_promised(CardProof, PROMISES)


def test_files_come_and_go_with_the_draft_and_each_is_told(month):
    keep(month, files={"I.1": [proof()], "II.1": [proof("b.pdf", "b")]})
    keep(month, files={"I.1": [proof()]})
    first, second = files()
    assert [(one.criterion, one.label) for one in (first, second)] == [
        ("I.1", "a.pdf"), ("II.1", "b.pdf"),
    ]  # fmt: skip
    assert not queries.card_proof(first.id).sent
    keep(month, dropped=[first.id])
    assert [one.id for one in files()] == [second.id]
    assert queries.card_proof(first.id) is None
    assert queries.kept_card_files() == ["b" * 64]
    verbs = Event.objects.filter(verb__startswith="evaluation.proof_").order_by("pk")
    assert [one.verb.rpartition("_")[2] for one in verbs] == ["attached", "attached", "removed"]
    with pytest.raises(Refused, match="đã được gỡ"):
        keep(month, dropped=[first.id])


def test_more_than_enough_and_an_unknown_criterion_are_refused(month):
    many = [proof(f"{sign}.pdf", sign) for sign in "abcdef"[: MOST_FILES + 1]]
    with pytest.raises(Refused, match=f"đã có {MOST_FILES} tệp"):
        keep(month, files={"I.1": many})
    with pytest.raises(Refused, match="Không có tiêu chí X"):
        keep(month, files={"X": [proof()]})
    assert files() == ()


def test_nothing_changes_once_published_and_no_row_is_ever_deleted(month):
    keep(month, files={"I.1": [proof()]})
    (one,) = CardProof.objects.all()
    for change in (
        lambda: CardProof.objects.all().delete(),
        lambda: CardProof.objects.update(label="khác"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    actions.close_month(month, by=None, at=world.AT)
    for change in (
        lambda: CardProof.objects.update(removed_at=world.AT),
        lambda: made(sha256="c" * 64),
        lambda: one.delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    (kept_file,) = files()
    assert queries.card_proof(kept_file.id).sent
