"""Who headed an organisation in a year: her own level beside its, which bounds it (Đ20.6)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from congvu.access.policy import may_read_month
from congvu.access.rights import Rights
from congvu.apps.evaluation.queries.years import YearResultRow
from congvu.exchange.papers.years import decision_named
from congvu.web.shared.levels import Level
from congvu.web.years.level_words import LEVELS


@dataclass(frozen=True)
class HeadedLine:
    """One head's decided year; `level` None where she is not ranked, `above` when hers is higher.

    The way to her year is there for whoever may read it: levels are public, the rest is not.
    """

    name: str
    title: str
    level: Level | None
    decision: str
    above: bool
    href: str


def headed_lines(
    rows: Sequence[YearResultRow], level: str, rights: Rights
) -> tuple[HeadedLine, ...]:
    """Tell the heads of an organisation whose recognised level is `level`."""
    most = LEVELS[level].rank
    return tuple(
        HeadedLine(
            name=one.full_name,
            title=one.title,
            level=(own := LEVELS.get(one.level)),
            decision=decision_named(one.number, one.day),
            above=own is not None and own.rank > most,
            href=reverse("rating", args=(int(one.year), one.person))
            if may_read_month(rights, person=one.person_id, unit_path=one.unit_path)
            else "",
        )
        for one in rows
    )
