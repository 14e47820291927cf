"""JSON from another system as plain records, by limits of its own; nothing deep, nothing twice."""

import json
import re
from collections.abc import Iterator
from typing import Any

from congvu.exchange.workbook.refusal import Kind, Refused
from congvu.kernel.fixed import format_fixed

MOST_BYTES = 10 << 20
MOST_RECORDS = 20_000
MOST_FIELDS = 60
DEEPEST = 8
LONGEST_TEXT = 4_000
_PLAIN_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?")
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"?', re.DOTALL)
_BRACKET = re.compile(rb"[\[\]{}]")
Fields = dict[str, str | None]


class Twice(ValueError):
    """One name twice in one object: which of the two values is meant, nobody can say."""


def read_json(content: bytes) -> list[Fields]:
    """Return the records of a list, or of the one list of an object; a nested field is “a.b”.

    Values are tagged cells (see workbook.child). Raises Refused in words.
    """
    if len(content) > MOST_BYTES:
        raise Refused(Kind.TOO_LARGE, f"JSON lớn hơn {MOST_BYTES >> 20} MB; hãy gửi làm nhiều lần.")
    _refuse_deep(content)
    rows = _rows(_parsed(content))
    if len(rows) > MOST_RECORDS:
        most = format_fixed(MOST_RECORDS, places=0)
        raise Refused(Kind.TOO_LARGE, f"Có hơn {most} bản ghi; hãy gửi làm nhiều lần.")
    return [_flat(row, number) for number, row in enumerate(rows, 1)]


def _refuse_deep(content: bytes) -> None:
    """Count brackets before any parser recurses into them."""
    depth = 0
    for sign in _BRACKET.findall(_STRING.sub(b"", content)):
        depth += 1 if sign in b"[{" else -1
        if depth > DEEPEST:
            raise Refused(Kind.UNSAFE, f"JSON lồng nhau quá {DEEPEST} tầng; không đọc.")


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(
            content.decode("utf-8-sig"),
            parse_float=_number,
            parse_int=_number,
            parse_constant=_no_number,
            object_pairs_hook=_once,
        )
    except UnicodeDecodeError as fault:
        raise Refused(Kind.WRONG_TYPE, "JSON phải viết bằng UTF-8.") from fault
    except Twice as fault:
        raise Refused(Kind.BROKEN, f"JSON có hai giá trị cùng tên “{fault}”.") from fault
    except json.JSONDecodeError as fault:
        raise Refused(
            Kind.BROKEN, f"Không phải JSON: sai ở dòng {fault.lineno}, chữ thứ {fault.colno}."
        ) from fault
    except (ValueError, RecursionError) as fault:
        raise Refused(Kind.BROKEN, "JSON có một giá trị không đọc được.") from fault


class _Number(str):
    """A number as it was written; nothing is calculated with it before it is judged."""

    __slots__ = ()


def _number(text: str) -> _Number:
    return _Number(text)


def _no_number(text: str) -> None:
    raise ValueError(text)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise Twice(next(name for name in names if names.count(name) > 1)[:60])
    return found


def _rows(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        lists = [one for one in value.values() if isinstance(one, list)]
        if len(lists) == 1:
            return lists[0]
        if not lists and value:
            return [value]
    raise Refused(
        Kind.NO_TABLE, "JSON phải là một danh sách bản ghi, hoặc một đối tượng có một danh sách."
    )


def _flat(row: Any, number: int) -> Fields:
    if not isinstance(row, dict):
        raise Refused(Kind.BROKEN, f"Bản ghi thứ {number} không phải một đối tượng {{…}}.")
    found = dict(_leaves(row, ""))
    if len(found) > MOST_FIELDS:
        raise Refused(Kind.TOO_WIDE, f"Bản ghi thứ {number} có hơn {MOST_FIELDS} trường.")
    return found


def _leaves(row: dict[str, Any], before: str) -> Iterator[tuple[str, str | None]]:
    for name, value in row.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", _cell(value)


def _cell(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "b1" if value else "b0"
    if isinstance(value, _Number) and _PLAIN_NUMBER.fullmatch(value):
        return "n" + value
    if isinstance(value, list):
        plain = [str(one) for one in value if isinstance(one, str)]
        return "s" + "; ".join(plain)[:LONGEST_TEXT] if plain else None
    return "s" + str(value)[:LONGEST_TEXT]
