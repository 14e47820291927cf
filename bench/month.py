"""A month of a made-up province in a scratch database, for the benches that need one.

Everything is written by the product's own actions, as the role that owns nothing, on an embedded
server with its ordinary (safe) settings.
"""
# ruff: noqa: S311 - chance makes the data here, and guards nothing

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import chain, islice, repeat
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import Any

import django

from config import env, postgres

FOLDER = env.ROOT / "var" / "bench-postgres"
START, AT = date(2026, 1, 1), datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
ROOM_SIZE, ROOMS = 25, 8
BATCH = 100_000


@contextmanager
def scratch(database: str) -> Iterator[None]:
    """Make a database with the product's tables, connected; drop it afterwards."""
    server = postgres.start(FOLDER)
    postgres.drop_database(server, database)
    postgres.create_database(server, database)
    try:
        connect(server, database)
        yield
    finally:
        from django.db import connections

        connections.close_all()
        postgres.drop_database(server, database)
        postgres.stop(FOLDER)


def connect(server: postgres.Server, database: str) -> None:
    """Point Django at the database and make its tables."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    os.environ["DATABASE_URL"] = server.conninfo(user=postgres.RUNTIME_ROLE, database=database)
    os.environ["DATABASE_OWNER_URL"] = server.conninfo(user=postgres.OWNER_ROLE, database=database)
    django.setup()
    from django.core.management import call_command

    from config import roles

    roles.prepare()
    call_command("migrate", database="owner", verbosity=0)
    roles.restrict()


def staff(people: int, called: Iterable[str] = ()) -> list[tuple[str, str, str]]:
    """Make agencies of eight rooms of 25; return (person, unit, leads)."""
    from congvu.apps.org import actions as org
    from congvu.apps.org.actions import NewPerson, NewUnit
    from congvu.apps.positions import actions as positions
    from congvu.apps.positions.actions import NewPosting

    rooms = -(-people // ROOM_SIZE)
    agencies = -(-rooms // ROOMS)
    units = [NewUnit("T", "Tỉnh", "province", START, agency="T")]
    units += [
        NewUnit(f"A{a}", f"Sở {a}", "department", START, parent="T", agency=f"A{a}")
        for a in range(agencies)
    ]
    units += [
        NewUnit(f"A{r // ROOMS}-{r % ROOMS}", f"Phòng {r}", "room", START,
                parent=f"A{r // ROOMS}", agency=f"A{r // ROOMS}")
        for r in range(rooms)
    ]  # fmt: skip
    org.create_units(units, by=None, at=AT)
    rows = [_place(number) for number in range(people)]
    names = chain(called, repeat("Nguyễn Văn Tám"))
    made = [NewPerson(code, next(names), "civil_servant") for code, _, _ in rows]
    org.create_people(made, by=None, at=AT)
    posts = [
        NewPosting(code, unit, "Chuyên viên", START, leads=leads) for code, unit, leads in rows
    ]
    positions.open_postings(posts, by=None, at=AT)
    return rows


def _place(number: int) -> tuple[str, str, str]:
    room, seat = divmod(number, ROOM_SIZE)
    agency, in_agency = divmod(room, ROOMS)
    if in_agency == 0 and seat == 0:
        return f"N{number}", f"A{agency}", "head"
    leads = "head" if seat == 1 else "deputy" if seat == 2 else "none"
    return f"N{number}", f"A{agency}-{in_agency}", leads


def review(period: Any, codes: list[tuple[str, str, str]]) -> None:
    """Self-score and confirm everybody, near the full marks."""
    from congvu.apps.evaluation import actions
    from congvu.apps.evaluation.actions import Review, SelfScore
    from congvu.law.registry import general_criteria_on

    criteria, dice = general_criteria_on(period.ends_on), Random(335)
    given = [
        {one.code: one.max_hundredths - 10 * dice.randint(0, 12) for one in criteria} for _ in codes
    ]
    pairs = list(zip(codes, given, strict=True))
    actions.save_self_scores(
        period, [SelfScore(code, points) for (code, _, _), points in pairs], by=None, at=AT
    )
    reasons = {"organising_reason": "Có sáng kiến", "unity": 0, "unity_reason": "Đoàn kết"}
    rows = [
        Review(code, points)
        if leads == "none"
        else Review(code, points, organising=dice.randint(0, 1), **reasons)
        for (code, _, leads), points in pairs
    ]
    actions.review_scorecards(period, rows, by=None, at=AT)
    actions.confirm_scorecards(
        period, dict.fromkeys([code for code, _, _ in codes], "Bảng đo"), by=None, at=AT
    )


def work(period: Any, codes: list[tuple[str, str, str]], tasks: int) -> None:
    """Assign, report and accept so many tasks for everybody."""
    from congvu.apps.work import actions as work

    dice = Random(14)
    rows = _tasks(codes, tasks, dice)
    while batch := list(islice(rows, BATCH)):
        ids = work.assign_tasks(period.id, batch, by=None, at=AT)
        results = [_result(task_id, row, dice) for task_id, row in zip(ids, batch, strict=True)]
        work.report_results(results, by=None, at=AT)
        work.accept_results(ids, by=None, at=AT)


def _tasks(codes: list[tuple[str, str, str]], tasks: int, dice: Random) -> Iterator[Any]:
    from congvu.apps.work.actions import NewTask

    for code, unit, _ in codes:
        for number in range(tasks):
            yield NewTask(
                code, unit, f"Nhiệm vụ {number}", dice.choice((8, 10, 27, 37, 140)),
                dice.choice((100, 100, 200, 500)), date(2026, 11, 1 + dice.randint(1, 27)),
                origin=dice.choice((0,) * 18 + (1, 2)),
            )  # fmt: skip


def _result(task_id: int, row: Any, dice: Random) -> Any:
    from congvu.apps.work.actions import NewResult

    late = dice.choice((0,) * 8 + (1, 3))
    return NewResult(
        task_id,
        row.assigned_hundredths * dice.choice((100,) * 9 + (50,)) // 100,
        row.due_on + timedelta(days=late),
        failed=dice.choice((0,) * 11 + (1,)),
    )


def analyse() -> None:
    """Do what autovacuum would have done by the end of a real month."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")


def timed(what: str, run: Callable[[], Any]) -> Any:
    """Run and print wall and CPU seconds; on shared cores only the CPU ones can be compared."""
    begun, used = perf_counter(), cpu()
    found = run()
    wall, spent = perf_counter() - begun, cpu() - used
    print(f"{wall:8.2f} s  CPU {spent:7.2f} s  {what}", flush=True)
    return found


def cpu() -> float:
    """CPU seconds of this process and of its server process (parallel workers left out)."""
    from django.db import connection

    connection.ensure_connection()
    backend = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text()
    user, system = backend.rpartition(")")[2].split()[11:13]
    return process_time() + (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
