"""What the page of one objection shows: the line, the words of both sides, what comes next."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from congvu.access.policy import may_amend, may_lodge
from congvu.access.rights import Rights
from congvu.apps.evaluation import queries
from congvu.apps.evaluation.enums import ObjectionState, ObjectionStepKind
from congvu.apps.evaluation.queries import (
    HeldObjection,
    ObjectionRow,
    StepRow,
    Stored,
)
from congvu.apps.evaluation.queries.years.replacements import (
    replacement_of_objection,
)
from congvu.apps.evaluation.queries.years.results import (
    year_result,
)
from congvu.web.objections.authority import decides
from congvu.web.objections.bars import Pair, bars_of, score_shown
from congvu.web.objections.change_form import Line, changes_in_words, lines_of
from congvu.web.objections.months import named
from congvu.web.objections.rows import clock_words, holder_words, is_late, month_words
from congvu.web.objections.year_change_form import year_changes_in_words, year_lines_of
from congvu.web.objections.year_words import result_words
from congvu.web.officer.month_view import Score
from congvu.web.shared.clauses import Clause, clause_of
from congvu.web.shared.moments import moment
from congvu.web.shared.numbers import points

CLAUSE = "Đ22"
_OUTSIDE = ("http://", "https://")


@dataclass(frozen=True)
class Said:
    """A step of the objection, as it is told."""

    what: str
    who: str
    text: str


@dataclass(frozen=True)
class Fact:
    """One thing that is known of it."""

    label: str
    value: str
    href: str = ""


@dataclass(frozen=True)
class ObjectionPage:
    """The whole page; the forms that this reader may send are told by `withdraws` … `decides`."""

    id: int
    title: str
    state: str
    clock: str
    late: bool
    facts: tuple[Fact, ...]
    text: str
    link: str
    outside: bool
    file_name: str
    score: Score | None
    bars: tuple[Pair, ...]
    story: tuple[Said, ...]
    granted: tuple[str, ...]
    clause: Clause
    papers: bool
    withdraws: bool
    replies: bool
    advises: bool
    decides: bool
    propose_href: str
    lines: tuple[Line, ...]
    problem: str
    step: str
    typed: str


def objection_page(
    row: ObjectionRow,
    rights: Rights,
    today: date,
    *,
    problem: str = "",
    step: str = "",
    typed: str = "",
    fields: Mapping[str, str] | None = None,
) -> ObjectionPage:
    """Build the page for a reader; `step` names the form whose sending met a `problem`."""
    held = queries.held([row], today)[0]
    may_decide = row.waits and _may_decide(row) and decides(rights, row, held.decider)
    matter = _of_year(row) if row.of_year else _of_month(row, today)
    steps = queries.steps_of(row.id)
    return ObjectionPage(
        id=row.id,
        title=row.label,
        state=str(ObjectionState(row.state).label),
        clock=clock_words(row, today),
        late=is_late(row, today),
        facts=tuple(_facts(held, matter, today)),
        text=row.text,
        link=row.link,
        outside=row.link.startswith(_OUTSIDE),
        file_name=row.file_name,
        score=matter.score,
        bars=bars_of(matter.score, row.subject),
        story=tuple(_said(one) for one in steps),
        granted=matter.granted,
        clause=clause_of(CLAUSE),
        papers=not row.waits,
        withdraws=row.waits and may_lodge(rights, person=row.person_id),
        replies=row.waits and rights.person in row.scorers and not _replied(steps),
        advises=_advises(row, rights),
        decides=may_decide,
        propose_href=_propose_href(row, rights, matter),
        lines=matter.lines(fields) if may_decide else (),
        problem=problem,
        step=step,
        typed=typed,
    )


@dataclass(frozen=True)
class _Matter:
    """The result that is objected to, of a month or a year, and what was done about it.

    `carried` is the page of the proposal that carries out what was granted, `under_way` whether it
    still waits for somebody.
    """

    result: str
    href: str
    score: Score | None
    granted: tuple[str, ...]
    lines: Callable[[Mapping[str, str] | None], tuple[Line, ...]]
    carried: Fact | None
    under_way: bool
    propose_href: str


def _of_month(row: ObjectionRow, today: date) -> _Matter:
    month, rules = named(row.period)
    view = queries.month_of(row.person, month, rules)
    stored = Stored(month, view.card, tuple(task.row for task in view.tasks), view.rules)
    stands = queries.current_result(view.card)
    proposal = queries.proposal_of_objection(row.id)
    href = proposal and reverse("amendment", args=(proposal.id,))
    return _Matter(
        result=points(view.score_hundredths) if view.scored else view.reason,
        href=reverse("person_month", args=(row.person, row.period)),
        score=score_shown(view, today),
        granted=changes_in_words(stored, row.changes) if row.changes else (),
        lines=lambda fields: lines_of(stored, stands.inputs, (row.subject,), fields),
        carried=Fact("Điều chỉnh", f"số {proposal.id}", href) if proposal and href else None,
        under_way=bool(proposal and proposal.under_way),
        propose_href=f"{reverse('amendment_new', args=(row.person, row.period))}"
        f"?kien-nghi={row.id}",
    )


def _of_year(row: ObjectionRow) -> _Matter:
    result = year_result(row.result_id or 0)
    found = replacement_of_objection(row.id)
    href = found and reverse("replacement", args=(found.id,))
    return _Matter(
        result=result_words(result),
        href="",
        score=None,
        granted=year_changes_in_words(result, row.changes) if row.changes else (),
        lines=lambda fields: year_lines_of(result, (row.subject,), fields),
        carried=Fact("Thay thế", f"đề nghị số {found.id}", href) if found and href else None,
        under_way=bool(found and found.under_way),
        propose_href=f"{reverse('replacement_new', args=(row.period, row.person))}"
        f"?kien-nghi={row.id}",
    )


def _may_decide(row: ObjectionRow) -> bool:
    return not row.asks_opinion or row.state == ObjectionState.ADVISED


def _replied(steps: list[StepRow]) -> bool:
    return any(one.kind == ObjectionStepKind.REPLIED for one in steps)


def _advises(row: ObjectionRow, rights: Rights) -> bool:
    """Whether the form of the opinion is shown; who may not give one is told so on sending."""
    asked = row.asks_opinion and row.state == ObjectionState.LODGED
    free = rights.person is None or rights.person not in row.scorers
    return asked and free and may_amend(rights, person=row.person_id, unit_path=row.unit_path)


def _propose_href(row: ObjectionRow, rights: Rights, matter: _Matter) -> str:
    waits = row.state == ObjectionState.ACCEPTED and not matter.under_way
    if not waits or not may_amend(rights, person=row.person_id, unit_path=row.unit_path):
        return ""
    return matter.propose_href


def _facts(held: HeldObjection, matter: _Matter, today: date) -> Iterator[Fact]:
    row = held.row
    yield Fact("Của", f"{row.full_name}, {row.unit_name}")
    yield Fact("Kết quả", f"{month_words(row)}: {matter.result}", matter.href)
    yield Fact("Gửi lúc", moment(row.lodged_at))
    yield Fact("Đang ở", holder_words(held, today) or "–")
    scored = dict.fromkeys(filter(None, (row.reviewer, row.confirmer)))
    if scored:
        who = "Người xếp loại" if row.of_year else "Người chấm, xác nhận"
        yield Fact(who, ", ".join(scored))
    if matter.carried is not None:
        yield matter.carried


def _said(step: StepRow) -> Said:
    behalf = f", thay {step.on_behalf_of}" if step.on_behalf_of else ""
    who = f"{step.name or 'Hệ thống'}{behalf}, {moment(step.at)}"
    return Said(str(ObjectionStepKind(step.kind).label), who, step.text)
