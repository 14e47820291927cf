"""Who proposes, who signs, what they see, and what is refused, before a close is run."""

import pytest
from django.db import DatabaseError, connection, transaction

from congvu.apps.accounts.models import User
from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions, queries
from congvu.apps.evaluation.enums import Gap
from congvu.apps.evaluation.models import CloseRun, Scorecard
from congvu.apps.rulebook.queries import period as period_named
from tests.apps import world

pytestmark = pytest.mark.django_db
WHY = dict.fromkeys([gap.value for gap in Gap], "Đã xem")


@pytest.fixture
def two():
    return [
        User.objects.create(username=name, display_name=name.title(), password="!")
        for name in ("minh", "nga")
    ]


def propose(period, by, reasons=WHY):
    return actions.propose_close(period, reasons, by=by, at=world.AT)


def test_a_rehearsal_keeps_nothing_and_gives_the_digest_of_the_close():
    period = world.reviewed_month()
    before = list(Scorecard.objects.order_by("id").values())
    found = actions.rehearse_close(period, at=world.AT)
    assert list(Scorecard.objects.order_by("id").values()) == before
    assert period_named(period.key).is_open
    closed = actions.close_month(period, by=None, at=world.AT)
    assert (found.digest, found.people, found.scored) == (
        closed.digest, closed.people, closed.scored,
    )  # fmt: skip
    assert sum(people for _, people in found.levels) == found.scored
    assert sum(one.people for one in found.agencies) == found.people


def test_a_rehearsal_says_who_is_not_scored_and_why():
    period = world.reviewed_month()
    actions.leave_out(period, {"an": "Nghỉ thai sản"}, by=None, at=world.AT)
    found = actions.rehearse_close(period, at=world.AT)
    assert found.reasons == (("Nghỉ thai sản", 1),)


def test_another_signs_what_was_proposed(two):
    minh, nga = two
    run = propose(world.reviewed_month(), minh)
    actions.sign_close(run, digest=queries.run_of(run).digest, by=nga, at=world.AT)
    signed = queries.run_of(run)
    assert (signed.state, signed.signed_by) == ("signed", "Nga")
    assert signed.signed_digest == signed.digest == signed.found.digest
    assert [one.id for one in queries.due_runs()] == [run]
    verbs = Event.objects.filter(kind="close_run").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["evaluation.close_proposed", "evaluation.close_signed"]


def test_nobody_signs_her_own_proposal(two):
    run = propose(world.reviewed_month(), two[0])
    with pytest.raises(Refused, match="phải khác người đề nghị"):
        actions.sign_close(run, digest=queries.run_of(run).digest, by=two[0], at=world.AT)


def test_it_is_signed_once(two):
    run = propose(world.reviewed_month(), two[0])
    digest = queries.run_of(run).digest
    actions.sign_close(run, digest=digest, by=two[1], at=world.AT)
    with pytest.raises(Refused, match="không ký được nữa"):
        actions.sign_close(run, digest=digest, by=two[1], at=world.AT)


def test_whoever_signs_looks_again_when_something_changed(two):
    period = world.reviewed_month()
    run = propose(period, two[0])
    before = queries.run_of(run)
    world.done(period, world.task("an", "P1"), completed=0)
    with pytest.raises(actions.ChangedSince) as changed:
        actions.sign_close(run, digest=before.digest, by=two[1], at=world.AT)
    now = changed.value.now
    assert [one.name for one in queries.changes(before.found, now)] == ["Phường Nha Trang"]
    actions.sign_close(run, digest=now.digest, by=two[1], at=world.AT)
    assert queries.run_of(run).signed_digest == now.digest != before.digest


def test_gaps_left_open_need_a_reason_each(two):
    period = world.month()
    with pytest.raises(Refused, match="Chưa tự chấm"):
        propose(period, two[0], {})
    run = propose(period, two[0], {"no_self_score": " Kỳ đầu tiên "})
    assert queries.run_of(run).accepted == {"no_self_score": {"people": 7, "reason": "Kỳ đầu tiên"}}


def test_one_proposal_at_a_time(two):
    period = world.reviewed_month()
    run = propose(period, two[0])
    with pytest.raises(Refused, match="đang có một đề nghị"):
        propose(period, two[1])
    actions.cancel_close(run, reason="Xem lại", by=two[0], at=world.AT)
    assert propose(period, two[1]) > run


def test_what_ended_is_not_called_off_or_run_on(two):
    run = propose(world.reviewed_month(), two[0])
    with pytest.raises(Refused, match="phải ghi lý do"):
        actions.cancel_close(run, reason=" ", by=two[1], at=world.AT)
    actions.cancel_close(run, reason="Nhầm kỳ", by=two[1], at=world.AT)
    with pytest.raises(Refused, match="không hủy được"):
        actions.cancel_close(run, reason="Nhầm kỳ", by=two[1], at=world.AT)
    with pytest.raises(Refused, match="không chạy tiếp được"):
        actions.note_resumed(run, by=two[1], at=world.AT)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE evaluation_closerun SET digest = 'khác'",
        "UPDATE evaluation_closerun SET found = '{}'",
        "UPDATE evaluation_closerun SET signed_by_id = NULL, signed_at = NULL, signed_digest = '',"
        " state = 'proposed'",
        "UPDATE evaluation_closerun SET signed_digest = 'khác'",
        "DELETE FROM evaluation_closerun",
    ],
)
def test_what_was_proposed_and_signed_stands_in_the_database(two, sql):
    run = propose(world.reviewed_month(), two[0])
    actions.sign_close(run, digest=queries.run_of(run).digest, by=two[1], at=world.AT)
    with (
        pytest.raises(DatabaseError, match="không sửa được"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_nothing_of_a_close_that_ended_changes(two):
    run = propose(world.reviewed_month(), two[0])
    actions.cancel_close(run, reason="Nhầm kỳ", by=two[1], at=world.AT)
    with pytest.raises(DatabaseError, match="không sửa được"), transaction.atomic():
        CloseRun.objects.filter(pk=run).update(state="proposed", ended_at=None, ended_by=None)
