"""What the records say of a paper's code: khớp, không khớp, không có; nothing about anybody."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hmac import compare_digest
from typing import Any

from congvu.apps.evaluation.queries import (
    ClosedPeriod,
    Snapshot,
    altered_amendments,
    closes_named,
    snapshots,
    still_fits,
)
from congvu.apps.evaluation.queries.organisations import (
    OrganisationSnapshot,
    organisation_snapshots,
    organisation_still_fits,
)
from congvu.apps.evaluation.queries.years.checks import (
    DecisionSnapshot,
    MeetingSnapshot,
    YearSnapshot,
    decision_snapshots,
    decision_still_fits,
    meeting_snapshots,
    minutes_still_fit,
    year_snapshots,
    year_still_fits,
)
from congvu.exchange.papers.codes import SEAL_LENGTH, Kind, Told

MOST_RECKONED = 20
"""So many results are reckoned anew from what is stored; of a file with more, only the seals."""


class Outcome(StrEnum):
    """What a check found."""

    FITS = "fits"
    AMENDED = "amended"
    DIFFERS = "differs"
    ALTERED = "altered"
    DRAFT = "draft"
    UNSEALED = "unsealed"
    ABSENT = "absent"


SAYS = {
    Outcome.FITS: ("Khớp", "Bản này có trong hệ thống, đã công bố và chưa bị thay thế."),
    Outcome.AMENDED: (
        "Khớp, nhưng đã điều chỉnh",
        "Bản này có thật, nhưng sau đó đã có bản điều chỉnh thay thế.",
    ),
    Outcome.DIFFERS: (
        "Không khớp",
        "Mã này có trong hệ thống nhưng dấu không phải dấu của bản đã công bố.",
    ),
    Outcome.ALTERED: (
        "Không khớp",
        "Dấu đúng, nhưng dữ liệu đang lưu không còn cho ra dấu ấy; hãy báo cơ quan quản lý.",
    ),
    Outcome.DRAFT: ("Dự thảo", "Kết quả này chưa công bố; giấy chỉ là bản dự thảo."),
    Outcome.UNSEALED: (
        "Chưa đủ để khớp",
        "Giấy không mang dấu: là dự thảo in trước khi công bố, hoặc mới nhập mã mà chưa nhập dấu.",
    ),
    Outcome.ABSENT: ("Không có", "Hệ thống này không có bản nào mang mã ấy."),
}
"""Each outcome in a word, and in a sentence."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One code, what was found, and the record itself for whoever may see it."""

    told: Told
    outcome: Outcome
    card: Snapshot | None = None
    close: ClosedPeriod | None = None
    year: YearSnapshot | None = None
    decision: DecisionSnapshot | None = None
    meeting: MeetingSnapshot | None = None
    organisation: OrganisationSnapshot | None = None


def checked(told: Sequence[Told]) -> list[Verdict]:
    """Return what the records say of each code, in the order given."""
    reckon = len(told) <= MOST_RECKONED
    found: dict[Kind, Mapping[int, Any]] = {
        kind: way.read(ids) for kind, way in WAYS.items() if (ids := _ids(told, kind))
    }
    return [_verdict(one, found[one.kind].get(one.id), reckon=reckon) for one in told]


def _ids(told: Iterable[Told], kind: Kind) -> list[int]:
    return [one.id for one in told if one.kind is kind]


@dataclass(frozen=True)
class _Way:
    """How records of a kind are read, under which name a verdict has them, and reckoned anew."""

    read: Callable[[list[int]], Mapping[int, Any]]
    name: str
    fits: Callable[[Any], bool]


def _card_still_fits(card: Snapshot) -> bool:
    """Whether a result comes out again as it was stored, its amendments with it."""
    return still_fits(card) and not altered_amendments([card.id])


WAYS = {
    Kind.CARD: _Way(snapshots, "card", _card_still_fits),
    Kind.CLOSE: _Way(closes_named, "close", lambda _close: True),
    Kind.YEAR: _Way(year_snapshots, "year", year_still_fits),
    Kind.DECISION: _Way(decision_snapshots, "decision", decision_still_fits),
    Kind.MEETING: _Way(meeting_snapshots, "meeting", minutes_still_fit),
    Kind.ORGANISATION: _Way(organisation_snapshots, "organisation", organisation_still_fits),
}


def _verdict(told: Told, record: Any, *, reckon: bool) -> Verdict:
    if record is None:
        return Verdict(told, Outcome.ABSENT)
    way = WAYS[told.kind]
    outcome = _outcome(told, record, way, reckon=reckon)
    return Verdict(told, outcome, **{way.name: record})


def _outcome(told: Told, record: Any, way: _Way, *, reckon: bool) -> Outcome:
    seal = record.digest if isinstance(record, ClosedPeriod) else record.seal
    if not seal:
        return Outcome.DIFFERS if told.seal else Outcome.DRAFT
    outcome = _sealed(told.seal, seal)
    if outcome is Outcome.FITS and reckon and not way.fits(record):
        return Outcome.ALTERED
    if outcome is Outcome.FITS and getattr(record, "amended_at", None) is not None:
        return Outcome.AMENDED
    return outcome


def _sealed(told: str, seal: str) -> Outcome:
    if not told:
        return Outcome.UNSEALED
    return Outcome.FITS if compare_digest(told, seal[:SEAL_LENGTH]) else Outcome.DIFFERS
