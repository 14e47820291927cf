"""A review of a card as it is typed: points by criterion, a leader's steps, words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation.actions import Review
from congvu.apps.evaluation.enums import Step
from congvu.apps.evaluation.queries import CardRow
from congvu.kernel.fixed import NotANumber, parse_fixed
from congvu.law.criteria import Criterion
from congvu.web.head.cards_view import Typed

POINTS, SEEN, ACT = "t-", "ban", "viec"
FIELDS = {
    "organising": "dd",
    "organising_reason": "dd-ly-do",
    "unity": "e",
    "unity_reason": "e-ly-do",
    "comment": "nhan-xet",
    "reason": "ly-do",
    "back": "can-sua",
}
"""The names of the fields in a form, by the names here."""
LONGEST_WORDS = 2000
_LABELS = {"organising": "đ", "unity": "e"}


class Mistyped(Refused):
    """Something typed cannot be taken; `field` is its name in the form."""

    def __init__(self, words: str, field: str) -> None:
        super().__init__(words)
        self.field = field


def typed_of(fields: Mapping[str, str], criteria: Sequence[Criterion]) -> Typed:
    """Take the fields of a form; signs that no text holds are left out."""
    words = {ours: fields.get(name, "").replace("\0", "") for ours, name in FIELDS.items()}
    points = {one.code: fields.get(f"{POINTS}{one.code}", "").replace("\0", "") for one in criteria}
    return replace(Typed(**words), points=points)


def review_of(typed: Typed, criteria: Sequence[Criterion], card: CardRow) -> Review:
    """Read a review of a card; raises Mistyped at the first thing that cannot be taken."""
    for ours, name in FIELDS.items():
        if len(getattr(typed, ours)) > LONGEST_WORDS:
            raise Mistyped(f"Chữ đã gõ quá dài; nhiều nhất {LONGEST_WORDS} ký tự.", name)
    points = {one.code: _points(typed.points[one.code], one) for one in criteria}
    row = Review(card.person, points, comment=typed.comment.strip())
    if not card.is_leader:
        return row
    return replace(
        row,
        organising=_step(typed, "organising"),
        organising_reason=typed.organising_reason.strip(),
        unity=_step(typed, "unity"),
        unity_reason=typed.unity_reason.strip(),
    )


def _points(text: str, one: Criterion) -> int:
    field = f"{POINTS}{one.code}"
    if not text.strip():
        raise Mistyped(f"Tiêu chí {one.code} chưa có điểm.", field)
    try:
        return parse_fixed(text, places=2)
    except NotANumber as mistake:
        raise Mistyped(f"Tiêu chí {one.code}: {mistake}", field) from mistake


def _step(typed: Typed, name: str) -> int:
    text, field = getattr(typed, name), FIELDS[name]
    if text not in {str(step.value) for step in Step}:
        raise Mistyped(f"Chọn mức cho tiêu chí {_LABELS[name]}.", field)
    if not getattr(typed, f"{name}_reason").strip():
        raise Mistyped(f"Tiêu chí {_LABELS[name]}: ghi lý do của mức đã chọn.", f"{field}-ly-do")
    return int(text)
