"""What differs between two rule sets, value by value, in users' words."""

from collections.abc import Iterator
from dataclasses import dataclass

from congvu.kernel.dates import format_day
from congvu.law.registry import Rules
from congvu.law.schema import Parameter
from congvu.web.shared.numbers import capital

NOTHING = "không có"


@dataclass(frozen=True)
class Difference:
    """One thing that differs: what it is, on the left, on the right; `local`: a province chose."""

    what: str
    before: str
    after: str
    local: bool


def differences(before: Rules, after: Rules) -> list[Difference]:
    """Return what differs: the text, then every value that both texts have; else the text alone."""
    shared = [name for name in before.parameters if name in after.parameters]
    values = (_value(before.parameters[name], after.parameters[name]) for name in shared)
    return [*_text(before, after), *(one for one in values if one)]


def _text(before: Rules, after: Rules) -> Iterator[Difference]:
    if before.text == after.text:
        return
    was, now = before.title, after.title
    if before.name == after.name:
        was, now = (f"{one.title}, bản ngày {format_day(one.day)}" for one in (before, after))
    yield Difference(
        "Văn bản tính điểm", was, now, local=bool(after.overlay and after.overlay.rule)
    )


def _value(was: Parameter, now: Parameter) -> Difference | None:
    if was.value == now.value:
        return None
    return Difference(now.label, capital(was.shown()), capital(now.shown()), now.local)
