"""From a cell as it was read (a tag and a text, see child.py) to one value, or a taught fault."""

from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from congvu.kernel.dates import NotADay, format_day, parse_day
from congvu.kernel.fixed import NotANumber, format_fixed, parse_fixed
from congvu.kernel.vietnamese import nfc

SERIAL_START = date(1899, 12, 30)
SERIALS = range(36_526, 73_051)  # the days 01/01/2000 … 01/01/2100 as a spreadsheet counts them
Cell = str | None
_STRANGE = {
    "e": ("ô đang báo lỗi công thức (như #REF!, #N/A)", "sửa công thức hoặc gõ giá trị"),
    "u": ("ô có công thức chưa được tính", "mở bằng Excel, lưu lại, hoặc gõ giá trị"),
    "b": ("ô chứa TRUE/FALSE", "gõ một con số hoặc một chữ"),
}


class Fault(Exception):
    """A cell that cannot be used: what was wrong and what would be right."""

    def __init__(self, what: str, right: str) -> None:
        super().__init__(what)
        self.what = what
        self.right = right


@lru_cache(maxsize=1 << 16)
def text_of(cell: Cell) -> str:
    """The cell as one line of text in NFC; an empty cell is an empty text."""
    if cell is None:
        return ""
    tag, text = cell[0], cell[1:]
    if tag in _STRANGE:
        return ""
    if tag == "d":
        return format_day(date.fromisoformat(text))
    return " ".join(nfc(text).split())


def is_empty(cell: Cell) -> bool:
    """Nothing in the cell, or only blanks. Errors are not empty."""
    return cell is None or (cell[0] == "s" and not cell[1:].strip())


def check_readable(cell: Cell) -> None:
    """Raise Fault for a cell that shows an error or was never calculated."""
    if cell is not None and cell[0] in _STRANGE:
        raise Fault(*_STRANGE[cell[0]])


@lru_cache(maxsize=1 << 16)
def number_of(cell: str, places: int) -> int:
    """The cell as an integer scaled by 10**places; raises Fault."""
    check_readable(cell)
    tag, text = cell[0], cell[1:]
    if tag == "d":
        shown = format_day(date.fromisoformat(text))
        raise Fault(f"ô bị đổi thành ngày {shown}", "định dạng ô là Số rồi gõ lại, ví dụ 2,7")
    if tag == "n":
        return _scaled(text, places)
    try:
        return parse_fixed(nfc(text), places=places)
    except NotANumber as fault:
        raise Fault(str(fault), f"một số có nhiều nhất {places} chữ số thập phân") from fault


def _scaled(text: str, places: int) -> int:
    scaled = Decimal(text).scaleb(places)
    if scaled != scaled.to_integral_value():
        kept = text.rstrip("0").partition(".")[2]
        raise Fault(
            f"“{text.replace('.', ',')}” có {len(kept)} chữ số thập phân",
            f"nhiều nhất {places} chữ số thập phân",
        )
    return int(scaled)


def amount_of(cell: str, places: int, least: int, most: int) -> int:
    """A scaled number between two scaled bounds, both allowed; raises Fault."""
    value = number_of(cell, places)
    if not least <= value <= most:
        low, high = (format_fixed(bound, places=places, show=0) for bound in (least, most))
        if least % 10**places:
            low = format_fixed(least, places=places)
        raise Fault(
            f"{format_fixed(value, places=places)} nằm ngoài khoảng cho phép",
            f"một số từ {low} đến {high}",
        )
    return value


@lru_cache(maxsize=1 << 16)
def day_of(cell: str) -> tuple[date, bool]:
    """(the cell as a day, whether it had to be read from a spreadsheet's day number)."""
    check_readable(cell)
    tag, text = cell[0], cell[1:]
    if tag == "d":
        return date.fromisoformat(text), False
    if tag == "n" or (text.isdecimal() and len(text) == 5):
        return _serial(text), True
    try:
        return parse_day(_day_part(nfc(text))), False
    except NotADay as fault:
        raise Fault(str(fault), "ngày/tháng/năm, ví dụ 05/11/2026") from fault


def _day_part(text: str) -> str:
    """ "05/11/2026 14:30" and "2026-11-05T14:30" name a day and an hour; the day is wanted."""
    stripped = text.strip()
    head, sign, tail = stripped.replace("T", " ", 1).partition(" ")
    return head if sign and ":" in tail else stripped


def _serial(text: str) -> date:
    if not text.isdecimal() or int(text) not in SERIALS:
        raise Fault(f"“{text}” không phải là ngày", "ngày/tháng/năm, ví dụ 05/11/2026")
    return SERIAL_START + timedelta(days=int(text))
