"""Close a month of 40,000 people × 20 tasks in a scratch database, and say how long it took.

    python -m bench.close [people] [tasks]

Printed: each bulk action, what is open before the close, the close rehearsed in one go and in
slices (what following it costs), the close, the pages after, the whole month computed anew.
"""

import sys
from typing import Any

from bench import month


def main(people: int = 40_000, tasks: int = 20) -> None:
    """Build the month, close it, print the times, drop the database."""
    with month.scratch("bench_close"):
        _measure(people, tasks)


def _measure(people: int, tasks: int) -> None:
    from congvu.apps.evaluation import actions, queries
    from congvu.apps.evaluation.queries import storing
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
    month.timed("mục phải xem trước khi chốt", lambda: queries.gap_counts(period))
    whole = _rehearsed(period, people, "chạy thử, lưu một lượt")
    sliced = _rehearsed(period, storing.SLICE_ROWS, "chạy thử, lưu từng phần")
    print(f"  từng phần so với một lượt: {sliced / whole:.2f} lần")
    closed = month.timed(
        f"CHỐT THÁNG {people:,} người × {tasks} việc",
        lambda: actions.close_month(period, by=None, at=month.AT),
    )
    print(f"  {closed.scored:,}/{closed.people:,} người được chấm, mã {closed.digest[:12]}")
    after = period_named(period.key)
    queued = month.timed(
        "xếp hàng phiếu của mọi cơ quan", lambda: actions.queue_papers(after, at=month.AT)
    )
    print(f"  {queued:,} lần in")
    month.timed("toàn tỉnh, đã chốt", lambda: queries.province(after))
    month.timed("tháng của một người, đã chốt", lambda: queries.month_of("N7", after))
    month.timed("kiểm mã toàn tỉnh", lambda: queries.altered(after))
    again = month.timed("tính lại toàn tỉnh từ dữ liệu đã lưu", lambda: queries.recompute(after))
    same = (again.digest, again.differing) == (closed.digest, ())
    print("  tính lại ra đúng từng mã" if same else "  TÍNH LẠI RA KHÁC")


def _rehearsed(period: Any, at_once: int, what: str) -> float:
    """Rehearse the close, so many people stored at once; CPU seconds."""
    from congvu.apps.evaluation import actions
    from congvu.apps.evaluation.queries import storing

    before, storing.SLICE_ROWS = storing.SLICE_ROWS, at_once
    begun = month.cpu()
    month.timed(what, lambda: actions.rehearse_close(period, at=month.AT))
    storing.SLICE_ROWS = before
    return month.cpu() - begun


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
