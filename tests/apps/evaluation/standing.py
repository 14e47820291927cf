"""Whatever people do with a province afterwards, as one machine; what was published must stand."""

import uuid
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

from django.db import DatabaseError, connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from congvu.apps.accounts.models import User
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions, queries
from congvu.apps.evaluation.actions import Review, SelfScore
from congvu.apps.evaluation.queries import years as year_queries
from congvu.apps.org import actions as org
from congvu.apps.org.actions import NewAbsence
from congvu.apps.positions import actions as positions
from congvu.apps.positions.actions import NewField, NewPosting
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook.queries import PeriodClosed, period
from congvu.apps.work import actions as work
from congvu.apps.work.actions import Changed, NewEntry, NewResult
from congvu.apps.work.models import Task
from congvu.kernel.periods import Month
from tests.apps import world
from tests.apps.evaluation import past_year
from tests.faces import lists

KEYS = ("2026-10", "2026-11")
PEOPLE = [post.person for post in world.POSTS]
UNITS = ["P", "P1", "P2", "S"]
done: Counter[str] = Counter()
"""How often each act went through, over all examples: one that never does tests nothing."""
_PUBLISHED = """
    SELECT 'card', c.id, (to_jsonb(c) - '{state,since}'::text[])::text
    FROM evaluation_scorecard c WHERE c.state IN ('published', 'closed')
    UNION ALL SELECT 'close', x.id, to_jsonb(x)::text FROM evaluation_close x
    UNION ALL SELECT 'year', x.id, to_jsonb(x)::text FROM evaluation_ratingresult x
    UNION ALL SELECT 'decision', x.id, to_jsonb(x)::text FROM evaluation_ratingdecision x"""
_BEHIND = (
    "UPDATE evaluation_scorecard SET score_hundredths = 1 WHERE state <> 'draft'",
    "UPDATE evaluation_scorecard SET state = 'confirmed' WHERE state IN ('published', 'closed')",
    "DELETE FROM evaluation_scorecard WHERE score_hundredths IS NOT NULL",
    "UPDATE evaluation_close SET digest = 'x'",
    "DELETE FROM evaluation_close",
    "UPDATE work_task t SET coefficient_tenths = 1 FROM rulebook_period p"
    " WHERE p.id = t.period_id AND p.key = '2026-10'",
    "UPDATE work_result r SET completed_hundredths = 0 FROM work_task t, rulebook_period p"
    " WHERE t.id = r.task_id AND p.id = t.period_id AND p.key = '2026-10'",
    "UPDATE rulebook_period SET state = 'open' WHERE key = '2026-10'",
    "UPDATE evaluation_ratingresult SET level = 'good'",
    "DELETE FROM evaluation_ratingresult",
    "UPDATE evaluation_ratingdecision SET digest = repeat('0', 64)",
    "UPDATE evaluation_rating SET told = '{}' WHERE state = 'decided'",
    "UPDATE evaluation_ratinground SET state = 'preparing' WHERE state = 'decided'",
)

keys, people, units = st.sampled_from(KEYS), st.sampled_from(PEOPLE), st.sampled_from(UNITS)
days = st.integers(0, 60).map(lambda n: date(2026, 10, 1) + timedelta(days=n))
lately = st.integers(1, world.AT.day).map(lambda n: date(2026, 11, n))
shares = st.integers(0, 100)
numbers = st.integers(0, 40)


def built() -> None:
    """October closed and published, November under way, somebody who answers."""
    world.agency()
    User.objects.create(username="minh", display_name="Minh", password="!")
    for key in KEYS:
        opened = rulebook.open_period(Month.parse(key), by=None, at=world.AT)
        actions.open_scorecards(opened, by=None, at=world.AT)
        for post in world.POSTS:
            world.review(opened, post.person, 90, leads=post.leads != "none")
            due = opened.starts_on + timedelta(days=12)
            world.done(opened, world.task(post.person, post.unit, due_on=due))
            work.assign_tasks(
                opened.id, [world.task(post.person, post.unit, due_on=due)], by=None, at=world.AT
            )
    lists.issued()
    actions.close_month(period(KEYS[0]), by=None, at=world.AT)
    past_year.decided()


