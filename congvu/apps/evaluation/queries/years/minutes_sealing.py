"""What the hash of a meeting's minutes covers; set when they are passed, reckoned anew to check."""

import hashlib
import json
from datetime import datetime

from congvu.apps.evaluation.queries.years.minutes import Minutes, Spoken
from congvu.kernel.dates import VIETNAM

FORM = "congvu-minutes-1"
"""What a hash covers, by name: form, year, unit, when and where, bureau, members, what was said."""


def minutes_seal(found: Minutes) -> str:
    """Return the sha256 over minutes; titles and names of those spoken of may change, codes not."""
    held = found.meeting
    covered = [
        FORM, held.year, held.round_unit, held.unit, _moment(held.held_at), held.place,
        held.chair_code, held.secretary_code, _moment(held.ended_at), held.conclusion,
        [
            [one.name, one.title, one.capacity, one.present, one.absent_reason]
            for one in found.members
        ],
        sorted(map(_spoken, found.agenda)),
    ]  # fmt: skip
    text = json.dumps(covered, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _moment(at: datetime | None) -> str:
    return "" if at is None else at.astimezone(VIETNAM).isoformat()


def _spoken(one: Spoken) -> list[object]:
    said = [[opinion.member, opinion.text, opinion.written] for opinion in one.opinions]
    return [one.rating.person, said, one.level, one.summary]
