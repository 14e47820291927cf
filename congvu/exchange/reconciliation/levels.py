"""The level that a decision writes, in whatever words offices use for the four of Điều 20."""

from congvu.exchange.workbook.headers import simplified

_WORDS = {
    "excellent": (
        "hoan thanh xuat sac nhiem vu", "hoan thanh xuat sac", "xuat sac", "htxsnv", "htxs",
        "xuat sac nhiem vu", "loai a", "a",
    ),
    "good": (
        "hoan thanh tot nhiem vu", "hoan thanh tot", "tot", "httnv", "htt", "tot nhiem vu",
        "loai b", "b",
    ),
    "met": ("hoan thanh nhiem vu", "hoan thanh", "htnv", "ht", "loai c", "c"),
    "unmet": (
        "khong hoan thanh nhiem vu", "khong hoan thanh", "khtnv", "kht", "loai d", "d",
        "chua hoan thanh nhiem vu", "chua hoan thanh",
    ),
    "": (
        "", "khong xep loai", "khong danh gia", "chua xep loai", "khong danh gia xep loai",
        "chua danh gia", "mien danh gia", "khong", "kxl", "kdg", "khong thuoc dien danh gia",
    ),
}  # fmt: skip
_LEVELS = {word: level for level, words in _WORDS.items() for word in words}


def level_of(text: str) -> str | None:
    """Return the level's code, "" for nobody rated, None where the words are not known."""
    return _LEVELS.get(simplified(text))
