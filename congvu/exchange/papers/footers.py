"""The foot of a paper: code, beginning of the hash, and the address that checks them."""

from collections.abc import Callable
from urllib.parse import quote

from congvu.exchange.forms.paper import Footer
from congvu.exchange.papers.codes import SEAL_LENGTH, Kind, code_of

Footing = Callable[[Kind, int, str], Footer]
"""From a snapshot's kind, id and hash to the foot of its paper."""


def footing(address: str) -> Footing:
    """Return the maker of feet; `address` is that of the page of checks, whole."""

    def made(kind: Kind, number: int, seal: str) -> Footer:
        code, short = code_of(kind, number), seal[:SEAL_LENGTH]
        named = f"Mã {code} · dấu {short}" if short else f"Mã {code} · chưa công bố"
        asked = f"{code}.{short}" if short else code
        return Footer(f"{named}\nKiểm tra tại {address}", f"{address}?ma={quote(asked)}")

    return made
