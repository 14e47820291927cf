"""Two months of 2025 in the story's ward, kept by the toolkit of that time.

Their results stand beside the criteria by which 2025 is rated and enter nothing: Decrees 90/48 know
no points. The catalogue began in 2026, so the lines name no product of it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from congvu.apps.audit.actions import Actor
from congvu.apps.rulebook import actions as rulebook
from congvu.exchange.demo import months, story
from congvu.exchange.demo.frames import moment
from congvu.exchange.demo.province import Province
from congvu.exchange.demo.tasks import TaskPlan
from congvu.kernel.periods import Month

MONTHS = tuple(Month(2025, number) for number in range(10, 12))
TOOLKIT = "bon_tieu_chi_2025"
ADOPTED = date(2025, 9, 24)
LINES_EACH = 6
DECISION = "Kế hoạch mẫu: thử bộ công cụ bốn tiêu chí từ tháng 10 đến hết tháng 11/2025"


def months_of_the_ward(province: Province, desk: months.Desk) -> None:
    """Let the toolkit's text apply for two months, and close them with the ward's work."""
    _adopt(by=desk.clerk)
    for now, listed in province.work(MONTHS, story.WARD):
        period = months.open_with_work(now, list(_counted(listed)), {}, desk)
        months.score(now, period, (), desk)


def _adopt(*, by: Actor) -> None:
    rulebook.adopt_rule(
        rule=TOOLKIT,
        decision=DECISION,
        valid_from=MONTHS[0].first_day,
        valid_until=MONTHS[-1].next().first_day,
        by=by,
        at=moment(ADOPTED),
    )


def _counted(listed: Sequence[TaskPlan]) -> Iterator[TaskPlan]:
    """The first few lines of everybody, as far as the trial counted them; of no catalogue."""
    taken = Counter[str]()
    for line in listed:
        taken[line.person] += 1
        if taken[line.person] <= LINES_EACH:
            yield replace(line, version="", product="")
