"""What the records say of a paper's code: khớp, không khớp, không có; nothing about anybody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hmac import compare_digest

from congvu.apps.evaluation.queries import (
    ClosedPeriod,
    Snapshot,
    altered_amendments,
    closes_named,
    snapshots,
    still_fits,
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


def checked(told: Sequence[Told]) -> list[Verdict]:
    """Return what the records say of each code, in the order given."""
    cards = snapshots(_ids(told, Kind.CARD))
    closes = closes_named(_ids(told, Kind.CLOSE))
    reckon = len(told) <= MOST_RECKONED
    return [
        _card(one, cards.get(one.id), reckon=reckon)
        if one.kind is Kind.CARD
        else _close(one, closes.get(one.id))
        for one in told
    ]


def _ids(told: Iterable[Told], kind: Kind) -> list[int]:
    return [one.id for one in told if one.kind is kind]


def _card(told: Told, card: Snapshot | None, *, reckon: bool) -> Verdict:
    if card is None:
        return Verdict(told, Outcome.ABSENT)
    if not card.seal:
        return Verdict(told, Outcome.DIFFERS if told.seal else Outcome.DRAFT, card)
    outcome = _sealed(told.seal, card.seal)
    if outcome is Outcome.FITS:
        outcome = _standing(card, reckon=reckon)
    return Verdict(told, outcome, card)


def _standing(card: Snapshot, *, reckon: bool) -> Outcome:
    """Whether a result with the true seal still stands; reckoned anew with its amendments."""
    if reckon and (altered_amendments([card.id]) or not still_fits(card)):
        return Outcome.ALTERED
    return Outcome.FITS if card.amended_at is None else Outcome.AMENDED


def _close(told: Told, close: ClosedPeriod | None) -> Verdict:
    if close is None:
        return Verdict(told, Outcome.ABSENT)
    return Verdict(told, _sealed(told.seal, close.digest), close=close)


def _sealed(told: str, seal: str) -> Outcome:
    if not told:
        return Outcome.UNSEALED
    return Outcome.FITS if compare_digest(told, seal[:SEAL_LENGTH]) else Outcome.DIFFERS
