"""Writing Vietnamese the old ways: the byte tables as they were published, for the tests only."""

import re
import unicodedata

# TCVN 5712:1993 VN3, letter and byte.
_TCVN3_CODES = """
à B5 ả B6 ã B7 á B8 ạ B9 ằ BB ẳ BC ẵ BD ắ BE ặ C6 ầ C7 ẩ C8 ẫ C9 ấ CA ậ CB
è CC ẻ CE ẽ CF é D0 ẹ D1 ề D2 ể D3 ễ D4 ế D5 ệ D6 ì D7 ỉ D8 ĩ DC í DD ị DE
ò DF ỏ E1 õ E2 ó E3 ọ E4 ồ E5 ổ E6 ỗ E7 ố E8 ộ E9 ờ EA ở EB ỡ EC ớ ED ợ EE
ù EF ủ F1 ũ F2 ú F3 ụ F4 ừ F5 ử F6 ữ F7 ứ F8 ự F9 ỳ FA ỷ FB ỹ FC ý FD ỵ FE
ă A8 â A9 ê AA ô AB ơ AC ư AD đ AE Ă A1 Â A2 Ê A3 Ô A4 Ơ A5 Ư A6 Đ A7
"""
_PAIRS = re.findall(r"(\S) ([0-9A-F]{2})", _TCVN3_CODES)
TCVN3 = {letter: bytes.fromhex(byte).decode("latin-1") for letter, byte in _PAIRS}
# VNI: a mark is a letter of its own behind the vowel; these two marks at once have one letter.
_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_ROOFS = {"\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
_BREVES = {"\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
_ALONE = {"í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ"}


def to_tcvn3(text: str) -> str:
    """The text as a TCVN3 font needs it; a capital without a code becomes the small letter."""
    return "".join(TCVN3.get(one, TCVN3.get(one.lower(), one)) for one in text)


def to_vni(text: str) -> str:
    """The text as a VNI font needs it."""
    return "".join(map(_vni, text))


def _vni(letter: str) -> str:
    small = letter.lower()
    if small in _ALONE:
        written = _ALONE[small]
    else:
        base, *marks = unicodedata.normalize("NFD", small)
        horn = "\u031b" in marks
        tone = next((mark for mark in marks if mark in _TONES), "")
        table = _ROOFS if "\u0302" in marks else _BREVES if "\u0306" in marks else _TONES
        bare = {_k: v for _k, v in (("\u0302", "â"), ("\u0306", "ê")) if _k in marks}
        stem = {"o": "ô", "u": "ö"}[base] if horn else base
        written = stem + (table[tone] if tone else "".join(bare.values()))
    return written.upper() if letter != small else written
