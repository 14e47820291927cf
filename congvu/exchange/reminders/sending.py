"""A day's letters: made and given a minute each, then sent when their minute has come."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from congvu.apps.accounts.queries import digest_readers, mail_choice
from congvu.apps.audit.actions import Actor
from congvu.apps.work import actions
from congvu.apps.work.actions import Claimed, NewDigest
from congvu.apps.work.queries import last_digest_day
from congvu.engine.reminding import Fact, is_worth_a_letter, tally
from congvu.exchange.reminders.gathering import facts_for_all
from congvu.exchange.reminders.letters import Letterhead, Links, letter
from congvu.exchange.reminders.posts import NotTaken, Post
from congvu.kernel.dates import local_day

MOST_TRIES = 5
FIRST_WAIT = timedelta(minutes=5)
LONGEST_GAP = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Queued:
    """What was queued: letters made, and how many had been made before today."""

    made: int
    asked: int


def queue_letters(*, at: datetime, spread: timedelta, by: Actor | None = None) -> Queued:
    """Queue today's letters, evenly over `spread` from now on; once a day for each account.

    The order is another each day, and nobody's choice.
    """
    today = local_day(at)
    last = _last_day(today)
    facts = facts_for_all(today)
    worth = [user for user, own in facts.items() if is_worth_a_letter(own, last=last, today=today)]
    readers = sorted(digest_readers(worth), key=lambda user: _turn(user, today))
    step = spread / max(1, len(readers))
    rows = [
        NewDigest(user, counts_of(facts[user], today), at + place * step)
        for place, user in enumerate(readers)
    ]
    return Queued(actions.queue_digests(today, rows, by=by, at=at), len(rows))


def _last_day(today: date) -> date:
    """The last day with letters before today, at most a week ago, yesterday if there is none."""
    last = last_digest_day() or today - timedelta(days=1)
    return max(min(last, today - timedelta(days=1)), today - LONGEST_GAP)


def counts_of(facts: list[Fact], today: date) -> dict[str, int]:
    """What a letter of a day says: how many of each kind."""
    return {kind.value: count for kind, count in tally(facts, today).counts.items()}


def _turn(user: int, day: date) -> bytes:
    return hashlib.sha256(f"{day.isoformat()}/{user}".encode()).digest()


@dataclass(slots=True)
class Sent:
    """What one run did; `fault` is the last one that the mail server gave."""

    sent: int = 0
    refused: int = 0
    dropped: int = 0
    fault: str = ""


def send_letters(
    post: Post,
    head: Letterhead,
    *,
    links: Callable[[int], Links],
    clock: Callable[[], datetime],
    early: bool = False,
    by: Actor | None = None,
) -> Sent:
    """Send every letter whose minute has come; a mail server that is down ends the run.

    `early`: those of today whose minute has not come too.

    Each letter is claimed in a transaction of its own before it is handed over, so that no crash
    and no second sender makes two of it.
    """
    run = Sent()
    with post:
        while claimed := _claimed(clock(), early=early):
            try:
                _send(claimed, post, head, links, clock, run)
            except NotTaken as fault:
                _refused(claimed, fault, clock(), run)
                if fault.down:
                    break
    if run.sent or run.refused:
        actions.note_sending(sent=run.sent, refused=run.refused, fault=run.fault, by=by, at=clock())
    return run


def _claimed(now: datetime, *, early: bool) -> Claimed | None:
    due_by = now + timedelta(days=1) if early else now
    return actions.claim_digest(at=now, due_by=due_by, today=local_day(now))


def _send(
    claimed: Claimed,
    post: Post,
    head: Letterhead,
    links: Callable[[int], Links],
    clock: Callable[[], datetime],
    run: Sent,
) -> None:
    choice = mail_choice(claimed.user_id)
    if choice is None or not choice.email or not choice.wants_digest:
        actions.drop_digest(claimed.id)
        run.dropped += 1
        return
    try:
        made = letter(head, to=choice.email, day=claimed.day, counts=claimed.counts,
                      links=links(claimed.user_id))  # fmt: skip
    except ValueError as fault:
        raise NotTaken("địa chỉ thư không dùng được", for_good=True) from fault
    post.send(made)
    actions.note_sent(claimed.id, at=clock())
    run.sent += 1


def _refused(claimed: Claimed, fault: NotTaken, at: datetime, run: Sent) -> None:
    """Try again after 5, 10, 20 … minutes, at most five times."""
    over = fault.for_good or claimed.tries >= MOST_TRIES
    wait = FIRST_WAIT * 2 ** (claimed.tries - 1)
    actions.note_refused(claimed.id, fault=fault.fault, again_at=None if over else at + wait)
    run.refused += 1
    run.fault = fault.fault
