"""Close a month of 40,000 people × 20 tasks in a scratch database, and say how long it took.

    python -m bench.close [people] [tasks]

Printed: each bulk action, the close, the pages after.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from bench import month


def main(people: int = 40_000, tasks: int = 20) -> None:
    """Build the month, close it, print the times, drop the database."""
    with month.scratch("bench_close"):
        _measure(people, tasks)


def _measure(people: int, tasks: int) -> None:
    from congvu.apps.evaluation import actions, queries
    from congvu.apps.org.queries import unit
    from congvu.apps.rulebook import actions as rulebook
    from congvu.apps.rulebook.queries import period as period_named
    from congvu.kernel.periods import Month

    codes = _timed(f"người, đơn vị, vị trí ({people:,})", lambda: month.staff(people))
    period = rulebook.open_period(Month(2026, 11), by=None, at=month.AT)
    _timed("mở phiếu", lambda: actions.open_scorecards(period, by=None, at=month.AT))
    _timed("tự chấm và xác nhận", lambda: month.review(period, codes))
    _timed(
        f"giao việc, báo cáo, nghiệm thu ({people * tasks:,})",
        lambda: month.work(period, codes, tasks),
    )
    month.analyse()
    _timed("toàn tỉnh, tạm tính", lambda: queries.province(period))
    _timed("một phòng, tạm tính", lambda: queries.room_of(unit("A0-0"), period))
    _timed("tháng của một người, tạm tính", lambda: queries.month_of("N7", period))
    _timed("tháng của người đứng đầu, tạm tính", lambda: queries.month_of("N0", period))
    closed = _timed(
        f"CHỐT THÁNG {people:,} người × {tasks} việc",
        lambda: actions.close_month(period, by=None, at=month.AT),
    )
    print(f"  {closed.scored:,}/{closed.people:,} người được chấm, mã {closed.digest[:12]}")
    after = period_named(period.key)
    _timed("toàn tỉnh, đã chốt", lambda: queries.province(after))
    _timed("tháng của một người, đã chốt", lambda: queries.month_of("N7", after))
    _timed("kiểm mã toàn tỉnh", lambda: queries.altered(after))


def _timed(what: str, run: Callable[[], Any]) -> Any:
    """Run and print wall and CPU seconds; on shared cores only the CPU ones can be compared."""
    begun, used = perf_counter(), _cpu()
    found = run()
    wall, cpu = perf_counter() - begun, _cpu() - used
    print(f"{wall:8.2f} s  CPU {cpu:7.2f} s  {what}", flush=True)
    return found


def _cpu() -> float:
    """CPU seconds of this process and of its server process (parallel workers left out)."""
    from django.db import connection

    connection.ensure_connection()
    backend = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text()
    user, system = backend.rpartition(")")[2].split()[11:13]
    return process_time() + (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
