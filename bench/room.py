"""Phòng tôi and the pages of handing out work at 40,000 people × 20 tasks, as a browser asks them.

    python -m bench.room [people] [tasks] [rounds]

Printed for each page: the median and the 95th percentile of its server time, and its SELECTs
(session, user and rights included). A room of 25, an agency of 200 and a department of 500.
"""

import sys
from time import perf_counter

from bench import month

PAGES = (
    ("Phòng tôi, phòng 25 người", "A3-2", "/phong/2026-11/?don-vi={}"),
    ("Phòng tôi, cơ quan 200 người", "A3", "/phong/2026-11/?don-vi={}"),
    ("Phòng tôi, sở 500 người", "B", "/phong/2026-11/?don-vi={}"),
    ("Giao việc, phòng 25 người", "A3-2", "/giao-viec/?don-vi={}"),
    ("Giao việc, sở 500 người", "B", "/giao-viec/?don-vi={}"),
    ("Việc của phòng, phòng 25 người", "A3-2", "/viec-phong/?don-vi={}"),
    ("Việc của phòng, sở 500 người", "B", "/viec-phong/?don-vi={}"),
)
LARGE, LARGE_ROOM = 500, 50
WARM = 3


def main(people: int = 40_000, tasks: int = 20, rounds: int = 40) -> None:
    """Build the month, ask each page many times, print the times, drop the database."""
    with month.scratch("bench_room"):
        _build(people, tasks)
        for label, unit, path in PAGES:
            _ask(label, _head_of(unit), path.format(unit), rounds)


def _build(people: int, tasks: int) -> None:
    from congvu.apps.evaluation import actions
    from congvu.apps.rulebook import actions as rulebook
    from congvu.kernel.periods import Month

    codes = month.staff(people) + _department()
    period = rulebook.open_period(Month(2026, 11), by=None, at=month.AT)
    actions.open_scorecards(period, by=None, at=month.AT)
    month.review(period, codes)
    month.work(period, codes, tasks)
    month.analyse()


def _department() -> list[tuple[str, str, str]]:
    """One department of ten rooms of fifty."""
    from congvu.apps.org import actions as org
    from congvu.apps.org.actions import NewPerson, NewUnit
    from congvu.apps.positions import actions as positions
    from congvu.apps.positions.actions import NewPosting

    rooms = [f"B-{number}" for number in range(LARGE // LARGE_ROOM)]
    units = [NewUnit("B", "Sở lớn", "department", month.START, parent="T", agency="B")]
    units += [
        NewUnit(code, f"Phòng {code}", "room", month.START, parent="B", agency="B")
        for code in rooms
    ]
    org.create_units(units, by=None, at=month.AT)
    rows = [(f"L{n}", rooms[n % len(rooms)], "head" if n < len(rooms) else "none")
            for n in range(LARGE)]  # fmt: skip
    names = [NewPerson(code, "Trần Thị Bảy", "civil_servant") for code, _, _ in rows]
    org.create_people(names, by=None, at=month.AT)
    posts = [
        NewPosting(code, unit, "Chuyên viên", month.START, leads=leads)
        for code, unit, leads in rows
    ]
    positions.open_postings(posts, by=None, at=month.AT)
    return rows


def _head_of(unit: str) -> object:
    """A client signed in as the head of a unit."""
    from django.conf import settings
    from django.test import Client

    from congvu.apps.accounts.models import User
    from congvu.apps.org import actions as org
    from congvu.apps.org.actions import NewGrant

    settings.ALLOWED_HOSTS, settings.SESSION_COOKIE_SECURE = ["testserver"], False
    settings.SECURE_SSL_REDIRECT = False
    settings.FIXED_CLOCK = month.AT
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    made, new = User.objects.get_or_create(
        username=f"head.{unit}".lower(), display_name="Trưởng phòng"
    )
    if new:
        org.grant_roles([NewGrant(made.pk, "head", month.START, unit=unit)], by=None, at=month.AT)
    client = Client()
    client.force_login(made)
    return client


def _ask(label: str, client: object, path: str, rounds: int) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        for _ in range(WARM):
            answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path}: {answer.status_code}")
    times = []
    for _ in range(rounds):
        begun = perf_counter()
        client.get(path)
        times.append(perf_counter() - begun)
    times.sort()
    middle, late = times[len(times) // 2], times[-(-len(times) * 19 // 20) - 1]
    reads = sum("SELECT" in one["sql"] for one in asked) // WARM
    told = f"{middle * 1000:7.0f} ms  p95 {late * 1000:6.0f} ms  {reads:2} SELECT"
    print(f"{told}  {label}", flush=True)


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
