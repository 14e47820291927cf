"""A package looked into before anything is taken over: what is inside, against what is ours."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from congvu.engine.lists.differences import Differences, differences
from congvu.engine.lists.document import Document
from congvu.engine.lists.sheets import LISTS, ListKind, Row
from congvu.exchange.toolkit.contents import Toolkit
from congvu.exchange.toolkit.law_checks import RuleCheck, law_marks, parameter_fault, rule_check
from congvu.exchange.toolkit.lists import folder_of
from congvu.exchange.toolkit.package import Package
from congvu.exchange.toolkit.readme import README, readme_text
from congvu.kernel.dates import format_day
from congvu.kernel.frozen import FrozenMap

MOST_CAUTIONS = 200
_FORMULA = re.compile(r"[=+@]|-[^\s-]")
_PERSONAL = (
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"), "địa chỉ thư điện tử"),
    (re.compile(r"(?<![\d./-])0\d{9}(?![\d./-])"), "số điện thoại"),
    (re.compile(r"(?<![\d./-])\d{12}(?![\d./-])"), "số định danh cá nhân"),
)


class Trust(Enum):
    """What we know of the key; the value is what the reader is told."""

    KNOWN = "khóa đã biết của nơi phát hành này"
    UNKNOWN = "lần đầu gặp nơi phát hành này: hãy gọi điện hỏi dấu của khóa trước khi nhận"
    CHANGED = "KHÓA ĐÃ ĐỔI so với các lần trước: không nhận khi chưa hỏi rõ nơi phát hành"


class Step(Enum):
    """How the version follows on the one that was taken over; the value is told."""

    FIRST = "chưa nhận phiên bản nào của bộ công cụ này"
    SAME = "đúng là bản đã nhận"
    NEXT = "nối tiếp bản đã nhận"
    LATER = "mới hơn bản đã nhận nhưng không nối tiếp: có thể đã bỏ qua một bản"
    OLDER = "không mới hơn bản đã nhận"


@dataclass(frozen=True, slots=True)
class Adopted:
    """The version that was taken over last, and the digest of its TOOLKIT.json."""

    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class Caution:
    """Something to look at before adopting: where in the package, and what."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class PartSeen:
    """A list that can be adopted on its own; `ours` is None where we have none of its code."""

    document: Document
    ours: Document | None
    rows: Mapping[str, int]
    differences: Differences


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a package holds and what it would change; nothing is changed by looking.

    `fingerprint` is to be compared aloud with the publisher's; cautions stop nobody, and
    `more_cautions` counts those beyond the listed.
    """

    toolkit: Toolkit
    digest: str
    fingerprint: str
    trust: Trust
    step: Step
    parts: tuple[PartSeen, ...]
    rules: tuple[RuleCheck, ...]
    cautions: tuple[Caution, ...] = ()
    more_cautions: int = 0
    checks: tuple[str, ...] = field(default=())


def inspect(
    package: Package,
    ours: Mapping[tuple[ListKind, str], Document],
    *,
    on: date,
    keys: Collection[str] = (),
    adopted: Adopted | None = None,
) -> Inspection:
    """Return what is inside, by list against ours (kind, code), judged by the law of a day.

    `keys` are the fingerprints that this publisher's packages were adopted under. Raises KeyTwice
    where a list of ours has two rows of one key.
    """
    toolkit = package.toolkit
    rules = tuple(rule_check(name, text, on) for name, text in toolkit.rules.items())
    cautions = [
        *_of_law(toolkit, on), *_of_rules(rules), *_of_readme(package), *_of_cells(toolkit),
    ]  # fmt: skip
    return Inspection(
        toolkit,
        package.digest,
        package.fingerprint,
        _trust(package.fingerprint, keys),
        _step(package, adopted),
        tuple(_part(one, ours.get((one.kind, one.code))) for one in toolkit.documents),
        rules,
        tuple(cautions[:MOST_CAUTIONS]),
        max(0, len(cautions) - MOST_CAUTIONS),
        package.checks,
    )


def _trust(fingerprint: str, keys: Collection[str]) -> Trust:
    if not keys:
        return Trust.UNKNOWN
    return Trust.KNOWN if fingerprint in keys else Trust.CHANGED


def _step(package: Package, adopted: Adopted | None) -> Step:
    if adopted is None:
        return Step.FIRST
    if package.digest == adopted.digest:
        return Step.SAME
    if _numbers(package.toolkit.version) <= _numbers(adopted.version):
        return Step.OLDER
    return Step.NEXT if package.toolkit.previous == adopted.digest else Step.LATER


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def _part(one: Document, ours: Document | None) -> PartSeen:
    rows = FrozenMap({sheet: len(found) for sheet, found in one.sheets.items()})
    return PartSeen(one, ours, rows, differences(ours, one))


def _of_law(toolkit: Toolkit, on: date) -> Iterator[Caution]:
    """Yield local values that the law does not let us choose, and another law behind the lists."""
    here = {(one.rule, one.subject): one.fingerprint for one in law_marks(on)}
    for mark in toolkit.law:
        if here.get((mark.rule, mark.subject)) != mark.fingerprint:
            what = f"được làm theo văn bản “{mark.rule}” khác với văn bản ở đây"
            yield Caution(
                "TOOLKIT.json", f"{what} ngày {format_day(on)}; hãy soát lại các danh mục."
            )
    for one in toolkit.documents:
        for number, row in enumerate(one.rows("parameters"), start=2):
            if fault := parameter_fault(row["name"], row["value"], on):
                yield Caution(f"{folder_of(one)}/parameters.csv:{number}:value", fault)


def _of_rules(rules: Collection[RuleCheck]) -> Iterator[Caution]:
    for one in rules:
        if one.fault:
            yield Caution(f"rules/{one.name}.rule", one.fault)


def _of_readme(package: Package) -> Iterator[Caution]:
    """Yield that the readme was made by hand, or by another edition of this product."""
    if package.readme != readme_text(package.toolkit):
        yield Caution(README, "khác với bản chương trình này tự viết từ các danh mục; hãy đọc kỹ.")


def _of_cells(toolkit: Toolkit) -> Iterator[Caution]:
    for one in toolkit.documents:
        for sheet in LISTS[one.kind]:
            file = f"{folder_of(one)}/{sheet.name}.csv"
            for number, row in enumerate(one.rows(sheet.name), start=2):
                yield from _of_row(f"{file}:{number}", row)


def _of_row(place: str, row: Row) -> Iterator[Caution]:
    """Yield what looks like a person's, and what a spreadsheet would take for a formula."""
    for column, text in row.items():
        for pattern, what in _PERSONAL:
            if pattern.search(text):
                yield Caution(
                    f"{place}:{column}", f"có thể có {what}; bộ công cụ không chứa dữ liệu cá nhân."
                )
        if _FORMULA.match(text):
            yield Caution(
                f"{place}:{column}",
                "bảng tính sẽ hiểu ô này là công thức; ở đây nó chỉ là chữ.",
            )
