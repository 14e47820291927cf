"""Find what waits for 40,000 people × 20 tasks, and queue their letters; say how long it took.

python -m bench.reminders [people] [tasks]
"""
# ruff: noqa: S311 - chance makes the data here, and guards nothing

import sys
from datetime import date, datetime, timedelta
from itertools import islice
from random import Random
from time import perf_counter

from bench import month
from bench.month import AT, BATCH, START

TODAY, LATE = date(2026, 11, 23), date(2026, 12, 16)
"""A day of the month, and one after the last day of the year's rating."""


def main(people: int = 40_000, tasks: int = 20) -> None:
    """Build the month, find what waits, queue the letters, drop the database."""
    with month.scratch("bench_reminders"):
        _measure(people, tasks)


def _measure(people: int, tasks: int) -> None:
    from congvu.apps.evaluation import actions as evaluation
    from congvu.apps.rulebook import actions as rulebook
    from congvu.exchange.reminders.gathering import facts_for_all
    from congvu.exchange.reminders.sending import queue_letters
    from congvu.kernel.dates import VIETNAM
    from congvu.kernel.periods import Month

    codes = month.staff(people)
    _accounts(codes)
    period = rulebook.open_period(Month(2026, 11), by=None, at=AT)
    evaluation.open_scorecards(period, by=None, at=AT)
    _work(period, codes, tasks)
    month.analyse()
    began = perf_counter()
    facts = facts_for_all(TODAY)
    found = perf_counter()
    at = datetime.combine(TODAY, datetime.min.time(), VIETNAM) + timedelta(hours=7, minutes=30)
    queued = queue_letters(at=at, spread=timedelta(hours=1))
    done = perf_counter()
    print(f"{people} người × {tasks} việc: tìm việc cần nhắc cho {len(facts)} người "
          f"{found - began:.1f} s, xếp {queued.made} thư {done - found:.1f} s")  # fmt: skip
    _page(TODAY)
    evaluation.begin_year(2026, by=None, at=AT)
    month.analyse()
    began = perf_counter()
    facts = facts_for_all(LATE)
    print(f"thêm việc của năm, quá hạn: {len(facts)} người {perf_counter() - began:.1f} s")
    _page(LATE)


def _accounts(codes: list[tuple[str, str, str]]) -> None:
    from congvu.apps.accounts.models import User
    from congvu.apps.org import actions as org
    from congvu.apps.org.actions import NewGrant
    from congvu.apps.org.models import Person

    users = User.objects.bulk_create(
        (User(username=f"u{code.lower()}", display_name=code, email=f"{code}@a.vn")
         for code, _, _ in codes),
        batch_size=BATCH // 10,
    )  # fmt: skip
    ids = dict(zip((code for code, _, _ in codes), (user.pk for user in users), strict=True))
    held = list(Person.objects.all())
    for person in held:
        person.user_id = ids[person.code]
    Person.objects.bulk_update(held, ["user"], batch_size=2_000)
    grants = [NewGrant(ids[code], "head" if leads == "head" else "officer", START, unit=unit)
              for code, unit, leads in codes]  # fmt: skip
    org.grant_roles(grants, by=None, at=AT)


def _work(period: object, codes: list[tuple[str, str, str]], tasks: int) -> None:
    """One task in ten is unfinished, one in ten waits for its review, one in fifty came back."""
    from congvu.apps.work import actions as work
    from congvu.apps.work.actions import NewResult, NewTask
    from congvu.apps.work.models import Result

    chance = Random(335)
    rows = (
        NewTask(code, unit, f"Việc {n}", 10, 100, date(2026, 11, 1 + chance.randrange(30)))
        for code, unit, _ in codes
        for n in range(tasks)
    )
    while batch := list(islice(rows, BATCH)):
        ids = work.assign_tasks(period.id, batch, by=None, at=AT)
        done = [NewResult(one, 100, finished_on=row.due_on)
                for one, row in zip(ids, batch, strict=True) if chance.random() > 0.1]  # fmt: skip
        work.report_results(done, by=None, at=AT)
        accepted = [row.task_id for row in done if chance.random() > 0.12]
        work.accept_results(accepted, by=None, at=AT)
        back = accepted[::50]
        Result.objects.filter(task__in=back).update(
            accepted_at=None, accepted_by=None, returned_at=AT, return_reason="Thiếu"
        )


def _page(today: date) -> None:
    from congvu.apps.org.models import Grant, Person
    from congvu.exchange.reminders.gathering import Reach, reminders_of

    for role in ("officer", "head"):
        grant = Grant.objects.filter(role=role).order_by("pk").select_related("unit").first()
        person = Person.objects.get(user=grant.user_id)
        paths = [grant.unit.path] if role == "head" else []
        began = perf_counter()
        own = reminders_of(user_id=grant.user_id, person_id=person.pk,
                           reach=Reach(paths, (), paths), today=today)  # fmt: skip
        print(f"trang nhắc việc ({role}): {(perf_counter() - began) * 1000:.0f} ms, "
              f"{len(own.facts)} điều")  # fmt: skip


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
