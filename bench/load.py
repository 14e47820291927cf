"""Drive a real server with 40,000 people in its database: pages alone, then many readers at once.

    python -m bench.load [people] [clients] [seconds]

Officers open *Hôm nay* and log a product, open *Tháng của tôi*; heads open *Phòng tôi* and *Duyệt*.
Printed: statements and milliseconds of each page alone, beside the sign-in page as the measure of
the machine; then the same under load, with what was logged counted again in the database.
"""
# ruff: noqa: S311 - chance decides who clicks next, and guards nothing

import http.client
import os
import re
import subprocess
import sys
import time
import urllib.parse
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html.parser import HTMLParser
from random import Random
from statistics import quantiles

from bench import month
from config import env

PORT = 8399
CLOCK = "2026-11-27T09:00:00+07:00"
OPENED = datetime(2026, 10, 30, 2, 0, tzinfo=UTC)
PASSWORD = "congvu-load-2026"  # noqa: S105 - of a scratch database
OFFICERS, HEADS = 150, 30
PRODUCTS, TASKS = 300, 20
WAIT_FOR_SERVER = 60


def main(people: int = 40_000, clients: int = 40, seconds: int = 60) -> None:
    """Build, serve, drive, print, and leave nothing behind."""
    with month.scratch("bench_load"):
        readers = _build(people)
        server = _serve()
        try:
            _drive(readers, clients, seconds)
        finally:
            server.terminate()
            server.wait()


def _build(people: int) -> dict[str, list[str]]:
    """Make the province, its open month and some accounts; return sign-in names by kind."""
    from congvu.apps.catalogue import actions as catalogue
    from congvu.apps.catalogue.actions import NewProduct, NewVersion
    from congvu.apps.evaluation import actions as evaluation
    from congvu.apps.rulebook import actions as rulebook
    from congvu.kernel.periods import Month

    codes = month.staff(people)
    lines = [NewProduct(f"SP.{n:03d}", "C", f"Sản phẩm {n}", 1, 50) for n in range(PRODUCTS)]
    version = NewVersion("DM", "Danh mục", "QĐ 1", "UBND tỉnh", month.START, 50)
    catalogue.issue_version(version, lines, by=None, at=OPENED)
    period = rulebook.open_period(Month(2026, 11), by=None, at=OPENED)
    evaluation.open_scorecards(period, by=None, at=OPENED)
    _assign(period.id, codes)
    readers = _accounts(codes)
    month.analyse()
    return readers


def _assign(period_id: int, codes: list[tuple[str, str, str]]) -> None:
    from congvu.apps.catalogue.queries import products
    from congvu.apps.work import actions as work

    dice = Random(14)
    ids = [row.id for row in products(on=month.START)]
    rows = [
        work.NewTask(
            person, unit, f"Nhiệm vụ {n}", 10, 400,
            month.START.replace(month=11, day=dice.randint(2, 30)), product_id=dice.choice(ids),
        )
        for person, unit, _ in codes
        for n in range(TASKS)
    ]  # fmt: skip
    for first in range(0, len(rows), month.BATCH):
        batch = rows[first : first + month.BATCH]
        made = work.assign_tasks(period_id, batch, by=None, at=OPENED)
        done = [
            work.NewResult(task_id, 400, row.due_on)
            for task_id, row in zip(made, batch, strict=True)
            if row.due_on.day < 26
        ]
        work.report_results(done, by=None, at=month.AT)
        accepted = [row.task_id for row in done if row.finished_on and row.finished_on.day < 22]
        work.accept_results(accepted, by=None, at=month.AT)


def _accounts(codes: list[tuple[str, str, str]]) -> dict[str, list[str]]:
    """Give some officers and heads, spread over the province, an account and their role."""
    from congvu.apps.accounts.models import User
    from congvu.apps.org import actions as org
    from congvu.apps.org.models import Person

    step = max(1, len(codes) // (OFFICERS * 2))
    chosen = {
        "officer": [row for row in codes[::step] if row[2] == "none"][:OFFICERS],
        "head": [row for row in codes if row[2] == "head" and "-" in row[1]][::step][:HEADS],
    }
    hashed = User()
    hashed.set_password(PASSWORD)
    grants = []
    for role, rows in chosen.items():
        for person, unit, _ in rows:
            user = User.objects.create(
                username=person.lower(), display_name=person, password=hashed.password,
                made_in_demo=True,
            )  # fmt: skip
            Person.objects.filter(code=person).update(user=user)
            grants.append(org.NewGrant(user.pk, role, month.START, unit=unit))
    org.grant_roles(grants, by=None, at=OPENED)
    return {role: [person.lower() for person, _, _ in rows] for role, rows in chosen.items()}


def _serve() -> "subprocess.Popen[bytes]":
    """Start the product's own server on the scratch database and wait until it answers."""
    from django.db import connections

    connections.close_all()
    told = {
        "CONGVU_DEMO": "1",
        "CONGVU_PROVINCE": "tỉnh thử tải",
        "CONGVU_FIXED_CLOCK": CLOCK,
        "CONGVU_VAR": str(env.ROOT / "var" / "bench-load"),
    }
    server = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "congvu.cli.__main__", "serve", "--port", str(PORT)],
        env=os.environ | told,
        stdout=subprocess.DEVNULL,
    )
    until = time.monotonic() + WAIT_FOR_SERVER
    while time.monotonic() < until:
        try:
            Reader("").get("/dang-nhap/")
            return server
        except OSError:
            time.sleep(0.3)
    server.terminate()
    raise SystemExit("the server did not answer")


