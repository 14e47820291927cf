"""Leaders' d, settled from the bottom up through any depth (Đ15.3a, Đ15.4)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from congvu.engine.oracle.month import Month, Score, Settings, score_month

MET_HUNDREDTHS = 5000  # the level "hoàn thành nhiệm vụ" starts at 50 points (Đ20.3)


class ManagementCycle(ValueError):
    """Leaders manage one another in a ring, so that no d can be settled first."""


@dataclass(frozen=True)
class Settled:
    """A settled month: the score, whether d is met, and the managed people left out of d."""

    score: Score | None
    managed_met: bool
    left_out: tuple[str, ...]


def settle(
    months: Iterable[Month], managed: Mapping[str, Collection[str]], settings: Settings
) -> dict[str, Settled]:
    """Score everybody, leaders after all whom they manage, through any depth.

    `managed` maps a leader to the people in her charge; other keys are ignored. Raises
    ManagementCycle with the people's names when leaders manage one another in a ring.
    """
    by_person = {month.person: month for month in months}
    leaders = {name for name, month in by_person.items() if month.leads}
    done: dict[str, Settled] = {}
    for name in by_person.keys() - leaders:
        done[name] = Settled(score_month(by_person[name], settings), True, ())
    waiting = {name: set(managed.get(name, ())) - {name} for name in leaders}
    for name in set().union(*waiting.values()) - by_person.keys():
        done[name] = Settled(None, True, ())  # managed, but without a month of her own
    while waiting:
        ready = [name for name, people in waiting.items() if people <= done.keys()]
        if not ready:
            raise ManagementCycle(" → ".join(_ring(waiting)))
        for name in ready:
            people = waiting.pop(name)
            done[name] = _settle_leader(by_person[name], people, done, settings)
    return {name: done[name] for name in by_person}


def _settle_leader(
    month: Month, people: set[str], done: Mapping[str, Settled], settings: Settings
) -> Settled:
    scores = {name: done[name].score for name in people}
    notified = [score.notified for score in scores.values() if score is not None]
    met = all(points >= MET_HUNDREDTHS for points in notified)
    if not notified:
        met = settings.nobody_scored == "full"
    left_out = tuple(sorted(name for name, score in scores.items() if score is None))
    return Settled(score_month(month, settings, managed_met=met), met, left_out)


def _ring(waiting: Mapping[str, set[str]]) -> list[str]:
    walked = [min(waiting)]
    while True:
        following = min(waiting[walked[-1]] & waiting.keys())
        if following in walked:
            return [*walked[walked.index(following) :], following]
        walked.append(following)
