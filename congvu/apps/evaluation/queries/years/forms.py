"""The forms of a year around their round: what a person may still do with hers, what is missing."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from congvu.apps.evaluation.enums import RatingState, RoundState
from congvu.apps.evaluation.models import PartyOpinion, Rating
from congvu.apps.evaluation.queries.years.ratings import (
    NoRating,
    RatingRow,
    rating_of,
    ratings_of,
)
from congvu.apps.rulebook.queries import PeriodRow, rules_for
from congvu.engine.scoring import program_for
from congvu.law.registry import Rules


@dataclass(frozen=True, slots=True)
class FormView:
    """One person's form with its round; `return_reason` "" unless it was sent back."""

    rating: RatingRow
    return_reason: str
    round_unit: str
    round_unit_name: str
    round_unit_path: str
    round_state: str

    @property
    def is_open(self) -> bool:
        """Whether anything of it may still change: its round is not proposed yet."""
        return self.round_state == RoundState.PREPARING

    @property
    def is_sent(self) -> bool:
        """Whether its owner sent it."""
        return self.rating.state == RatingState.SENT


@dataclass(frozen=True, slots=True)
class PartyOpinionRow:
    """What a Party committee says of somebody."""

    rating_id: int
    body: str
    text: str
    document: str
    given_on: date


def year_form(person: str, *, period_id: int) -> FormView:
    """Return a person's form of a year (by code) with its round; raises NoRating; two queries."""
    return _view(Rating.objects.filter(period=period_id, person__code=person), period_id)


def own_year_form(person_id: int, *, period_id: int) -> FormView:
    """Return the form of a person by her id; raises NoRating; two queries."""
    return _view(Rating.objects.filter(period=period_id, person=person_id), period_id)


def _view(found: QuerySet[Rating], period_id: int) -> FormView:
    told = found.values_list(
        "person__code", "return_reason", "round__unit__code", "round__unit__name",
        "round__unit__path", "round__state",
    ).first()  # fmt: skip
    if told is None:
        raise NoRating("Không có phiếu xếp loại trong năm này.")
    code, *more = told
    return FormView(rating_of(code, period_id=period_id), *more)


def forms_unsent(round_id: int) -> list[RatingRow]:
    """Return those of a round who have not sent their form; one query."""
    return [one for one in ratings_of(round_id) if one.state == RatingState.DRAFT]


def party_opinions_of(round_id: int) -> dict[int, PartyOpinionRow]:
    """Return the Party committees' opinions in a round, by form; one query."""
    return _opinions(PartyOpinion.objects.filter(rating__round=round_id))


def party_opinion_of(rating_id: int) -> PartyOpinionRow | None:
    """Return what the Party committee says of one person, None where nothing is on record."""
    return _opinions(PartyOpinion.objects.filter(rating=rating_id)).get(rating_id)


def party_opinions_missing(round_id: int) -> list[RatingRow]:
    """Return those of a round of whom the law wants a Party opinion that is not there yet."""
    there = party_opinions_of(round_id)
    return [one for one in ratings_of(round_id) if wants_party(one) and one.id not in there]


def wants_party(one: RatingRow) -> bool:
    """Whether the law wants the Party committee's opinion: of an agency's head and deputies.

    Điều 21.1c, 21.2c; whoever heads or deputises in a constituent unit is one of those under the
    agency's head.
    """
    return one.is_leader and one.unit_id == one.agency_id


def levels_of_year(period: PeriodRow, rules: Rules | None = None) -> dict[str, str]:
    """Return the levels of a year's rule text with their labels, the highest first.

    `rules`: those of the year, where they were read already.
    """
    return dict(reversed(program_for(rules or rules_for(period)).levels))


def _opinions(found: QuerySet[PartyOpinion]) -> dict[int, PartyOpinionRow]:
    rows = found.values_list("rating_id", "body", "text", "document", "given_on")
    return {row[0]: PartyOpinionRow(*row) for row in rows}
