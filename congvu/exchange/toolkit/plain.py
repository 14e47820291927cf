"""JSON as the package writes it, and the values that it may hold; everything else is refused."""

import json
import re
from collections.abc import Collection
from datetime import date
from typing import Any, NoReturn

from congvu.engine.lists.document import NotValid, entered
from congvu.engine.lists.sheets import Column
from congvu.exchange.toolkit.refusal import PackageRefused

MOST_LISTED = 1000
_DIGEST = re.compile(r"[0-9a-f]{64}")


def written(value: object) -> str:
    """Write JSON the one way the package does: two blanks a step, Vietnamese as it is."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def as_bytes(file: str, text: str) -> bytes:
    """Return the text in UTF-8; raises PackageRefused for half a character."""
    try:
        return text.encode()
    except UnicodeEncodeError as fault:
        raise PackageRefused(
            file, f"có ký tự không viết được ở vị trí {fault.start + 1}."
        ) from None


def as_text(file: str, content: bytes) -> str:
    """Return UTF-8 as text; raises PackageRefused for anything else."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise PackageRefused(file, "không viết bằng UTF-8.") from None


def read(file: str, content: bytes) -> "Plain":
    """Read a JSON object; raises PackageRefused."""
    try:
        value = json.loads(as_text(file, content), parse_float=_no, parse_constant=_no)
    except PackageRefused:
        raise
    except (ValueError, RecursionError):
        raise PackageRefused(file, "không phải là JSON đúng mẫu.") from None
    return Plain(file, "", value)


def _no(_: str) -> NoReturn:
    raise ValueError("the format has whole numbers only")


class Plain:
    """One JSON object that is asked for its values; what it holds beyond is refused by `only`."""

    def __init__(self, file: str, path: str, value: object) -> None:
        self.file, self.path = file, path
        if not isinstance(value, dict):
            self._refuse("", "phải là một đối tượng {…}")
        self.value: dict[str, Any] = value

    def only(self, names: Collection[str]) -> "Plain":
        """Return itself; refuses a name that the format does not have, and one that is missing."""
        for name in self.value:
            if name not in names:
                self._refuse(name[:80], "định dạng không có mục này")
        for name in names:
            if name not in self.value:
                self._refuse(name, "thiếu mục này")
        return self

    def text(self, name: str, longest: int = 300) -> str:
        """Return a text that is there, tidy and of ordinary characters."""
        return self.tidy(name, self.value[name], longest)

    def tidy(self, name: str, value: object, longest: int) -> str:
        """Return the value, which must be such a text; `name` says where it stands."""
        if not isinstance(value, str):
            self._refuse(name, "phải là chữ")
        try:
            right = entered(Column(name, name, required=True, longest=longest), value)
        except NotValid as fault:
            self._refuse(name, f"{fault.what}; {fault.right}")
        if right != value:
            self._refuse(name, "có dấu cách thừa hoặc dấu tiếng Việt không ở dạng NFC")
        return right

    def digest(self, name: str) -> str:
        """Return 64 hexadecimal digits."""
        return self.matching(name, _DIGEST, "64 chữ số thập lục phân")

    def matching(self, name: str, pattern: re.Pattern[str], shape: str) -> str:
        """Return a text of a shape."""
        value = self.value[name]
        if not isinstance(value, str) or not pattern.fullmatch(value):
            self._refuse(name, f"phải là {shape}")
        return value

    def whole(self, name: str) -> int:
        """Return a whole number from 0."""
        value = self.value[name]
        if type(value) is not int or value < 0:
            self._refuse(name, "phải là số nguyên không âm")
        return value

    def day(self, name: str) -> date:
        """Return a day written 2026-01-31."""
        value = self.value[name]
        try:
            found = date.fromisoformat(value if isinstance(value, str) else "")
        except ValueError:
            self._refuse(name, "phải là ngày, viết như 2026-01-31")
        return found

    def inner(self, name: str) -> "Plain":
        """Return an object inside."""
        return Plain(self.file, f"{self.path}{name}.", self.value[name])

    def listed(self, name: str) -> list[object]:
        """Return a list inside."""
        value = self.value[name]
        if not isinstance(value, list) or len(value) > MOST_LISTED:
            self._refuse(name, f"phải là một danh sách [...] có nhiều nhất {MOST_LISTED} mục")
        return value

    def objects(self, name: str) -> list["Plain"]:
        """Return the objects of a list inside."""
        found = enumerate(self.listed(name))
        return [Plain(self.file, f"{self.path}{name}[{place}].", one) for place, one in found]

    def _refuse(self, name: str, what: str) -> NoReturn:
        where = (self.path + name).strip(".")
        raise PackageRefused(self.file, f"{where}: {what}." if where else f"{what}.")
