"""Score generated months by the law in force, without a database."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from congvu.engine.delay import delays
from congvu.engine.outcomes import Outcome
from congvu.engine.scoring import Case, program_for, score
from congvu.exchange.demo.cards import CardPlan
from congvu.exchange.demo.frames import Frame
from congvu.exchange.demo.people import NONE
from congvu.exchange.demo.province import Province
from congvu.exchange.demo.tasks import TaskPlan
from congvu.law.registry import general_criteria_on, rules_on

ORIGINS = ("planned", "taken_over", "unplanned")
STEPS = ("full", "low")
EFFECTS = ("full", "good", "fair", "none")


def row(task: TaskPlan, number: int, now: Frame) -> Mapping[str, int | str]:
    """A generated line as the engine takes it."""
    result = task.result
    finished = (result and result.finished_on) or now.month.last_day
    return {
        "id": str(number),
        "label": task.title,
        "coefficient": task.coefficient_tenths,
        "assigned": task.assigned_hundredths,
        "completed": result.completed_hundredths if result else 0,
        "failed": result.failed - result.excused_failed if result else 0,
        "delays": delays(
            task.due_on,
            finished,
            unit="calendar_day",
            excused=result.excused_days if result else 0,
        ),
        "origin": ORIGINS[task.origin],
        "effect": EFFECTS[1],
    }


def scores(province: Province, now: Frame, listed: Sequence[TaskPlan]) -> dict[str, Outcome]:
    """Everybody's outcome in a month, leaders as if everyone below had reached the mark."""
    program = program_for(rules_on(now.month.last_day))
    by_person: dict[str, list[TaskPlan]] = defaultdict(list)
    for task in listed:
        by_person[task.person].append(task)
    leads = {p.code: p.posting_on(now.month.last_day).leads for p in province.people}
    cards = province.cards(now, general_criteria_on(now.month.last_day))
    return {
        card.person: score(program, "month", _case(card, leads[card.person], by_person, now))
        for card in cards
        if card.general_self and by_person[card.person]
    }


def _case(card: CardPlan, leads: str, by_person: Mapping[str, list[TaskPlan]], now: Frame) -> Case:
    general = card.general_confirmed or card.general_self
    return Case(
        person=card.person,
        inputs={
            "general": sum(points for _, points in general),
            "leads": leads != NONE,
            "organising": STEPS[card.organising or 0],
            "unity": STEPS[card.unity or 0],
        },
        rows=[row(task, n, now) for n, task in enumerate(by_person[card.person])],
    )
