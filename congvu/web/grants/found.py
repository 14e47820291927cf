"""What was typed for a person or a unit, as the one it means, or the few it could mean."""

from dataclasses import dataclass
from datetime import date

from congvu.apps.audit.refusals import Refused
from congvu.apps.org.queries import AccountRow, UnitRow, account_named, find_accounts, units
from congvu.kernel.vietnamese import fold

MOST_OFFERED = 12


@dataclass(frozen=True)
class Offer:
    """One of several that fit: what is sent if it is chosen, and what is shown."""

    value: str
    label: str


class Several(Refused):
    """More than one fits; the reader chooses."""

    def __init__(self, told: str, offers: tuple[Offer, ...]) -> None:
        super().__init__(told)
        self.offers = offers


def account_of(typed: str) -> AccountRow:
    """The account that was meant, by sign-in name or by name; raises Refused, Several."""
    if not typed.strip():
        raise Refused("Gõ tên đăng nhập hoặc họ tên người nhận quyền.")
    exact = account_named(typed)
    found = [exact] if exact else find_accounts(typed, most=MOST_OFFERED)
    if not found:
        raise Refused(f"Không có tài khoản đang dùng nào mang tên “{typed.strip()}”.")
    if len(found) > 1:
        offers = tuple(Offer(one.username, f"{one.name} ({one.username})") for one in found)
        raise Several(f"Có {len(found)} người mang tên “{typed.strip()}”; chọn một.", offers)
    return found[0]


def unit_of(typed: str, *, on: date) -> UnitRow:
    """The unit that was meant, by code or by name; raises Refused, Several."""
    wanted = fold(typed)
    every = units(on=on)
    exact = [one for one in every if one.code == typed.strip()]
    found = exact or [one for one in every if fold(one.name) == wanted]
    found = found or [one for one in every if wanted in fold(one.name)]
    if not found:
        raise Refused(f"Không có đơn vị nào mang mã hoặc tên “{typed.strip()}”.")
    if len(found) > 1:
        names = {one.code: one.name for one in every}
        shown = found[:MOST_OFFERED]
        offers = tuple(Offer(one.code, _placed(one, names)) for one in shown)
        more = "; gõ rõ hơn nếu chưa thấy" if len(found) > len(shown) else ""
        raise Several(f"Có {len(found)} đơn vị khớp “{typed.strip()}”; chọn một{more}.", offers)
    return found[0]


def _placed(unit: UnitRow, names: dict[str, str]) -> str:
    above = names.get(unit.agency or "", "") if unit.agency != unit.code else ""
    return f"{unit.name}, {above} ({unit.code})" if above else f"{unit.name} ({unit.code})"
