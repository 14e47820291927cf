"""Hold a published month of 40,000 people × 20 tasks against other rules, and say how long it took.

    python -m bench.sides [people] [tasks]

Printed: each run (another clamp, the toolkit's text) with how many change level; the list of a
quarter's means, one page of it and the whole.
"""

import sys
from typing import TYPE_CHECKING

from bench import month

if TYPE_CHECKING:
    from congvu.apps.rulebook.queries import PeriodRow


def main(people: int = 40_000, tasks: int = 20) -> None:
    """Build and close the month, run it beside other rules, drop the database."""
    with month.scratch("bench_sides"):
        _measure(people, tasks)


def _measure(people: int, tasks: int) -> None:
    from congvu.apps.evaluation import actions
    from congvu.apps.evaluation.queries.comparisons import asked_of, comparison
    from congvu.apps.rulebook import actions as rulebook
    from congvu.apps.rulebook.queries import period as period_named
    from congvu.kernel.periods import Month

    codes = month.staff(people)
    period = rulebook.open_period(Month(2026, 11), by=None, at=month.AT)
    actions.open_scorecards(period, by=None, at=month.AT)
    month.review(period, codes)
    month.work(period, codes, tasks)
    month.analyse()
    actions.close_month(period, by=None, at=month.AT)
    closed = period_named(period.key)
    for label, rule, values in (
        ("chặn ở kết quả chung", "", {"clamp": "results"}),
        ("bốn tiêu chí", "bon_tieu_chi_2025", {}),
    ):
        asked = asked_of(closed.ends_on, "civil_servant", rule, values)
        run = month.timed(
            f"{label}: {people:,} người",
            lambda asked=asked: actions.compare_rules(
                closed, asked, reason="Đo", by=None, at=month.AT
            ),
        )
        row, figures = comparison(run)
        print(f"  {row.changed:,}/{row.people:,} người đổi mức, {figures.moved:,} người đổi điểm")
    _measure_means(closed)


def _measure_means(closed: "PeriodRow") -> None:
    """The list of a quarter's means, one page of it and the whole."""
    from congvu.apps.evaluation.queries.span_means import Within, span_means
    from congvu.apps.rulebook.queries import rules_for

    span, rules, whole = closed.months[0].quarter, rules_for(closed), Within(frozenset({"/"}))
    for label, most in (("một trang", 50), ("cả danh sách", 100_000)):
        month.timed(
            f"trung bình quý, {label}",
            lambda most=most: span_means(span, [closed], rules, whole, first=0, most=most),
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
