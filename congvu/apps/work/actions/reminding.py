"""The daily letters: queued once a day, each handed to the mail server at most once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.work.enums import DigestState
from congvu.apps.work.models import Digest

LONGEST_FAULT = 120


@dataclass(frozen=True, slots=True)
class NewDigest:
    """A letter to queue: to an account, counts by kind, and the moment from which it goes out."""

    user_id: int
    counts: Mapping[str, int]
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Claimed:
    """A letter taken out to be sent; `tries` counts this one."""

    id: int
    user_id: int
    day: date
    counts: Mapping[str, int]
    tries: int


@transaction.atomic
def queue_digests(day: date, rows: Sequence[NewDigest], *, by: Actor | None, at: datetime) -> int:
    """Queue the letters of a day; return how many are new: whoever has hers keeps that one.

    What was not sent of earlier days is dropped: a reminder of yesterday is none.
    """
    before = Digest.objects.count()
    Digest.objects.filter(day__lt=day, state=DigestState.QUEUED).update(state=DigestState.DROPPED)
    Digest.objects.bulk_create(
        [
            Digest(user_id=row.user_id, day=day, counts=dict(row.counts), due_at=row.due_at,
                   made_at=at)
            for row in rows
        ],
        ignore_conflicts=True,
        batch_size=5_000,
    )  # fmt: skip
    made = Digest.objects.count() - before
    audit.record(
        "work.digests_queued",
        kind="digest",
        object_id=day.isoformat(),
        label=f"{made} thư nhắc việc",
        by=by,
        at=at,
        payload={"asked": len(rows), "made": made},
    )
    return made


@transaction.atomic
def claim_digest(*, at: datetime, due_by: datetime, today: date) -> Claimed | None:
    """Take the next letter of today out to be sent; None where none is due by then.

    One that was refused before waits for its own moment, which is `at` at the latest.

    Several senders may do so side by side: none waits for another, none gets the same.
    """
    found = (
        Digest.objects.select_for_update(skip_locked=True)
        .filter(
            Q(due_at__lte=at) | Q(tries=0, due_at__lte=due_by),
            state=DigestState.QUEUED,
            day=today,
        )
        .order_by("due_at", "pk")
        .first()
    )
    if found is None:
        return None
    found.state, found.claimed_at, found.tries = DigestState.CLAIMED, at, found.tries + 1
    found.save(update_fields=["state", "claimed_at", "tries"])
    return Claimed(found.pk, found.user_id, found.day, found.counts, found.tries)


@transaction.atomic
def note_sent(digest_id: int, *, at: datetime) -> None:
    """Remember that the mail server took a letter."""
    _settle(digest_id, state=DigestState.SENT, sent_at=at, fault="")


@transaction.atomic
def note_refused(digest_id: int, *, fault: str, again_at: datetime | None) -> None:
    """Remember that the mail server did not take a letter; without another moment it is the end."""
    if again_at is None:
        _settle(digest_id, state=DigestState.GIVEN_UP, fault=fault[:LONGEST_FAULT])
    else:
        _settle(digest_id, state=DigestState.QUEUED, due_at=again_at, claimed_at=None,
                fault=fault[:LONGEST_FAULT])  # fmt: skip


@transaction.atomic
def drop_digest(digest_id: int) -> None:
    """Remember that a letter is not wanted any more: the account was closed or turned it off."""
    _settle(digest_id, state=DigestState.DROPPED)


def _settle(digest_id: int, **changes: object) -> None:
    Digest.objects.filter(pk=digest_id, state=DigestState.CLAIMED).update(**changes)


@transaction.atomic
def note_sending(*, sent: int, refused: int, fault: str, by: Actor | None, at: datetime) -> None:
    """Remember one run of sending: how many letters went out, how many the server refused."""
    audit.record(
        "work.digests_sent",
        kind="digest",
        object_id=at.date().isoformat(),
        label=f"{sent} thư nhắc việc",
        by=by,
        at=at,
        payload={"sent": sent, "refused": refused, "fault": fault[:LONGEST_FAULT]},
    )
