"""A letter today for whoever holds what is still open before a period is closed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from congvu.apps.accounts.queries import digest_readers
from congvu.apps.audit.actions import Actor
from congvu.apps.evaluation.enums import Gap
from congvu.apps.evaluation.queries import card_units
from congvu.apps.org.queries import user_ids
from congvu.apps.rulebook.queries import PeriodRow
from congvu.apps.work import actions
from congvu.apps.work.actions import NewDigest
from congvu.engine.reminding import Leaders
from congvu.exchange.reminders.gathering import facts_for_all, leaders_on
from congvu.exchange.reminders.sending import counts_of
from congvu.kernel.dates import local_day


@dataclass(frozen=True, slots=True)
class Asked:
    """How many accounts hold what is open, and how many new letters that made: a letter a day."""

    holders: int
    letters: int


def remind_holders(
    period: PeriodRow, gap: Gap, people: Collection[int], *, by: Actor | None, at: datetime
) -> Asked:
    """Queue today's letter for whoever holds a gap: each person herself, or whoever leads her."""
    today = local_day(at)
    if gap is Gap.NO_SELF_SCORE:
        holders = set(user_ids(people).values())
    else:
        leaders = Leaders(leaders_on(today))
        units = card_units(period.id, people)
        holders = {user for one in units for user in leaders.nearest(one.path, one.person_id)}
    facts = facts_for_all(today)
    counted = {user: counts_of(facts[user], today) for user in holders if user in facts}
    rows = [NewDigest(user, counted[user], at) for user in digest_readers(list(counted))]
    made = actions.queue_digests(today, rows, by=by, at=at) if rows else 0
    return Asked(len(holders), made)
