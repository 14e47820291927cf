"""What the page of a room says of its people's objections and amendments."""

from dataclasses import dataclass

from congvu.apps.evaluation.queries import RoomView, disputed, latest_amendments
from congvu.kernel.frozen import FrozenMap
from congvu.web.head.room_view import Flag
from congvu.web.objections.marks import DISPUTED
from congvu.web.shared.numbers import points


@dataclass(frozen=True)
class RoomMark:
    """The flags of one person's row, and the amended score (hundredths) in place of the stored."""

    flags: tuple[Flag, ...] = ()
    amended: bool = False
    score_hundredths: int | None = None


NO_MARK = RoomMark()


def room_marks(view: RoomView) -> FrozenMap[int, RoomMark]:
    """Return the marks by card; two queries, none while the period is open."""
    if view.period.is_open:
        return FrozenMap()
    stored = {one.card.id: one.score_hundredths for one in view.people}
    held, amended = disputed(stored.keys()), latest_amendments(stored.keys())
    marks = {}
    for card in held.keys() | amended.keys():
        flags = [Flag(DISPUTED, "look", 2)] if card in held else []
        if last := amended.get(card):
            flags.append(Flag(f"đã điều chỉnh, trước {points(stored[card])}", "look", 0))
        score = last.score_hundredths if last else None
        marks[card] = RoomMark(tuple(flags), last is not None, score)
    return FrozenMap(marks)
