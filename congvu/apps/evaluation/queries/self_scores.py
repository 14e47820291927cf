"""Who has not scored herself yet."""

from congvu.apps.evaluation.enums import ScorecardState
from congvu.apps.evaluation.models import Scorecard


def without_self_score(period_id: int, *, person_id: int | None = None) -> list[int]:
    """Return the ids of people with a card in a period and no self-score; of one person if given.

    Whoever is left out of scoring need not.
    """
    found = Scorecard.objects.filter(
        period=period_id,
        state=ScorecardState.DRAFT,
        general_self_hundredths=None,
        not_scored_reason="",
    )
    if person_id is not None:
        found = found.filter(person=person_id)
    return list(found.values_list("person_id", flat=True))
