"""Close a month of 40,000 people × 20 tasks in a scratch database, and say how long it took.

    python -m bench.close [people] [tasks]

Printed: each bulk action, the close, the pages after.
"""

import sys

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

    codes = month.timed(f"người, đơn vị, vị trí ({people:,})", lambda: month.staff(people))
    period = rulebook.open_period(Month(2026, 11), by=None, at=month.AT)
    month.timed("mở phiếu", lambda: actions.open_scorecards(period, by=None, at=month.AT))
    month.timed("tự chấm và xác nhận", lambda: month.review(period, codes))
    month.timed(
        f"giao việc, báo cáo, nghiệm thu ({people * tasks:,})",
        lambda: month.work(period, codes, tasks),
    )
    month.analyse()
    month.timed("toàn tỉnh, tạm tính", lambda: queries.province(period))
    month.timed("một phòng, tạm tính", lambda: queries.room_of(unit("A0-0"), period))
    month.timed("tháng của một người, tạm tính", lambda: queries.month_of("N7", period))
    month.timed("tháng của người đứng đầu, tạm tính", lambda: queries.month_of("N0", period))
    closed = month.timed(
        f"CHỐT THÁNG {people:,} người × {tasks} việc",
        lambda: actions.close_month(period, by=None, at=month.AT),
    )
    print(f"  {closed.scored:,}/{closed.people:,} người được chấm, mã {closed.digest[:12]}")
    after = period_named(period.key)
    month.timed("toàn tỉnh, đã chốt", lambda: queries.province(after))
    month.timed("tháng của một người, đã chốt", lambda: queries.month_of("N7", after))
    month.timed("kiểm mã toàn tỉnh", lambda: queries.altered(after))


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
