"""What the pages of replacements show: before and after, what was wrong, who did what, others."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse

from congvu.access.policy import may_amend
from congvu.access.rights import Rights
from congvu.apps.evaluation.enums import ProposalState
from congvu.apps.evaluation.queries import years as year_queries
from congvu.apps.evaluation.queries.years import YearResultRow
from congvu.apps.evaluation.queries.years.inputs import (
    OTHER_YEAR_RULES,
    YearText,
)
from congvu.apps.evaluation.queries.years.replacements import (
    NamedRow,
    ReplacementRow,
)
from congvu.apps.evaluation.queries.years.replacing import (
    Rerated,
    rerated,
    what_comes,
)
from congvu.apps.evaluation.queries.years.subjects import (
    PLACES,
)
from congvu.engine.scoring import program_for
from congvu.kernel.dates import format_day
from congvu.web.objections.year_change_form import year_changes_in_words
from congvu.web.objections.year_words import (
    level_labels,
    level_words,
    result_words,
    rules_of_year,
)
from congvu.web.shared.clauses import Clause, clause_of
from congvu.web.shared.moments import moment
from congvu.web.shared.numbers import points

PLACES_WORDS = "Tính lại theo số chỗ xuất sắc hiện nay"


@dataclass(frozen=True)
class Line:
    """A proposal in a list."""

    href: str
    who: str
    where: str
    why: str
    state: str
    waits: bool
    number: str


@dataclass(frozen=True)
class Fact:
    """One thing that is known of it."""

    label: str
    value: str
    href: str = ""


@dataclass(frozen=True)
class Link:
    """One result of the chain, by the beginning of its hash."""

    words: str
    mark: str
    here: bool


@dataclass(frozen=True)
class Person:
    """One person named: her result before and after, what was changed, every result so far."""

    who: str
    where: str
    was: str
    was_score: str
    now: str
    now_score: str
    changes: tuple[str, ...]
    chain: tuple[Link, ...]


@dataclass(frozen=True)
class Moved:
    """Somebody not named whose level would be another by the same places."""

    words: str
    href: str


@dataclass(frozen=True)
class ReplacementPage:
    """The whole page; `digest` is that of the results shown, which is what a signature takes."""

    id: int
    title: str
    standing: str
    waits: bool
    awaits_signature: bool
    digest: str
    people: tuple[Person, ...]
    reason: str
    refusal: str
    clause: Clause
    facts: tuple[Fact, ...]
    moved: tuple[Moved, ...]
    problem: str


def replacement_lines(
    rows: Iterable[ReplacementRow], named: Mapping[int, list[NamedRow]]
) -> list[Line]:
    """Proposals as a list shows them."""
    return [
        Line(
            href=reverse("replacement", args=(row.id,)),
            who=", ".join(one.full_name for one in named.get(row.id, ())),
            where=f"năm {row.year}, {row.round_name}",
            why=row.reason,
            state=str(ProposalState(row.state).label),
            waits=row.under_way,
            number=f"{row.number} → {row.new_number}" if row.new_number else row.number,
        )
        for row in rows
    ]


def reasons_against(row: ReplacementRow, named: list[NamedRow], rights: Rights, user: int) -> str:
    """Why the reader may not check a proposal, empty where she may."""
    for one in named:
        if not may_amend(rights, person=one.person_id, unit_path=one.unit_path):
            return "ngoài phạm vi"
    if user == row.proposer_user:
        return "là người đề nghị"
    return "là người đã quyết định xếp loại" if rights.person == row.rated_by_id else ""


@dataclass(frozen=True)
class _Read:
    """What the page was built from: results by form, the levels in words, the text if it fits."""

    chains: Mapping[int, list[YearResultRow]]
    labels: Mapping[str, str]
    text: YearText | None


def replacement_page(row: ReplacementRow, named: list[NamedRow]) -> ReplacementPage:
    """Build the page of a proposal, whether it waits, is in force or was refused."""
    read = _read(named)
    comes = _comes(row, named, read.text)
    return ReplacementPage(
        id=row.id,
        title=f"Thay kết quả xếp loại năm {row.year}",
        standing=str(ProposalState(row.state).label),
        waits=row.under_way,
        awaits_signature=row.state == ProposalState.CHECKED,
        digest=comes.digest if comes else "",
        people=tuple(_person(row, one, comes, read) for one in named),
        reason=row.reason,
        refusal=row.refusal,
        clause=clause_of(row.clause),
        facts=tuple(_facts(row)),
        moved=tuple(_moved(row, comes, read.labels)) if comes else (),
        problem="" if read.text else OTHER_YEAR_RULES,
    )


def _read(named: list[NamedRow]) -> _Read:
    chains: dict[int, list[YearResultRow]] = {}
    for one in year_queries.year_results_through_time(*(each.rating_id for each in named)):
        chains.setdefault(one.rating_id, []).append(one)
    first = chains[named[0].rating_id][0]
    rules = rules_of_year(first)
    fits = rules.fingerprint == first.rules_fingerprint
    text = YearText(rules, program_for(rules)) if fits else None
    return _Read(chains, level_labels(rules), text)


def _comes(row: ReplacementRow, named: list[NamedRow], text: YearText | None) -> Rerated | None:
    """What it comes to, and whom it moves; once in force only whom it leaves to be named."""
    if row.state == ProposalState.REFUSED or text is None:
        return None
    if row.under_way:
        return what_comes(row, named, text)
    return rerated(row.round_id, row.period_id, {}, text=text)


def _person(row: ReplacementRow, one: NamedRow, comes: Rerated | None, read: _Read) -> Person:
    chain = read.chains[one.rating_id]
    before = next(each for each in chain if each.id == one.before_id)
    after = next((each for each in chain if each.before_id == before.id), None)
    now, score = _after(row, before, after, comes, read.labels)
    places = (PLACES_WORDS,) if one.changes.get(PLACES) else ()
    told = year_changes_in_words(before, one.changes, read.text) if read.text else ()
    return Person(
        who=one.full_name,
        where=one.unit_name,
        was=level_words(before, read.labels),
        was_score=points(before.score_hundredths),
        now=now,
        now_score=score,
        changes=(*told, *places),
        chain=tuple(
            Link(result_words(each, read.labels), each.sha256, each.decision_id == row.decision_id)
            for each in chain
        ),
    )


def _after(
    row: ReplacementRow,
    before: YearResultRow,
    after: YearResultRow | None,
    comes: Rerated | None,
    labels: Mapping[str, str],
) -> tuple[str, str]:
    if row.decision_id is not None and after is not None:
        return level_words(after, labels), points(after.score_hundredths)
    found = comes.named if comes else ()
    record = next((each.record for each in found if each.before.id == before.id), None)
    if record is None:
        return "", ""
    words = labels.get(record.level)
    return words or f"không xếp loại: {record.not_ranked_reason}", points(record.score_hundredths)


def _facts(row: ReplacementRow) -> Iterator[Fact]:
    yield Fact("Quyết định bị thay", f"số {row.number} ngày {format_day(row.day)}")
    if row.objection_id is not None:
        href = reverse("objection", args=(row.objection_id,))
        yield Fact("Theo kiến nghị", row.objection_label or "", href)
    yield Fact("Người đề nghị", f"{row.proposer}, {moment(row.proposed_at)}")
    if row.checker and row.checked_at:
        yield Fact("Người kiểm tra", f"{row.checker}, {moment(row.checked_at)}")
    if row.new_number and row.new_day and row.signed_at:
        yield Fact("Quyết định mới", f"số {row.new_number} ngày {format_day(row.new_day)}")
        yield Fact("Người ký", f"{row.signer}, {moment(row.signed_at)}")


def _moved(row: ReplacementRow, comes: Rerated, labels: Mapping[str, str]) -> Iterator[Moved]:
    for one in comes.shifted:
        was, now = (labels.get(level, "không xếp loại") for level in (one.row.level, one.level))
        yield Moved(
            f"{one.row.full_name}, {one.row.unit_name}: đang là {was}, tính lại là {now}",
            reverse("replacement_new", args=(row.year, one.row.person)),
        )
