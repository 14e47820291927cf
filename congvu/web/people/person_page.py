"""One person: where she works and worked, when she was away, whether the year is rated."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from congvu.apps.org.queries import AbsenceRow, DisciplineRow
from congvu.apps.positions.enums import Leads
from congvu.apps.positions.queries import FieldFile, PersonFile, PostingFile
from congvu.engine.attendance import Service
from congvu.kernel.dates import DAY, format_day
from congvu.kernel.fixed import format_ratio
from congvu.kernel.periods import whole_year
from congvu.law.clauses import clause_in_words
from congvu.web.people.people_page import KINDS, post_told
from congvu.web.people.units_page import address
from congvu.web.shared.names import name_parts
from congvu.web.shared.numbers import trimmed


@dataclass(frozen=True)
class FieldLine:
    """What a deputy looks after; `holds` marks what she does today."""

    id: int
    label: str
    days: str
    holds: bool


@dataclass(frozen=True)
class PostLine:
    """A posting: what, where, from and to when; `holds` marks those of today."""

    id: int
    post: str
    unit: str
    unit_href: str
    position: str
    days: str
    holds: bool
    fields: tuple[FieldLine, ...]
    lacks_field: bool


@dataclass(frozen=True)
class AwayLine:
    """An absence; `now` marks the one of today."""

    id: int
    label: str
    days: str
    told: str
    now: bool
    ends_on: str


@dataclass(frozen=True)
class DisciplineLine:
    """A discipline, and where it counts or why nowhere."""

    label: str
    told: str
    counts: str


@dataclass(frozen=True)
class PersonPage:
    """The whole page of one person."""

    before: str
    given: str
    after: str
    name: str
    code: str
    kind: str
    standing: str
    service: str
    not_rated: str
    posts: tuple[PostLine, ...]
    away: tuple[AwayLine, ...]
    disciplines: tuple[DisciplineLine, ...]
    shows_discipline: bool
    keeps: bool
    links: tuple[tuple[str, str], ...]


def person_page(
    person: PersonFile,
    posts: Sequence[PostingFile],
    fields: Sequence[FieldFile],
    absences: Sequence[AbsenceRow],
    disciplines: Sequence[DisciplineRow],
    service: Service,
    *,
    today: date,
    shows_discipline: bool,
    keeps: bool,
    links: tuple[tuple[str, str], ...],
) -> PersonPage:
    """The page of a person as its reader may see it."""
    before, given, after = name_parts(person.full_name, person.given)
    return PersonPage(
        before=before,
        given=given,
        after=after,
        name=person.full_name,
        code=person.code,
        kind=KINDS[person.kind],
        standing=_standing(posts, absences, today),
        service=_service(service, today),
        not_rated=_not_rated(service),
        posts=tuple(_post(one, fields, today) for one in posts),
        away=tuple(_away(one, today) for one in absences),
        disciplines=tuple(map(_discipline, disciplines)) if shows_discipline else (),
        shows_discipline=shows_discipline,
        keeps=keeps,
        links=links,
    )


def days_told(first: date, last: date | None) -> str:
    """A run of days in words, both included."""
    return f"từ {format_day(first)}" + (f" đến {format_day(last)}" if last else "")


def _standing(posts: Sequence[PostingFile], absences: Sequence[AbsenceRow], today: date) -> str:
    held = [one for one in posts if one.holds_on(today)]
    primary = next((one for one in held if one.is_primary), held[0] if held else None)
    if primary is None:
        return "Không giữ vị trí nào hôm nay"
    post = post_told(primary.title, primary.leads, primary.field, primary=primary.is_primary)
    away = next((one for one in absences if _is_now(one, today)), None)
    return f"{post}, {primary.unit_name}" + (f" · đang vắng: {away.label.lower()}" if away else "")


def _service(service: Service, today: date) -> str:
    """How long she works in the year; one under way is counted to its end by what is written."""
    under_way = today < whole_year(service.year).last_day
    year = f"Năm {service.year}{', tính đến hết năm' if under_way else ''}"
    worked = _months(service.worked)
    if service.served == service.worked:
        return f"{year}: làm việc {worked} tháng"
    served = _months(service.served)
    return f"{year}: làm việc thực tế {worked} tháng, thời gian công tác {served} tháng"


def _months(months: Fraction) -> str:
    return trimmed(format_ratio(months, 1))


def _not_rated(service: Service) -> str:
    """Why the year is not rated; a year under way is counted as it would end by what is written."""
    if service.is_rated:
        return ""
    return (
        f"Không xếp loại năm {service.year}: {service.reason} ({clause_in_words(service.clause)})"
    )


def _post(one: PostingFile, fields: Sequence[FieldFile], today: date) -> PostLine:
    hers = tuple(_field(field, today) for field in fields if field.posting_id == one.id)
    holds = one.holds_on(today)
    idle = holds and one.leads == Leads.DEPUTY and not any(line.holds for line in hers)
    return PostLine(
        one.id,
        post_told(one.title, one.leads, one.field, primary=one.is_primary),
        one.unit_name,
        address(one.unit),
        one.position_name or "",
        days_told(one.since, one.until - DAY if one.until else None),
        holds,
        hers,
        idle,
    )


def _field(one: FieldFile, today: date) -> FieldLine:
    last = one.until - DAY if one.until else None
    days = days_told(one.since, last) if one.since else f"đến {format_day(last)}" if last else ""
    begun = one.since is None or one.since <= today
    holds = begun and (one.until is None or today < one.until)
    return FieldLine(one.id, one.unit_name or one.person_name or "", days, holds)


def _away(one: AbsenceRow, today: date) -> AwayLine:
    told = " · ".join(filter(None, (one.decision, one.note)))
    ends_on = format_day(one.ends_on) if one.ends_on else ""
    days = days_told(one.starts_on, one.ends_on)
    return AwayLine(one.id, one.label, days, told, _is_now(one, today), ends_on)


def _is_now(one: AbsenceRow, today: date) -> bool:
    return one.starts_on <= today and (one.ends_on is None or today <= one.ends_on)


def _discipline(one: DisciplineRow) -> DisciplineLine:
    duty = "liên quan hoạt động công vụ" if one.duty_related else "không liên quan công vụ"
    counts = (
        f"tính vào năm {one.counts_year}, {one.counts_unit_name}"
        if one.counts_year
        else f"không tính: {one.not_counted}"
    )
    return DisciplineLine(
        one.label, f"{one.decision}, ngày {format_day(one.decided_on)} · {duty}", counts
    )
