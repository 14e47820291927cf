"""Whose work a record is: people of the system's unit, found by code, sign-in or name."""

from collections.abc import Iterable, Sequence
from datetime import date

from congvu.apps.positions.queries import DatedPosting, postings_named
from congvu.apps.work.enums import PersonBy
from congvu.apps.work.queries import RuleRow
from congvu.exchange.intake.mapping import Unmappable
from congvu.exchange.intake.records import Record
from congvu.kernel.dates import format_day
from congvu.kernel.vietnamese import fold

_Asked = tuple[str, str]


class Directory:
    """The people that some records name, looked up once: two people never share an answer."""

    def __init__(self, unit_path: str, unit_name: str, asked: Iterable[_Asked]) -> None:
        self._unit = unit_name
        named: dict[str, set[str]] = {one.value: set() for one in PersonBy}
        for way, text in asked:
            named[way].add(text)
        rows = postings_named(
            unit_path,
            codes=named[PersonBy.CODE] | named[PersonBy.FIXED],
            accounts=named[PersonBy.ACCOUNT],
            names=named[PersonBy.NAME],
        )
        self._postings: dict[_Asked, list[DatedPosting]] = {}
        for row in rows:
            for key in _answers(row):
                self._postings.setdefault(key, []).append(row)

    def find(self, asked: _Asked, shown: str, on: date) -> DatedPosting:
        """Return the posting of a day of whom a record names; raises Unmappable."""
        found = self._postings.get(asked, [])
        today = {row.person_id: row for row in found if row.holds_on(on)}
        if len(today) > 1:
            raise Unmappable(
                f"Có {len(today)} người tên “{shown[:60]}” ở {self._unit}; hãy dùng mã."
            )
        if not today:
            when = f" vào ngày {format_day(on)}" if found else ""
            raise Unmappable(f"Không có “{shown[:60]}” ở {self._unit}{when}.")
        return next(iter(today.values()))


def _answers(row: DatedPosting) -> list[_Asked]:
    ways = [(PersonBy.CODE, row.person), (PersonBy.FIXED, row.person)]
    ways += [(PersonBy.NAME, row.search_key)]
    if row.account:
        ways += [(PersonBy.ACCOUNT, row.account)]
    return [(way.value, text) for way, text in ways]


def asked_by(rule: RuleRow, record: Record) -> _Asked:
    """Return how and by which text a rule asks for the person of a record."""
    if rule.person_by == PersonBy.FIXED:
        return (PersonBy.FIXED.value, rule.person or "")
    text = record.text(rule.person_field)
    if rule.person_by == PersonBy.NAME:
        return (rule.person_by, fold(text))
    return (rule.person_by, text.lower() if rule.person_by == PersonBy.ACCOUNT else text)


def shown_by(rule: RuleRow, record: Record) -> str:
    """Return what the record says of the person; raises Unmappable where it says nothing."""
    if rule.person_by == PersonBy.FIXED:
        return rule.person_name or ""
    text = record.text(rule.person_field)
    if not text:
        raise Unmappable(f"Cột “{rule.person_field}” trống; cần người làm việc này.")
    return text


def directory_for(
    unit_path: str, unit_name: str, pairs: Sequence[tuple[RuleRow, Record]]
) -> Directory:
    """Look up everybody whom these records name under these rules; one query."""
    return Directory(unit_path, unit_name, {asked_by(rule, record) for rule, record in pairs})
