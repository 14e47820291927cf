"""The list of positions as it stands on a day: ranks, numbers, and how many people hold each."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from congvu.apps.positions.models import JobDescription, Posting, RankQuota
from congvu.apps.positions.queries.editions import RankRow
from congvu.apps.positions.queries.requirements import in_force


@dataclass(frozen=True, slots=True)
class ListedPosition:
    """A position of a list in force; `held` counts the primary postings of the day in it."""

    code: str
    name: str
    group: str
    series: str
    ranks: tuple[RankRow, ...]
    headcount: int
    held: int


def listed_positions(*, on: date) -> list[ListedPosition]:
    """Return the positions of all schemes in force on a day, scheme by scheme, in their order."""
    found = in_force(JobDescription.objects.all(), on, "scheme__")
    ranks: dict[int, list[RankRow]] = {}
    quotas = RankQuota.objects.filter(description__in=found.values("pk")).order_by("place")
    for description, rank, count in quotas.values_list("description_id", "rank", "headcount"):
        ranks.setdefault(description, []).append(RankRow(rank, count))
    held = holders(on=on)
    rows = found.order_by("scheme__name", "scheme__series", "place").values_list(
        "pk", "position_id", F("position__code"), "name", "group", F("scheme__series")
    )
    return [
        ListedPosition(
            code, name, group, series, tuple(ranks.get(pk, ())),
            sum(one.headcount for one in ranks.get(pk, ())), held.get(position, 0),
        )
        for pk, position, code, name, group, series in rows
    ]  # fmt: skip


def holders(*, on: date) -> dict[int, int]:
    """Return how many people hold each position (by id) as their primary one on a day."""
    found = Posting.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=on),
        is_primary=True, valid_from__lte=on, position__isnull=False,
    )  # fmt: skip
    rows = found.values_list("position_id").annotate(people=Count("person", distinct=True))
    return dict(rows.order_by())
