"""What is odd about a card, in a few words, and how loudly it is said."""

from congvu.apps.evaluation.queries import CardToReview, Found, Oddity
from congvu.web.head.room_view import Flag
from congvu.web.shared.numbers import amount, signed

_WORDS = {
    Oddity.NO_SELF_SCORE: ("chưa tự chấm", "look", 3),
    Oddity.NO_STEPS: ("chưa chấm đ, e", "look", 2),
    Oddity.HIGHEST: ("ở mức cao nhất, cần lý do", "look", 2),
    Oddity.LOWEST: ("dưới mức hoàn thành, cần lý do", "late", 9),
    Oddity.NO_WORK: ("chưa được giao việc", "look", 4),
    Oddity.ALL_FULL: ("tự chấm tối đa, thiếu dẫn chứng", "look", 1),
}
_COUNTED = {Oddity.UNREVIEWED: "{} việc chờ nghiệm thu"}
_COMPARED = {
    Oddity.FAR_FROM_LAST: "tự chấm lệch {} so với kỳ trước ({})",
    Oddity.FAR_FROM_PEERS: "tự chấm lệch {} so với nhóm ({})",
}


def flags_of(one: CardToReview) -> tuple[Flag, ...]:
    """Why a card asks for a look, the loudest first."""
    flags = [_flag(found) for found in one.found]
    return tuple(sorted(flags, key=lambda flag: (flag.tone != "late", -flag.weight)))


def _flag(found: Found) -> Flag:
    if found.why in _WORDS:
        return Flag(*_WORDS[found.why])
    if found.why in _COUNTED:
        return Flag(_COUNTED[found.why].format(found.much), "look", 2)
    if found.why in _COMPARED:
        return Flag(_COMPARED[found.why].format(signed(found.much), amount(found.of)), "look", 2)
    given, own = amount(found.much), amount(found.of)
    return Flag(f"được nhận xét {given}, tự chấm {own}", "look", 2)


def asks_reason(one: CardToReview) -> bool:
    """Whether its score as it stands wants a reason at the confirmation."""
    return any(found.why in (Oddity.HIGHEST, Oddity.LOWEST) for found in one.found)
