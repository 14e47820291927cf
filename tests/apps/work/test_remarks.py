"""Which reports ask for a look, and which may be accepted together."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from congvu.apps.work.queries import EntryRow, Remark, Remarked, ReviewRow, ToReview, remarks_on
from tests.apps import world

DUE = world.DUE
ON_TIME = datetime(2026, 11, 18, 3, tzinfo=UTC)
PLAIN = ToReview(
    task_id=1, person_id=2, person="an", family_middle="Nguyễn Văn", given="An", sort_key=b"",
    unit="P1", unit_name="Phòng Kinh tế", unit_path="/1/2/", is_above=False,
    period_id=3, is_open=True,
    title="Soạn thảo văn bản", output="", product="QL.01", coefficient_tenths=10,
    assigned_hundredths=300, due_on=DUE, origin=0, origin_reason="", declared=False, source="",
    reported=True, completed_hundredths=300, pending_hundredths=0, finished_on=date(2026, 11, 18),
    pending_on=None, accepted_at=None, returned_at=None, return_reason="", failed=0,
    excused_failed=0, excused_days=0, effect=None, evidence="", claim_id=None, claim_kind="",
    claim_note="", claimed_at=None, seen="", evidenced=False, like_reports=1, like_evidenced=0,
    earlier=(),
)  # fmt: skip


def line(day=date(2026, 11, 18), made_at=ON_TIME, amount=300, accepted=False) -> EntryRow:
    """A line of the log."""
    return EntryRow(
        id=1, key=uuid.UUID(int=1), task_id=1, person_id=2, day=day, title="", product_id=None,
        product=None, amount_hundredths=amount, minutes=None, note="", source="",
        made_at=made_at, made_by=None, accepted=accepted,
    )  # fmt: skip


def found(changes=(), entries=(), reviews=(), today=date(2026, 11, 19)) -> tuple[Remarked, ...]:
    """The remarks on a plain row with these changes."""
    return remarks_on(replace(PLAIN, **dict(changes)), entries, reviews, today=today)


def test_a_whole_report_in_time_asks_for_nothing():
    assert found(entries=[line()]) == ()


ODD = {
    Remark.LATE: ({"finished_on": DUE + timedelta(days=2)}, Remarked(Remark.LATE, 2)),
    Remark.OVER: ({"completed_hundredths": 400}, Remarked(Remark.OVER, 400, 300)),
    Remark.DECLARED: ({"declared": True}, Remarked(Remark.DECLARED)),
    Remark.AD_HOC: ({"product": None}, Remarked(Remark.AD_HOC)),
    Remark.NO_EVIDENCE: (
        {"like_reports": 5, "like_evidenced": 3}, Remarked(Remark.NO_EVIDENCE, 3, 4),
    ),
    Remark.JUMP: ({"earlier": (100, 120)}, Remarked(Remark.JUMP, 300, 110)),
    Remark.FAILED_BEFORE: ({"failed": 2}, Remarked(Remark.FAILED_BEFORE, 2)),
    Remark.CLAIM: ({"claim_id": 9, "claim_kind": "system"}, Remarked(Remark.CLAIM)),
}  # fmt: skip


@pytest.mark.parametrize("why", ODD)
def test_what_is_odd_is_told_with_its_figures(why):
    changes, told = ODD[why]
    assert found(changes, [line()]) == (told,)


EVEN = {
    "finished on the very day": {"finished_on": DUE},
    "two of four others show evidence": {"like_reports": 5, "like_evidenced": 2},
    "too few others": {"like_reports": 2, "like_evidenced": 1},
    "shows evidence itself": {"evidenced": True, "like_reports": 5, "like_evidenced": 5},
    "one earlier month": {"earlier": (100,)},
    "twice the usual": {"earlier": (150, 150)},
    "earlier months of nothing": {"earlier": (0, 0)},
    "part of it, in time": {"completed_hundredths": 100},
}


@pytest.mark.parametrize("case", EVEN)
def test_what_is_not_odd_stays_unmarked(case):
    assert found(EVEN[case], [line()]) == ()


@pytest.mark.parametrize(("today", "told"), [(DUE - timedelta(days=1), False), (DUE, True)])
def test_less_than_asked_is_told_once_the_deadline_has_come(today, told):
    under = Remarked(Remark.UNDER, 100, 300)
    assert (under in found({"completed_hundredths": 100}, today=today)) is told


def test_what_was_reported_after_the_acceptance_counts_with_it():
    more = {"accepted_at": world.AT, "pending_hundredths": 100, "pending_on": DUE}
    assert found(more) == (Remarked(Remark.OVER, 400, 300),)


@pytest.mark.parametrize(("days", "told"), [(7, False), (8, True)])
def test_a_line_written_long_after_its_day_is_told(days, told):
    entry = line(day=date(2026, 11, 18) - timedelta(days=days))
    assert found(entries=[entry]) == ((Remarked(Remark.BACKDATED, 8),) if told else ())


def test_a_day_begins_at_midnight_here():
    late = datetime(2026, 11, 25, 17, 30, tzinfo=UTC)  # 0:30 on the 26th
    assert found(entries=[line(made_at=late)]) == (Remarked(Remark.BACKDATED, 8),)


ROUND = {
    "all at once on the last day": ((datetime(2026, 11, 20, 8, tzinfo=UTC),), 2000, True),
    "all at once the day before": ((datetime(2026, 11, 19, 8, tzinfo=UTC),), 2000, True),
    "earlier": ((datetime(2026, 11, 18, 8, tzinfo=UTC),), 2000, False),
    "no round number": ((datetime(2026, 11, 20, 8, tzinfo=UTC),), 2100, False),
    "on two days": (
        (datetime(2026, 11, 19, 8, tzinfo=UTC), datetime(2026, 11, 20, 8, tzinfo=UTC)),
        2000,
        False,
    ),
}


@pytest.mark.parametrize("case", ROUND)
def test_a_round_amount_at_the_deadline_is_told(case):
    moments, amount, told = ROUND[case]
    entries = [line(day=DUE, made_at=at, amount=amount // len(moments)) for at in moments]
    changes = {"assigned_hundredths": amount, "completed_hundredths": amount}
    assert found(changes, entries) == ((Remarked(Remark.ROUND_AT_END, amount),) if told else ())


def test_lines_that_were_accepted_are_no_longer_asked_about():
    old = line(day=date(2026, 10, 1), accepted=True)
    assert found(entries=[old, line()]) == ()


def test_a_report_that_came_back_once_is_told():
    before = ReviewRow(1, 1, "returned", False, 300, None, "Thiếu", "Bình", world.AT)
    assert found(reviews=[before], entries=[line()]) == (Remarked(Remark.RETURNED_BEFORE, 1),)


def test_what_does_not_wait_is_not_remarked_on():
    assert found({"accepted_at": world.AT, "failed": 1, "declared": True}) == ()