class Forms(HTMLParser):
    """The forms of a page: address, and the hidden fields and button to send."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect a form's fields as they come."""
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((told.get("action", ""), {}))
        elif tag in {"input", "button"} and self.found and "name" in told:
            self.found[-1][1].setdefault(told["name"], told.get("value", ""))


@dataclass
class Reader:
    """One person at a browser, with her cookies and a connection kept open."""

    name: str
    cookies: dict[str, str] = field(default_factory=dict)
    line: http.client.HTTPConnection | None = None

    def get(self, path: str) -> tuple[int, str]:
        """Open a page; return its status and text."""
        return self._ask("GET", path, "")

    def post(self, path: str, fields: dict[str, str]) -> tuple[int, str]:
        """Send a form; return status and text."""
        return self._ask("POST", path, urllib.parse.urlencode(fields))

    def sign_in(self) -> None:
        """Sign in as the form does."""
        _, page = self.get("/dang-nhap/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        if token is None:
            raise SystemExit("the sign-in page has no form")
        fields = {"csrfmiddlewaretoken": token[1], "ten": self.name, "mat-khau": PASSWORD}
        status, text = self.post("/dang-nhap/", fields)
        if status != http.HTTPStatus.FOUND:
            raise SystemExit(f"{self.name} could not sign in: {status} {text[:200]}")

    def _ask(self, method: str, path: str, body: str) -> tuple[int, str]:
        if self.line is None:
            self.line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.line.request(method, path, body, headers)
        answer = self.line.getresponse()
        text = answer.read().decode(errors="replace")
        for one in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = one.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, text


PAGES = {
    "officer": {"Hôm nay": "/hom-nay/", "Tháng của tôi": "/thang/"},
    "head": {"Phòng tôi": "/phong/", "Duyệt": "/duyet/"},
}
ALONE = 60


def _drive(names: dict[str, list[str]], clients: int, seconds: int) -> None:
    readers = {kind: [Reader(name) for name in found] for kind, found in names.items()}
    begun = time.perf_counter()
    for found in readers.values():
        for one in found:
            one.sign_in()
    count = sum(map(len, readers.values()))
    each = (time.perf_counter() - begun) / count * 1000
    print(f"{count} sign-ins one after another: {each:.0f} ms each")
    _alone(readers)
    _together(readers, clients, seconds)


def _alone(readers: dict[str, list[Reader]]) -> None:
    """Each page by one reader at a time; the sign-in page tells what the machine is worth."""
    measure = _times([lambda: Reader("").get("/dang-nhap/")[0]] * ALONE)
    base = _told("trang đăng nhập (mốc)", measure)
    for kind, pages in PAGES.items():
        for label, path in pages.items():
            asks = [lambda one=one, path=path: one.get(path)[0] for one in readers[kind][:ALONE]]
            _told(label, _times(asks), base)
    _told("ghi +1", _times([lambda one=one: _log(one) for one in readers["officer"][:ALONE]]), base)


def _log(reader: Reader) -> int:
    """Log one product from *Hôm nay*, as its first +1 does."""
    _, page = reader.get("/hom-nay/")
    forms = Forms()
    forms.feed(page)
    action, fields = next(form for form in forms.found if "so-luong" in form[1])
    return reader.post(action, fields)[0]


def _times(asks: list) -> list[float]:
    found = []
    for ask in asks:
        begun = time.perf_counter()
        status = ask()
        found.append((time.perf_counter() - begun) * 1000)
        if status not in {200, 302}:
            raise SystemExit(f"a page answered {status}")
    return found


def _told(label: str, times: list[float], base: float = 0.0) -> float:
    middle, last = quantiles(times, n=20)[9], quantiles(times, n=20)[18]
    ratio = f"  {last / base:5.1f} × mốc" if base else ""
    print(f"{label:28} p50 {middle:7.1f} ms   p95 {last:7.1f} ms{ratio}", flush=True)
    return last


def _together(readers: dict[str, list[Reader]], clients: int, seconds: int) -> None:
    """Many at once for some seconds, a third of it writing; count what was logged afterwards."""
    before = _entries()
    until = time.monotonic() + seconds
    crowd = (readers["officer"] + readers["head"])[:clients]
    with ThreadPoolExecutor(clients) as pool:
        results = list(pool.map(lambda one: _visit(one, one in readers["head"], until), crowd))
    times: dict[str, list[float]] = defaultdict(list)
    errors, logged = 0, 0
    for found, failed, wrote in results:
        errors, logged = errors + failed, logged + wrote
        for label, spent in found:
            times[label].append(spent)
    total = sum(map(len, times.values()))
    print(f"\n{clients} readers, {seconds} s: {total / seconds:.0f} requests/s, {errors} errors")
    for label, spent in sorted(times.items()):
        _told(label, spent)
    print(f"logged {logged}, found in the database {_entries() - before}")


def _visit(reader: Reader, is_head: bool, until: float) -> tuple[list[tuple[str, float]], int, int]:
    dice, found, errors, wrote = Random(reader.name), [], 0, 0
    pages = PAGES["head" if is_head else "officer"]
    while time.monotonic() < until:
        label = dice.choice([*pages, *(() if is_head else ("ghi +1",))])
        begun = time.perf_counter()
        status = _log(reader) if label == "ghi +1" else reader.get(pages[label])[0]
        found.append((label, (time.perf_counter() - begun) * 1000))
        errors += status not in {200, 302}
        wrote += label == "ghi +1" and status in {200, 302}
    return found, errors, wrote


def _entries() -> int:
    from congvu.apps.work.models import Entry

    return Entry.objects.count()


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
