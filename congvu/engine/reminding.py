"""What is worth a reminder on a day, and whom waiting work is nearest to."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum

MARKS_BEFORE = (7, 3, 1)
"""How many days before a deadline a letter tells of it."""
FIRST_AFTER, AGAIN_AFTER = 1, 7
"""A letter tells of what is late, or waits, after one day, and then once a week."""
QUIET_FROM, QUIET_UNTIL = time.fromisoformat("20:00"), time.fromisoformat("06:30")


class Kind(StrEnum):
    """What somebody is reminded of; first her own work, then that of those she manages."""

    OVERDUE = "overdue"
    DUE_1 = "due_1"  # today or tomorrow
    DUE_3 = "due_3"
    DUE_7 = "due_7"
    RETURNED = "returned"
    CHANGE = "change"
    SELF_SCORE = "self_score"
    ANSWERED = "answered"
    REVIEW = "review"
    CAUSE = "cause"
    HANDED_BACK = "handed_back"
    DECLINED = "declined"
    PUBLISHED = "published"
    RATED = "rated"
    CARD_REVIEW = "card_review"
    CARD_CONFIRM = "card_confirm"
    ESCALATED = "escalated"
    OBJECTION = "objection"
    OBJECTION_LATE = "objection_late"
    OBJECTION_ANSWERED = "objection_answered"
    YEAR_FORM = "year_form"
    YEAR_MEETING = "year_meeting"
    YEAR_MINUTES = "year_minutes"
    YEAR_ROUND = "year_round"
    YEAR_ORGANISATION = "year_organisation"
    YEAR_REVIEW = "year_review"
    YEAR_LATE = "year_late"


class Source(StrEnum):
    """What a fact is about, as the records have it."""

    TASK = "task"  # its day is the deadline
    SELF_SCORE = "self_score"  # likewise
    CARD_REVIEW = "card_review"
    CARD_CONFIRM = "card_confirm"
    YEAR_FORM = "year_form"  # her own, not sent
    YEAR_MEETING = "year_meeting"  # that she is called to
    YEAR_ROUND = "year_round"  # that she decides
    YEAR_ORGANISATION = "year_organisation"  # that she heads and did not assess
    YEAR_REVIEW = "year_review"  # an organisation that she recognises
    RETURNED = "returned"  # from here on its day is when it began to wait
    CHANGE = "change"
    ANSWERED = "answered"
    REVIEW = "review"
    CAUSE = "cause"
    HANDED_BACK = "handed_back"
    DECLINED = "declined"
    PUBLISHED = "published"
    RATED = "rated"  # the year's result
    ESCALATED = "escalated"  # cards that somebody below kept past the grace
    OBJECTION = "objection"  # waits for the reader's decision
    OBJECTION_LATE = "objection_late"  # somebody below the reader is late with hers
    OBJECTION_ANSWERED = "objection_answered"
    YEAR_MINUTES = "year_minutes"  # of a meeting that was held, not concluded
    YEAR_LATE = "year_late"  # somebody below the reader kept a round or an assessment


_AHEAD = (
    *(Source.TASK, Source.SELF_SCORE, Source.CARD_REVIEW, Source.CARD_CONFIRM),
    *(Source.YEAR_FORM, Source.YEAR_MEETING, Source.YEAR_ROUND, Source.YEAR_ORGANISATION),
    Source.YEAR_REVIEW,
)
_TOLD = (  # good to know, nothing to be done today
    *(Kind.DUE_7, Kind.ANSWERED, Kind.PUBLISHED, Kind.RATED, Kind.OBJECTION_ANSWERED),
)


@dataclass(frozen=True, slots=True)
class Fact:
    """So many things of one source with one day."""

    source: Source
    day: date
    count: int = 1


@dataclass(slots=True)
class Tally:
    """Counts by kind, and the earliest day of each."""

    counts: Counter[Kind] = field(default_factory=Counter)
    since: dict[Kind, date] = field(default_factory=dict)

    @property
    def urgent(self) -> int:
        """How many ask to be looked at now."""
        return sum(count for kind, count in self.counts.items() if kind not in _TOLD)


def tally(facts: Iterable[Fact], today: date) -> Tally:
    """Count facts by what they mean on a day; deadlines further ahead than a week are left out."""
    made = Tally()
    for fact in facts:
        if kind := kind_of(fact.source, fact.day, today):
            made.counts[kind] += fact.count
            made.since[kind] = min(fact.day, made.since.get(kind, fact.day))
    return made


def is_near(due: date, today: date) -> bool:
    """Whether a last day is near enough to be told of, or over."""
    return (due - today).days <= max(MARKS_BEFORE)


def kind_of(source: Source, day: date, today: date) -> Kind | None:
    """What a fact is on a day; None for a deadline that is far."""
    if source not in _AHEAD:
        return Kind(source.value)
    left = (day - today).days
    if not is_near(day, today):
        return None
    if source is not Source.TASK:
        return Kind(source.value)
    if left < 0:
        return Kind.OVERDUE
    return next(Kind(f"due_{mark}") for mark in reversed(MARKS_BEFORE) if left <= mark)


def is_worth_a_letter(facts: Iterable[Fact], *, last: date, today: date) -> bool:
    """Whether any fact reached a day on which a letter tells of it, after `last` until today.

    `last` is the last day on which letters were made: what fell on a day without is told on the
    next one.
    """
    days = [last + timedelta(days=n) for n in range(1, (today - last).days + 1)]
    return any(_is_mark(fact, day) for fact in facts for day in days)


def _is_mark(fact: Fact, day: date) -> bool:
    left = (fact.day - day).days
    if fact.source in _AHEAD and left >= 0:
        return left in MARKS_BEFORE
    return -left >= FIRST_AFTER and (-left - FIRST_AFTER) % AGAIN_AFTER == 0


def is_quiet(at: time) -> bool:
    """Whether nobody should be written to at this hour."""
    return at >= QUIET_FROM or at < QUIET_UNTIL


@dataclass(frozen=True, slots=True)
class Leader:
    """Who accepts work: at and under a unit's path, or of one person named (a deputy's field).

    `user` is the account, `person` whoever signs in with it (0 for nobody).
    """

    user: int
    person: int
    path: str = ""
    named: int = 0
    deputy: bool = False


class Leaders:
    """Leaders by what they look after, to find whom waiting work is nearest to."""

    def __init__(self, leaders: Iterable[Leader]) -> None:
        self._by_path: Mapping[str, list[Leader]] = defaultdict(list)
        self._by_named: Mapping[int, list[Leader]] = defaultdict(list)
        self._known: dict[tuple[str, int], frozenset[int]] = {}
        for one in leaders:
            (self._by_named[one.named] if one.named else self._by_path[one.path]).append(one)

    def nearest(self, unit_path: str, person: int) -> frozenset[int]:
        """Return the accounts of whom a person's work waits for, empty where nobody leads.

        A deputy given this very person, else whoever leads the unit, else the unit above; the
        head before deputies; nobody waits for herself.
        """
        key = (unit_path, person)
        if key not in self._known:
            self._known[key] = self._nearest(unit_path, person)
        return self._known[key]

    def _nearest(self, unit_path: str, person: int) -> frozenset[int]:
        if named := _others(self._by_named.get(person, ()), person):
            return frozenset(one.user for one in named)
        path = unit_path
        while path:
            found = _others(self._by_path.get(path, ()), person)
            heads = [one for one in found if not one.deputy]
            if found:
                return frozenset(one.user for one in heads or found)
            path = _above(path)
        return frozenset()


def _above(path: str) -> str:
    """The path of the unit above ("/1/2/" → "/1/"), "" above the highest."""
    above = path.rstrip("/").rpartition("/")[0]
    return f"{above}/" if above else ""


def _others(leaders: Iterable[Leader], person: int) -> list[Leader]:
    return [one for one in leaders if one.person != person]
