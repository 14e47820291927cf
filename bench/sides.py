"""Hold a published month of 40,000 people × 20 tasks against other rules, and say how long it took.

    python -m bench.sides [people] [tasks]

Printed: each run (another clamp, the toolkit's text) with how many change level, and its parts.
"""

import sys

from bench import month


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


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
