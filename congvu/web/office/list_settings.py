"""What is set for a list as a whole: its fields, and reading what was typed into them."""

import re
from collections.abc import Mapping

from congvu.apps.org.enums import UnitKind
from congvu.engine.lists.document import NotValid, scaled, written
from congvu.engine.lists.sheets import COMPLEXITIES, ListKind
from congvu.kernel.fixed import NotANumber
from congvu.kernel.vietnamese import nfc
from congvu.web.office.grid import in_words
from congvu.web.office.grid_view import Option
from congvu.web.office.proposal_view import Setting

NAME = "name"
STANDARD = "standard_points"
BANDS = tuple(f"band_{group[1:]}" for group in COMPLEXITIES)
LONGEST_NAME = 300
_NAMES: Mapping[str, tuple[str, ...]] = {
    ListKind.CATALOGUE: (STANDARD, *BANDS),
    ListKind.POSITIONS: ("unit_kind",),
}
_BAND = re.compile(r"([0-9.,]+)\s*[-–—]\s*([0-9.,]+)")


def settings_of(kind: str) -> tuple[str, ...]:
    """Return the names of what is set for a list of a kind, in order."""
    return _NAMES.get(kind, ())


def shown_settings(
    kind: str, name: str, given: Mapping[str, str], faults: Mapping[str, str]
) -> tuple[Setting, ...]:
    """Return the fields of the form, with what is in them and what is wrong with it."""
    texts = {NAME: name, **given}
    return tuple(
        Setting(
            name=one,
            title=_title(one),
            hint=_hint(one),
            text=texts.get(one, ""),
            fault=faults.get(one, ""),
            options=_kinds(texts.get(one, "")) if one == "unit_kind" else (),
        )
        for one in (NAME, *settings_of(kind))
    )


def told_settings(kind: str, given: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return what is set, in words: title and value, what is empty left out."""
    pairs = [(one, given.get(one, "")) for one in settings_of(kind)]
    return tuple(
        (_title(one), str(UnitKind(text).label) if text in UnitKind.values else text)
        for one, text in pairs
        if text
    )


def read_settings(kind: str, typed: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return (what was typed in canonical form, what is wrong by name)."""
    read, faults = {}, {}
    for one in (NAME, *settings_of(kind)):
        text = " ".join(nfc(typed.get(one, "")).replace("\x00", "").split())
        try:
            read[one] = _read(one, text)
        except NotValid as wrong:
            read[one], faults[one] = text, in_words(wrong)
    return read, faults


def _read(name: str, text: str) -> str:
    if name == NAME:
        return _read_name(text)
    if name == STANDARD:
        return _read_standard(text)
    if name in BANDS:
        return _read_band(text) if text else ""
    if text and text not in UnitKind.values:
        raise NotValid(f"không có loại đơn vị “{text}”", "chọn trong danh sách")
    return text


def _read_name(text: str) -> str:
    if not text:
        raise NotValid("Tên đang trống", "gõ tên danh mục")
    if len(text) > LONGEST_NAME:
        raise NotValid(f"Tên dài {len(text)} ký tự", f"nhiều nhất {LONGEST_NAME} ký tự")
    return text


def _read_standard(text: str) -> str:
    if not text:
        raise NotValid("Điểm của sản phẩm chuẩn đang trống", "gõ một số như 5")
    points = _tenths(text)
    if points <= 0:
        raise NotValid("điểm phải lớn hơn 0", "một số như 5")
    return written(points, 1)


def _read_band(text: str) -> str:
    found = _BAND.fullmatch(text)
    low, high = (_tenths(part) for part in found.groups()) if found else (1, 0)
    if low > high:
        raise NotValid(f"“{text}” không phải là khung điểm", "điểm thấp nhất – cao nhất, như 1-10")
    return f"{written(low, 1)}-{written(high, 1)}"


def _tenths(text: str) -> int:
    try:
        return scaled(text, 1)
    except NotANumber as wrong:
        raise NotValid(str(wrong), "một số như 5 hoặc 7,5") from wrong


def _title(name: str) -> str:
    if name in BANDS:
        return f"Khung điểm nhóm N{name[-1]}"
    titles = {
        NAME: "Tên danh mục",
        STANDARD: "Điểm của sản phẩm chuẩn",
        "unit_kind": "Dùng cho loại đơn vị",
    }
    return titles[name]


def _hint(name: str) -> str:
    if name in BANDS:
        return "Thấp nhất – cao nhất, như 1-10; để trống nếu không đặt khung."
    return "Mọi hệ số = điểm ÷ số này." if name == STANDARD else ""


def _kinds(chosen: str) -> tuple[Option, ...]:
    every = (("", "Không ghi"), *UnitKind.choices)
    return tuple(Option(value, str(label), value == chosen) for value, label in every)
