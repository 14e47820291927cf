"""Why a person's row asks for a look, in words, and how loudly."""

from collections.abc import Iterator
from fractions import Fraction

from congvu.apps.evaluation.queries import Attention, PersonMonth
from congvu.law.registry import Rules
from congvu.web.head.room_view import Flag
from congvu.web.shared.numbers import PERCENT

WORDS = {
    Attention.BELOW_MET: ("dưới mức hoàn thành", "late", 9),
    Attention.OVERDUE: ("{} việc quá hạn", "late", 1),
    Attention.LATE: ("{} việc chậm", "late", 1),
    Attention.FAILED: ("{} lượt chưa đạt", "look", 1),
    Attention.PENDING: ("{} việc chờ nghiệm thu", "look", 2),
    Attention.NO_WORK: ("chưa được giao việc", "look", 8),
    Attention.NO_REVIEW: ("chưa xác nhận", "look", 2),
    Attention.NO_SELF_SCORE: ("chưa tự chấm", "look", 3),
}
"""What each reason says, its tone, and how much one of it weighs."""
WHILE_OPEN = {
    Attention.OVERDUE,
    Attention.PENDING,
    Attention.NO_REVIEW,
    Attention.NO_SELF_SCORE,
}
ALL_FULL = Flag("tự chấm tối đa", "look", 1)


def flags_of(person: PersonMonth, rules: Rules, *, is_open: bool) -> tuple[Flag, ...]:
    """What to look at, the most urgent first; once closed, without what can no longer be done."""
    if person.card.not_scored_reason:
        return (Flag(person.card.not_scored_reason, "", 0),)
    found = [*_counted(person, is_open), *_unscored(person), *_all_full(person, rules, is_open)]
    return tuple(sorted(found, key=lambda flag: (flag.tone != "late", -flag.weight)))


def _counted(person: PersonMonth, is_open: bool) -> Iterator[Flag]:
    for reason, count in person.attention.items():
        if is_open or reason not in WHILE_OPEN:
            words, tone, weight = WORDS[reason]
            yield Flag(words.format(count), tone, weight * count)


def _unscored(person: PersonMonth) -> Iterator[Flag]:
    """The reason for no score, unless a flag says it already."""
    said = {Attention.NO_WORK, Attention.NO_SELF_SCORE} & person.attention.keys()
    if not person.scored and not said:
        yield Flag(person.reason, "", 1)


def _all_full(person: PersonMonth, rules: Rules, is_open: bool) -> Iterator[Flag]:
    if not is_open:
        return
    most = int(Fraction(rules.value("general_max")) * PERCENT)
    if person.card.general_self_hundredths == most:
        yield ALL_FULL