class Afterwards(RuleBasedStateMachine):
    """Acts of every kind on both months; each is taken as it comes, refused or not."""

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.before = published()

    def teardown(self) -> None:
        """Close what is still open, so that every example ends with both months standing."""
        try:
            _close_and_lock()
            self.what_was_published_stands()
        finally:
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

    @invariant()
    def what_was_published_stands(self) -> None:
        now = published()
        changed = [key for key, kept in self.before.items() if now.get(key) != kept]
        assert changed == []
        self.before = now

    @rule(key=keys, person=people, unit=units, day=days, amount=st.integers(1, 900))
    def hand_out(self, key, person, unit, day, amount) -> None:
        row = world.task(person, unit, amount=amount, due_on=day)
        tried("hand_out", lambda: work.assign_tasks(period(key).id, [row], by=None, at=world.AT))

    @rule(number=numbers, amount=st.integers(1, 900), failed=st.integers(0, 3), day=lately)
    def report(self, number, amount, failed, day) -> None:
        row = NewResult(unreported(number), amount, day, failed=failed)
        tried("report", lambda: work.report_result(row, by=None, at=world.AT))

    @rule(number=numbers, any_at_all=st.booleans())
    def accept(self, number, any_at_all) -> None:
        one = task(number) if any_at_all else reported(number)
        tried("accept", lambda: work.accept_results([one], by=None, at=world.AT))

    @rule(number=numbers, effect=st.integers(0, 4))
    def answer(self, number, effect) -> None:
        one, why = task(number), "Vì thế"
        tried("grade", lambda: work.grade_effect(one, effect, reason=why, by=None, at=world.AT))
        tried("fail", lambda: work.fail_result(one, reason=why, by=None, at=world.AT))

    @rule(number=numbers, amount=st.integers(1, 900), day=days)
    def log(self, number, amount, day) -> None:
        held = Task.objects.get(pk=unreported(number))
        row = NewEntry(uuid.uuid4(), held.person.code, day, amount, task_id=held.pk)
        tried("log", lambda: work.log_work([row], by=None, at=world.AT))

    @rule(number=numbers, amount=st.integers(1, 900), day=days)
    def change(self, number, amount, day) -> None:
        to, why = Changed(assigned_hundredths=amount, due_on=day), "Đổi kế hoạch"
        one = task(number)

        def asked() -> None:
            made = work.ask_change(one, to, reason=why, by=None, at=world.AT)
            work.acknowledge_change(made, by=None, at=world.AT)

        tried("change", asked)
        tried("hand_back", lambda: work.hand_back(one, reason=why, by=None, at=world.AT))

    @rule(number=numbers, days_off=st.integers(0, 3), any_at_all=st.booleans())
    def excuse(self, number, days_off, any_at_all) -> None:
        one = task(number) if any_at_all else unreported(number)

        def excused() -> None:
            made = work.claim_cause(one, "disaster", by=None, at=world.AT)
            work.confirm_cause(made, days=days_off, failed=0, by=_minh(), at=world.AT)

        tried("excuse", excused)

    @rule(person=people, other=people, share=shares, grants=st.booleans())
    def follow_a_year(self, person, other, share, grants) -> None:
        granted, told = share if grants else None, {"done": share * 100}
        tried("object", lambda: past_year.objected(person, granted))
        tried("replace", lambda: past_year.replaced(other, told))
        tried("open_year", lambda: actions.begin_year(2026, by=None, at=world.AT))

    @rule(back=st.booleans())
    def carry_over(self, back) -> None:
        first, second = (period(key).id for key in (KEYS[::-1] if back else KEYS))
        tried("carry_over", lambda: work.carry_over(first, second, by=None, at=world.AT))

    @rule(key=keys, person=people, share=shares, back=st.booleans())
    def judge(self, key, person, share, back) -> None:
        at, points = period(key), world.points(share)
        steps = {"organising": 1, "organising_reason": "Chậm", "unity": 0, "unity_reason": "Tốt"}
        leads = person not in ("an", "dung")
        row, own = Review(person, points, **(steps if leads else {})), SelfScore(person, points)
        tried("take_back", lambda: actions.unconfirm_scorecards(
            at, [person], reason="Xem lại", by=None, at=world.AT))  # fmt: skip
        if back:
            why = "Bổ sung"
            tried("give_back", lambda: actions.return_scorecard(
                at, person, reason=why, by=None, at=world.AT))  # fmt: skip
        tried("self_score", lambda: actions.save_self_scores(at, [own], by=None, at=world.AT))
        tried("review", lambda: actions.review_scorecards(at, [row], by=None, at=world.AT))
        tried("confirm", lambda: actions.confirm_scorecards(
            at, {person: "Đã xem"}, by=None, at=world.AT))  # fmt: skip

    @rule(key=keys, person=people, why=st.sampled_from(["", "Nghỉ ốm dài ngày"]))
    def leave_out(self, key, person, why) -> None:
        tried("leave_out", lambda: actions.leave_out(
            period(key), {person: why}, by=None, at=world.AT))  # fmt: skip

    @rule(person=people, day=days, length=st.integers(0, 60))
    def be_away(self, person, day, length) -> None:
        row = NewAbsence(person, "sick", day, day + timedelta(days=length))
        tried("be_away", lambda: actions.record_absence(row, by=None, at=world.AT))

    @rule(person=people, unit=units, day=days, leads=st.sampled_from(["none", "deputy"]))
    def move(self, person, unit, day, leads) -> None:
        row = NewPosting(person, unit, "Chức danh mới", day, leads=leads)
        tried("move", lambda: positions.transfer(row, by=None, at=world.AT, reason="Điều động"))
        tried("open", lambda: actions.open_scorecards(period(KEYS[0]), by=None, at=world.AT))
        tried("open", lambda: actions.open_scorecards(period(KEYS[1]), by=None, at=world.AT))

    @rule(unit=units)
    def look_after(self, unit) -> None:
        deputy = next(iter(_postings("phong")))
        row = NewField(deputy, unit=unit)
        tried("look_after", lambda: positions.assign_fields([row], by=None, at=world.AT))

    @rule(unit=units, person=people, number=st.integers(1, 99))
    def rename(self, unit, person, number) -> None:
        tried("rename_unit", lambda: org.rename_unit(
            unit, f"Phòng {number}", on=world.AT.date(), decision="QĐ", by=None, at=world.AT,
        ))  # fmt: skip
        tried("rename_person", lambda: org.correct_name(
            person, f"Nguyễn Thị Tên{number}", by=None, at=world.AT, reason="Sai chính tả"
        ))  # fmt: skip

    @rule(day=days, value=st.sampled_from(["calendar_day", "working_day", "occurrence"]))
    def choose(self, day, value) -> None:
        tried("choose", lambda: rulebook.adopt_parameter(
            name="delay_unit", value=value, decision="QĐ", valid_from=day, by=None, at=world.AT,
        ))  # fmt: skip

    @rule()
    def issue_another_edition(self) -> None:
        tried("issue", lambda: lists.issued(number=2, points=(70, 110)))

    @rule()
    def lay_out_the_calendar_anew(self) -> None:
        tried("calendar", lambda: rulebook.lay_out_calendar(
            first=date(2025, 1, 1), last=date(2028, 12, 31), by=None, at=world.AT,
        ))  # fmt: skip

    @rule(statement=st.sampled_from(_BEHIND))
    def go_behind_the_actions(self, statement) -> None:
        assert not tried("behind", lambda: _sent(statement)), statement

    @rule(turn=st.integers(0, 4))
    def close_and_lock(self, turn) -> None:
        if turn:
            return  # once in a while only: little can be done after it
        _close_and_lock()

    @rule(key=keys)
    def rehearse_and_prove(self, key) -> None:
        at = period(key)
        if at.is_open:
            tried("rehearse", lambda: actions.rehearse_close(at, at=world.AT))
        else:
            again = queries.recompute(at)
            assert (again.digest, again.differing) == (again.stored_digest, ())
            assert queries.altered(at) == []
        again = year_queries.recompute_decisions(past_year.YEAR)
        assert [one.differing for one in again] == [()] * len(again)


