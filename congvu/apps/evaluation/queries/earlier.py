"""A person's cards of the months that went on in a quarter: a note beside hers, never counted."""

from collections.abc import Mapping
from dataclasses import dataclass

from congvu.apps.evaluation.models import Scorecard
from congvu.apps.rulebook.queries import PeriodRow
from congvu.kernel.periods import tracked


@dataclass(frozen=True, slots=True)
class EarlierCard:
    """A month's card as it stood when the month went on in its quarter; points in hundredths."""

    period: str
    state: str
    general_self: Mapping[str, int]
    general_confirmed: Mapping[str, int]
    comment: str
    not_scored_reason: str

    @property
    def label(self) -> str:
        """The month as a reader says it."""
        return tracked(self.period).label

    @property
    def self_hundredths(self) -> int | None:
        """What she had given herself, whole or in part; None where she had given nothing."""
        return sum(self.general_self.values()) if self.general_self else None

    @property
    def reviewed(self) -> int | None:
        """What her reviewer had given; None where nobody had."""
        return sum(self.general_confirmed.values()) if self.general_confirmed else None


def earlier_cards(person_id: int, period: PeriodRow) -> list[EarlierCard]:
    """Return her cards of the months put into this quarter, the earliest first; one query."""
    found = Scorecard.objects.filter(person=person_id, period__merged_into=period.id)
    rows = found.order_by("period__starts_on").values_list(
        "period__key", "state", "general_self", "general_confirmed", "comment", "not_scored_reason"
    )
    return [EarlierCard(*row) for row in rows]
