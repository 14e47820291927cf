"""A month of a made-up agency: everything that can differ between people differs in it."""

from datetime import date, timedelta
from random import Random

from congvu.apps.evaluation import actions
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook.queries import PeriodRow
from congvu.apps.work import actions as work
from congvu.apps.work.actions import NewResult
from tests.apps import world
from tests.apps.world import Post


def random_month(seed: int, *, reviewed: bool = False) -> PeriodRow:
    """November of some 30 people; with `reviewed` every card is confirmed."""
    dice = Random(seed)
    posts = [
        *world.POSTS,
        *(Post(f"nv{n}", dice.choice(["P", "P1", "P2", "S"])) for n in range(25)),
    ]
    postings = world.agency(posts)
    world.field_of(postings["phong"], unit="P2")
    if seed % 2:
        world.field_of(postings["phong"], person="an")
    _local_choices(dice)
    period = world.november()
    actions.open_scorecards(period, by=None, at=world.AT)
    for post in posts:
        _card(period, post, dice, reviewed)
    _tasks(period, posts, dice)
    return period


def _local_choices(dice: Random) -> None:
    choices = {
        "nobody_scored": dice.choice(["full", "low"]),
        "delay_unit": dice.choice(["calendar_day", "working_day", "occurrence"]),
        "clamp": dice.choice(["each", "results"]),
    }
    for name, value in choices.items():
        rulebook.adopt_parameter(
            name=name, value=value, decision="QĐ", valid_from=world.START, by=None, at=world.AT
        )


def _card(period: PeriodRow, post: Post, dice: Random, reviewed: bool) -> None:
    if reviewed or dice.random() < 0.8:
        steps = {"organising": dice.randint(0, 1), "unity": dice.randint(0, 1)}
        share = dice.choice([0, 20, 60, 100])
        world.review(period, post.person, share, leads=post.leads != "none", **steps)
    elif dice.random() < 0.5:
        row = actions.SelfScore(post.person, world.points(60))
        actions.save_self_scores(period, [row], by=None, at=world.AT)
    if dice.random() < 0.05:
        actions.leave_out(period, {post.person: "nghỉ ốm"}, by=None, at=world.AT)


def _tasks(period: PeriodRow, posts: list[Post], dice: Random) -> None:
    rows = [
        world.task(
            post.person,
            post.unit,
            coefficient=dice.choice([1, 10, 27, 37, 980]),
            amount=dice.choice([1, 50, 100, 333, 2000]),
            origin=dice.choice([0, 0, 0, 1, 2]),
            due_on=date(2026, 11, 1) + timedelta(days=dice.randint(0, 29)),
        )
        for post in posts
        for _ in range(dice.randint(0, 6))
    ]
    ids = work.assign_tasks(period.id, rows, by=None, at=world.AT)
    work.report_results([_result(task_id, dice) for task_id in ids[::2]], by=None, at=world.AT)
    work.accept_results([task_id for task_id in ids[::2] if task_id % 7], by=None, at=world.AT)


def _result(task_id: int, dice: Random) -> NewResult:
    failed = dice.randint(0, 5)
    excused = dice.random() < 0.3
    finished = date(2026, 11, 5) + timedelta(days=dice.randint(0, 28))
    return NewResult(
        task_id,
        dice.choice([0, 50, 80, 100, 2000]),
        finished if dice.random() < 0.8 else None,
        failed,
        excused_failed=dice.randint(0, failed) if excused else 0,
        excused_days=dice.randint(0, 3) if excused else 0,
        excused_by="Chủ tịch" if excused else "",
        excuse="Mưa lũ" if excused else "",
    )
