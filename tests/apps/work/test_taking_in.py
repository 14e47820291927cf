"""Records of other systems: once each, corrected, withdrawn, accepted before, undone."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from uuid import uuid4

import pytest
from django.db import transaction

from congvu.apps.accounts.models import User
from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.org.models import Unit
from congvu.apps.rulebook.models import Period
from congvu.apps.rulebook.queries import PeriodClosed
from congvu.apps.work import actions, queries
from congvu.apps.work.models import Batch, Entry, Received, Result, Task
from tests.apps import world
from tests.apps.work import feeds
from tests.apps.work.feeds import dossier, strange, take, withdrawn

pytestmark = pytest.mark.django_db
LATER = world.AT + timedelta(hours=1)
MUCH_LATER = world.AT + timedelta(hours=2)


@pytest.fixture(autouse=True)
def system():
    return feeds.connected()


@pytest.fixture
def head():
    return User.objects.create(username="binh", display_name="Lê Bình")


def live() -> list[tuple[str, int, str]]:
    """The lines that stand: source, day of the month, person."""
    rows = Entry.objects.filter(voided_at=None).order_by("source")
    return [(one.source, one.day.day, one.person.code) for one in rows.select_related("person")]


def completed() -> int:
    return sum(one.completed_hundredths + one.pending_hundredths for one in Result.objects.all())


def states() -> dict[str, str]:
    return dict(Received.objects.values_list("source_id", "state"))


def accepted() -> None:
    tasks = list(Result.objects.values_list("task", flat=True))
    actions.accept_results(tasks, by=None, at=LATER)


def test_a_dossier_becomes_one_line_with_its_source_and_comes_only_once():
    first, again = take(dossier("H1"), strange("H2")), take(dossier("H1"), strange("H2"))
    assert first.counts == {"new": 1, "unmapped": 1}
    assert again.counts == {"same": 2}
    assert live() == [("mot-cua:H1", 5, "an")]
    assert Entry.objects.get().key == actions.entry_key(feeds.CODE, "H1")
    assert queries.source_label("mot-cua:H1") == "Một cửa điện tử · hồ sơ H1"
    assert Event.objects.filter(verb="work.batch_taken_in").count() == 2


def test_what_the_source_corrected_replaces_its_line_and_says_so():
    take(dossier("H1"), dossier("H2"))
    done = take(dossier("H1", day=7), dossier("H2", "dung"))
    assert done.counts == {"changed": 2}
    assert live() == [("mot-cua:H1", 7, "an"), ("mot-cua:H2", 5, "dung")]
    voided = Entry.objects.exclude(voided_at=None)
    assert {one.void_reason for one in voided} == {"Nguồn đã sửa bản ghi này."}
    assert completed() == 200


def test_what_says_the_same_in_other_words_keeps_its_line():
    take(dossier("H1"))
    same = dossier("H1")
    other = feeds.told("H1", dict(same.payload) | {"Ngày trả": "2026-11-05"}, "counted",
                       counts=same.counts)  # fmt: skip
    assert take(other).counts == {"same": 1}
    assert Received.objects.get().payload["Ngày trả"] == "2026-11-05"
    assert Entry.objects.count() == 1


def test_a_column_kept_since_is_no_change():
    take(dossier("H1"))
    more = dossier("H1")
    wider = feeds.told("H1", dict(more.payload) | {"Lĩnh vực": "Đất đai"}, "counted",
                       counts=dossier("H1", day=9).counts)  # fmt: skip
    assert take(wider).counts == {"same": 1}
    assert live() == [("mot-cua:H1", 5, "an")]


def test_what_the_source_withdrew_counts_no_more_and_may_come_back():
    take(dossier("H1"))
    assert take(withdrawn("H1")).counts == {"withdrawn": 1}
    assert (live(), completed(), states()) == ([], 0, {"H1": "withdrawn"})
    take(dossier("H1"))
    assert live() == [("mot-cua:H1", 5, "an")]
    assert take(withdrawn("H9")).counts == {"withdrawn": 1}
    assert states() == {"H1": "counted", "H9": "withdrawn"}


def test_what_no_rule_spoke_of_counts_once_one_does():
    take(strange("H1"))
    assert take(dossier("H1")).counts == {"new": 1}
    assert states() == {"H1": "counted"}


def test_what_was_accepted_stays_and_waits_for_the_head(head):
    take(dossier("H1"), dossier("H2"))
    accepted()
    done = take(dossier("H1", day=7), withdrawn("H2"), at=MUCH_LATER)
    assert done.counts == {"remarked": 2}
    assert live() == [("mot-cua:H1", 5, "an"), ("mot-cua:H2", 5, "an")]
    remarks = {one.source_id: one.remark for one in queries.remarks_within(["/"])}
    assert "“Ngày trả”: 05/11/2026 → 07/11/2026" in remarks["H1"]
    assert "rút" in remarks["H2"]
    assert take(dossier("H1", day=7), at=MUCH_LATER).counts == {"same": 1}
    ids = [one.id for one in queries.remarks_within(["/"])]
    assert actions.settle_remarks(ids, by=head, at=MUCH_LATER) == 2
    assert queries.remarks_within(["/"]) == []
    assert take(dossier("H1", day=7), at=MUCH_LATER).counts == {"same": 1}
    assert live()[0] == ("mot-cua:H1", 5, "an")


def test_a_source_that_takes_its_correction_back_leaves_nothing_to_settle():
    take(dossier("H1"))
    accepted()
    take(dossier("H1", day=7), at=MUCH_LATER)
    assert take(dossier("H1"), at=MUCH_LATER).counts == {"same": 1}
    assert queries.remarks_within(["/"]) == []
    assert Received.objects.get().waiting is None


def test_once_the_head_sends_the_result_back_the_correction_is_taken(head):
    take(dossier("H1"))
    accepted()
    take(dossier("H1", day=7), at=MUCH_LATER)
    actions.return_result(Task.objects.get().pk, reason="Sửa theo nguồn", by=head, at=MUCH_LATER)
    assert take(dossier("H1", day=7), at=MUCH_LATER).counts == {"changed": 1}
    assert live() == [("mot-cua:H1", 7, "an")]
    assert queries.remarks_within(["/"]) == []


def test_contradicting_records_change_nothing_of_what_is_known():
    take(dossier("H1"))
    unsure = feeds.told("H1", {"Mã hồ sơ": "H1"}, "refused", reason="Hai dòng", contradicts=True)
    new = feeds.told("H2", {"Mã hồ sơ": "H2"}, "refused", reason="Hai dòng", contradicts=True)
    assert take(unsure, new).counts == {"refused": 2}
    assert states() == {"H1": "counted", "H2": "refused"}
    assert live() == [("mot-cua:H1", 5, "an")]


def test_any_order_of_the_same_records_fills_the_same_tasks():
    seen = set()
    rows = [dossier("H1", day=3), dossier("H2", day=4), dossier("H3", "dung", 5)]
    for order in permutations(rows):
        with transaction.atomic():
            take(*order)
            seen.add((tuple(live()), completed(), Task.objects.count()))
            transaction.set_rollback(True)
    assert len(seen) == 1


class TestUndone:
    """A batch taken back."""

    def undo(self, done, reason="Nhầm tệp", at=MUCH_LATER):
        return actions.undo_batch(done.batch_id, reason=reason, by=None, at=at)

    def test_its_lines_go_and_the_same_file_counts_again(self):
        done = take(dossier("H1"), strange("H2"))
        assert self.undo(done) == actions.Undone(2, 0)
        assert (live(), states()) == ([], {"H1": "undone", "H2": "undone"})
        assert Batch.objects.get().state == "undone"
        assert take(dossier("H1"), strange("H2")).counts == {"new": 1, "unmapped": 1}
        assert completed() == 100

    def test_what_it_corrected_is_again_as_it_was(self):
        take(dossier("H1"), dossier("H2"), dossier("H3"))
        done = take(dossier("H1", day=7), withdrawn("H2"), strange("H3"), at=LATER)
        self.undo(done)
        assert live() == [(f"mot-cua:H{n}", 5, "an") for n in (1, 2, 3)]
        assert set(states().values()) == {"counted"}
        assert take(dossier("H1"), at=MUCH_LATER).counts == {"same": 1}
        assert completed() == 300

    def test_what_was_withdrawn_before_it_stays_withdrawn(self):
        take(dossier("H1"))
        take(withdrawn("H1"), at=LATER)
        done = take(dossier("H1"), at=MUCH_LATER)
        self.undo(done, at=MUCH_LATER + timedelta(hours=1))
        assert live() == []

    def test_what_was_accepted_stays_and_the_head_is_told(self):
        done = take(dossier("H1"))
        accepted()
        assert self.undo(done) == actions.Undone(0, 1)
        assert live() == [("mot-cua:H1", 5, "an")]
        assert "hoàn tác" in queries.remarks_within(["/"])[0].remark

    def test_twice_or_without_a_reason_is_refused(self):
        done = take(dossier("H1"))
        with pytest.raises(Refused, match="vì sao"):
            self.undo(done, reason=" ")
        self.undo(done)
        with pytest.raises(Refused, match="đã hoàn tác"):
            self.undo(done)


class TestWaiting:
    """A file read and not applied yet."""

    def kept(self, system) -> int:
        batch = actions.NewBatch(system.pk, "file", "a.csv", "0" * 64)
        rows = [{"id": "H1", "at": "a!2", "fields": {"Mã hồ sơ": "H1"}, "twice": ""}]
        return actions.keep_plan(
            batch, rows, {"new": 1, "nameless": 2}, ["Mã hồ sơ", "Họ tên"], by=None, at=world.AT
        )

    def test_nothing_counts_before_it_is_applied_and_its_rows_are_gone_after(self, system):
        kept = self.kept(system)
        assert queries.planned_of(kept)[0]["id"] == "H1"
        assert live() == []
        batch = actions.NewBatch(system.pk, "file")
        done = actions.take_in(batch, [dossier("H1")], planned=kept, by=None, at=world.AT)
        assert done.batch_id == kept
        assert queries.planned_of(kept) == []
        assert queries.batch(kept).counts == {"new": 1, "nameless": 2}
        with pytest.raises(Refused, match="không còn chờ"):
            actions.take_in(batch, [dossier("H1")], planned=kept, by=None, at=world.AT)

    def test_what_is_put_away_keeps_nothing(self, system):
        kept = self.kept(system)
        actions.discard_plan(kept, by=None, at=world.AT)
        assert queries.planned_of(kept) == []
        with pytest.raises(Refused, match="không còn chờ"):
            actions.discard_plan(kept, by=None, at=world.AT)

    def test_the_names_of_the_columns_are_remembered(self, system):
        self.kept(system)
        assert queries.system(feeds.CODE).seen_fields == ["Mã hồ sơ", "Họ tên"]


def test_a_system_that_pauses_takes_nothing_in(system):
    actions.change_system(system.pk, replace(feeds.TERMS, is_active=False), by=None, at=world.AT)
    with pytest.raises(Refused, match="tạm ngừng"):
        take(dossier("H1"))


def test_a_closed_month_takes_nothing_in_and_keeps_what_it_has():
    take(dossier("H1"))
    Period.objects.update(state="closed")
    with pytest.raises(PeriodClosed):
        take(dossier("H2"))
    done = take(withdrawn("H1"))
    assert done.counts == {"remarked": 1}
    assert live() == [("mot-cua:H1", 5, "an")]


def test_freshness_tells_when_a_system_told_last_and_what_waits():
    paths = dict(Unit.objects.values_list("code", "path"))
    (before,) = queries.freshness(paths["P1"])
    assert before.came_at is None
    take(dossier("H1"), strange("H2"), at=LATER)
    (found,) = queries.freshness(paths["P1"])
    assert (found.code, found.came_at, found.unmapped, found.refused) == ("mot-cua", LATER, 1, 0)
    assert [one.code for one in queries.freshness(paths["T"])] == ["mot-cua"]
    assert queries.freshness(paths["S"]) == []


def test_a_key_is_shown_once_and_kept_by_its_hash(system):
    key = actions.issue_key(system.pk, by=None, at=world.AT)
    found = queries.system(feeds.CODE)
    assert (found.key_hash, found.key_last) == (actions.key_hash(key), key[-4:])
    assert key not in str(list(Event.objects.values("payload", "object_label")))
    actions.withdraw_key(system.pk, by=None, at=world.AT)
    assert queries.system(feeds.CODE).key_hash == ""


def test_a_rule_is_ended_not_changed(system):
    (rule,) = queries.rules_of(system.pk)
    second = actions.make_rule(system.pk, replace(feeds.RETURNED, name="Hai"), by=None, at=world.AT)
    third = actions.make_rule(
        system.pk, replace(feeds.RETURNED, name="Ba"), instead_of=rule.id, by=None, at=world.AT
    )
    assert [one.id for one in queries.rules_of(system.pk)] == [third, second]
    actions.end_rule(system.pk, second, by=None, at=world.AT)
    with pytest.raises(Refused, match="thôi dùng"):
        actions.end_rule(system.pk, second, by=None, at=world.AT)


def test_a_line_of_the_log_shows_its_source_in_words():
    take(dossier("H1"))
    task = Task.objects.get()
    typed = actions.NewEntry(uuid4(), "an", world.DUE, 100, task.pk)
    actions.log_work([typed], by=None, at=world.AT)
    labels = {one.source_label for one in queries.entries_on([task.pk])}
    assert labels == {"", "Một cửa điện tử · hồ sơ H1"}
    assert queries.source_label("la:1") == "la:1"
    assert queries.source_label("") == ""


def test_a_line_that_a_system_told_of_is_set_right_there_not_here():
    take(dossier("H1"))
    with pytest.raises(Refused, match="hệ thống khác báo sang"):
        actions.void_entry(Entry.objects.get().pk, reason="Nhầm", by=None, at=LATER)
    assert live() == [("mot-cua:H1", 5, "an")]