def published() -> dict[tuple[str, int], str]:
    """Every value that was published, letter by letter."""
    with connection.cursor() as cursor:
        cursor.execute(_PUBLISHED)
        return {(kind, number): text for kind, number, text in cursor.fetchall()}


def tried(name: str, act: Callable[[], object]) -> bool:
    """Do it if it is let; whether it was."""
    try:
        with transaction.atomic():
            act()
    except (Refused, PeriodClosed, LookupError, DatabaseError):
        return False
    done[name] += 1
    return True


def _close_and_lock() -> None:
    tried("close", lambda: actions.close_month(period(KEYS[1]), by=None, at=world.AT))
    tried("lock", lambda: actions.seal_period(period(KEYS[0]), by=None, at=world.AT))


def task(number: int) -> int:
    """One of the tasks there are, of either month."""
    known = list(Task.objects.order_by("pk").values_list("pk", flat=True))
    return known[number % len(known)]


def unreported(number: int) -> int:
    """A task of the open month without a report, one of all where every task has its own."""
    known = Task.objects.filter(result=None, period__key=KEYS[1]).order_by("pk")
    listed = list(known.values_list("pk", flat=True))
    return listed[number % len(listed)] if listed else task(number)


def reported(number: int) -> int:
    """A task of the open month whose report waits for an answer, one of all where none does."""
    known = Task.objects.filter(result__accepted_at=None, period__key=KEYS[1]).order_by("pk")
    listed = list(known.exclude(result=None).values_list("pk", flat=True))
    return listed[number % len(listed)] if listed else task(number)


def _sent(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _minh() -> User:
    return User.objects.get(username="minh")


def _postings(person: str) -> list[int]:
    from congvu.apps.positions.models import Posting

    return list(Posting.objects.filter(person__code=person).values_list("pk", flat=True))
