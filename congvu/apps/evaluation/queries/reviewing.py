"""Cards as whoever reviews them needs them: where each stands, and why it asks for a look."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import groupby

from django.db.models import Count, Q

from congvu.apps.evaluation.enums import ScorecardState
from congvu.apps.evaluation.models import Scorecard
from congvu.apps.evaluation.queries.authority import Authority
from congvu.apps.evaluation.queries.cards import CardRow, cards
from congvu.apps.evaluation.queries.cases import case_of
from congvu.apps.evaluation.queries.managed import managed_pairs, strata_of
from congvu.apps.evaluation.queries.managing import Managing, alone
from congvu.apps.evaluation.queries.oddities import Found, middles_of, oddities_of
from congvu.apps.evaluation.queries.room import PersonMonth, people_of
from congvu.apps.evaluation.queries.sources import Scoring
from congvu.apps.evaluation.queries.standings import scope_of
from congvu.apps.rulebook.queries import PeriodRow
from congvu.apps.work.queries import TaskRow, tasks
from congvu.engine.scoring import score
from congvu.law.registry import Rules

SHARES = ("a", "b", "c", "d", "share")
_UNKNOWN_UNTIL_ASSESSED = {"share"}


@dataclass(frozen=True, slots=True)
class CardToReview:
    """One card under review; points in hundredths.

    `month` holds a, b, c (and d) also where no score can be given yet. `below` names those of a
    leader's people whose score is under the mark that d asks for.
    """

    month: PersonMonth
    authority: Authority | None
    below: tuple[str, ...]
    found: tuple[Found, ...]

    @property
    def card(self) -> CardRow:
        """The card itself."""
        return self.month.card

    @property
    def waits(self) -> bool:
        """Whether a confirmation is still to come."""
        return _waits(self.card)

    @property
    def plain(self) -> bool:
        """Whether nothing is odd about it, so that it may be confirmed together with others."""
        ready = self.card.state in (ScorecardState.SELF_SCORED, ScorecardState.REVIEWED)
        return ready and self.waits and not self.found


def cards_to_review(
    period: PeriodRow,
    whose: Mapping[int, Authority],
    *,
    rules: Rules,
    today: date,
    within: str = "",
) -> list[CardToReview]:
    """Return the cards of these people, each with what is odd about it; six queries at most.

    `whose` gives each person's authority by id (see `led`); `within` is the path of a unit that
    they and whom they manage work in. Raises ManagementCycle.
    """
    pairs = managed_pairs(period, scope=within)
    managed = {leader: people for leader, people in pairs.items() if leader in whose}
    asked = {*whose, *(person for people in managed.values() for person in people)}
    every = cards(Q(person__in=asked), period_id=period.id, on=period.ends_on)
    own = [card for card in every if card.person_id in whose]
    scoring = Scoring(period, rules, scope=scope_of(own), closing=not period.is_open)
    strata = strata_of(pairs) if within == scoring.scope else None
    found = people_of(scoring, every, today, strata=strata)
    months = {one.card.person_id: one for one in found}
    team = {card.person_id: _known(months, managed.get(card.person_id, ())) for card in own}
    months |= _unready(scoring, [months[card.person_id] for card in own], team)
    last, middles = _last(period, [card.person_id for card in own]), middles_of(own)
    return [
        CardToReview(
            month=months[card.person_id],
            authority=whose.get(card.person_id),
            below=tuple(one.card.full_name for one in _below(scoring, team[card.person_id])),
            found=oddities_of(
                scoring, months[card.person_id], last=last.get(card.person_id), middles=middles
            )
            if _waits(card)
            else (),
        )
        for card in own
    ]


def _waits(card: CardRow) -> bool:
    return not (card.confirmed or card.stands or card.not_scored_reason)


def _known(months: Mapping[int, PersonMonth], people: Iterable[int]) -> list[PersonMonth]:
    return [months[person] for person in people if person in months]


def _below(scoring: Scoring, team: Iterable[PersonMonth]) -> list[PersonMonth]:
    """Whoever came out at the lowest level; nobody where the rule text knows no levels."""
    levels = scoring.program.levels
    return [one for one in team if one.scored and levels and one.level == levels[0][0]]


def _unready(
    scoring: Scoring, own: Sequence[PersonMonth], team: Mapping[int, Sequence[PersonMonth]]
) -> dict[int, PersonMonth]:
    """Those whose card lacks something, with what their work has come to all the same."""
    waiting = [one for one in own if not one.scored and not one.shares and one.tasks]
    if not waiting:
        return {}
    rows = tasks(scoring.period.id, [one.card.person_id for one in waiting])
    by_person = {who: list(found) for who, found in groupby(sorted(rows, key=_who), key=_who)}
    return {
        one.card.person_id: replace(
            one,
            shares=_shares(
                scoring,
                one.card,
                by_person.get(one.card.person_id, []),
                _managing(scoring, team[one.card.person_id]),
            ),
        )
        for one in waiting
    }


def _who(row: TaskRow) -> int:
    return row.person_id


def _managing(scoring: Scoring, team: Sequence[PersonMonth]) -> Managing:
    scored = sum(one.scored for one in team)
    return Managing(not _below(scoring, team), scored) if scored else alone(scoring)


def _shares(
    scoring: Scoring, card: CardRow, rows: Sequence[TaskRow], managing: Managing
) -> dict[str, Fraction]:
    """The shares that do not hang on what nobody has given yet."""
    case = case_of(scoring, card, rows)
    outcome = score(
        scoring.program, "month", case, settled=managing.settled, managed_scored=managing.scored
    )
    if not outcome.scored:
        return {}
    assessed = not card.is_leader or None not in (card.organising, card.unity)
    wanted = [name for name in SHARES if name in outcome.steps and (name != "d" or card.is_leader)]
    return {
        name: Fraction(outcome.steps[name])
        for name in wanted
        if assessed or name not in _UNKNOWN_UNTIL_ASSESSED
    }


def _last(period: PeriodRow, people: Sequence[int]) -> dict[int, int]:
    """The general points that stood in the period of the same kind before, by person."""
    before = Scorecard.objects.filter(
        person__in=people, general_hundredths__isnull=False, period__ends_on__lt=period.starts_on,
        period__kind=period.kind,
    ).order_by("person", "-period__starts_on")  # fmt: skip
    found = before.distinct("person").values_list("person", "general_hundredths")
    return {person: given for person, given in found if given is not None}


@dataclass(frozen=True, slots=True)
class BatchShare:
    """How many cards somebody confirmed in a period, and how many of them together."""

    signer: str
    agency: str
    confirmed: int
    batch: int


def batch_of_cards(period_id: int, *, most: int) -> list[BatchShare]:
    """Return who confirmed cards in a period, whoever did the most together first; one query."""
    found = (
        Scorecard.objects.filter(period=period_id, confirmed_by__isnull=False)
        .values("confirmed_by", "confirmed_by__full_name", "agency__name")
        .annotate(whole=Count("pk"), together=Count("pk", filter=Q(batch=True)))
        .order_by("-together", "-whole", "confirmed_by")[:most]
    )
    return [
        BatchShare(
            row["confirmed_by__full_name"], row["agency__name"], row["whole"], row["together"]
        )
        for row in found
    ]
