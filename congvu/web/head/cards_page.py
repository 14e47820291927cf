"""From cards under review, as the records and the engine give them, to the page Chấm phiếu."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from urllib.parse import urlencode

from django.urls import reverse

from congvu.apps.evaluation.enums import ScorecardState
from congvu.apps.evaluation.enums import Step as CardStep
from congvu.apps.evaluation.queries import CardRow, CardToReview
from congvu.apps.rulebook.queries import PeriodRow
from congvu.law.criteria import Criterion
from congvu.law.registry import Rules, general_criteria_on
from congvu.law.schema import Parameter
from congvu.web.head.card_form import FIELDS
from congvu.web.head.card_words import asks_reason, flags_of
from congvu.web.head.cards_view import CardsPage, Point, Row, Step, StepText, Typed
from congvu.web.head.room_view import Share, weight_of
from congvu.web.shared.card_files import FileLink, files_by_criterion
from congvu.web.shared.card_reach import PERIOD
from congvu.web.shared.card_standing import standing_of
from congvu.web.shared.deadlines import due
from congvu.web.shared.levels import scale_of
from congvu.web.shared.names import from_given
from congvu.web.shared.numbers import NOTHING, amount, percent, points, ratio
from congvu.web.shared.paging import Pages

CONFIRM, COMMENT = "xac-nhan", "nhan-xet"
RESULTS_MAX = "results_max"
_SHARES = (("a", "Số lượng"), ("b", "Chất lượng"), ("c", "Tiến độ"), ("d", "Đơn vị (d)"))
_STEPS = (
    ("organising", "đ. Khả năng tổ chức triển khai nhiệm vụ"),
    ("unity", "e. Năng lực tập hợp, đoàn kết"),
)


@dataclass(frozen=True)
class Asked:
    """One card, and what the reader may do with it: CONFIRM, COMMENT."""

    card: CardToReview
    act: str

    @property
    def needs(self) -> bool:
        """Whether the next step is the reader's."""
        state = self.card.card.state
        mine = self.act == CONFIRM or state in (ScorecardState.DRAFT, ScorecardState.SELF_SCORED)
        return self.card.waits and mine

    @property
    def plain(self) -> bool:
        """Whether the reader may confirm it together with others."""
        return self.act == CONFIRM and self.card.plain


@dataclass(frozen=True)
class Shown:
    """What the rows of a page rest on besides their cards."""

    period: PeriodRow
    rules: Rules
    today: date


def in_order(found: Sequence[Asked]) -> list[Asked]:
    """Whoever needs the reader most first; then the plain ones, those of others, the done."""

    def place(one: Asked) -> tuple[int, int]:
        if not one.needs:
            return (2 if one.card.waits else 3), 0
        return int(one.plain), -weight_of(flags_of(one.card))

    return sorted(found, key=place)


def cards_page(
    every: Sequence[Asked],
    shown: Shown,
    pages: Pages,
    *,
    query: str,
    one: str = "",
    typed: Mapping[str, Typed] | None = None,
    problem: str = "",
) -> CardsPage:
    """The page of these cards, in their order; `typed` is what was not taken, by person."""
    known = typed or {}
    rows = [
        row_of(asked, shown, known.get(asked.card.card.person, Typed()))
        for asked in every[pages.first : pages.last]
    ]
    period = shown.period
    return CardsPage(
        period=period.label,
        deadline=due("hạn nhận xét", period.comment_by, shown.today) if period.is_open else "",
        summary=_summary(every),
        rows=tuple(rows),
        plain=tuple(row for row in rows if row.plain),
        key=tuple(_key(one) for one in general_criteria_on(period.ends_on)),
        steps=_step_key(shown.rules) if any(row.steps for row in rows) else (),
        query=query,
        pages=pages,
        one=one,
        problem=problem,
    )


def _key(one: Criterion) -> Point:
    return Point(one.code, one.label, amount(one.max_hundredths), "", "", changed=False)


def _summary(every: Sequence[Asked]) -> tuple[str, ...]:
    plain = sum(one.plain for one in every)
    counts = (
        (sum(one.needs and not one.plain for one in every), "cần xem"),
        (plain, "không có gì bất thường"),
        (sum(one.card.card.confirmed for one in every), "đã xác nhận"),
    )
    return (f"{len(every)} phiếu", *(f"{count} {words}" for count, words in counts if count))


def row_of(asked: Asked, shown: Shown, typed: Typed) -> Row:
    """One card as the page shows it, with what was typed into it."""
    one, card = asked.card, asked.card.card
    before, given = from_given(card.full_name, card.given)
    open_now = shown.period.is_open and not card.not_scored_reason and not card.stands
    values = _points(card, shown, typed)
    return Row(
        person=card.person,
        before=before,
        given=given,
        where=f"{card.title}, {card.unit_name}" if card.title else card.unit_name,
        href=reverse("person_month", args=(card.person, shown.period.key)),
        at=f"{reverse('card_answer', args=(card.person,))}?{urlencode({PERIOD: shown.period.key})}",
        seen=card.seen,
        standing=standing_of(card, one.authority, shown.period, shown.today, mine=False),
        flags=flags_of(one),
        notes=tuple(sorted(card.general_notes.items())) if _is_sent(card) else (),
        files=_files(card),
        shares=tuple(
            Share(label, percent(one.month.shares[name]))
            for name, label in _SHARES
            if name in one.month.shares
        ),
        below=one.below,
        results=_results(one, shown.rules),
        score=points(one.month.score_hundredths),
        level=scale_of(shown.rules).level_of(one.month.score_hundredths)
        if one.month.level
        else None,
        points=values,
        own=amount(card.general_self_hundredths),
        sum=_sum(card),
        steps=_steps(card, typed, shown.rules),
        comment=typed.comment or card.comment,
        reason=typed.reason or card.extreme_reason,
        asks_reason=asks_reason(one) and asked.act == CONFIRM,
        act=asked.act if open_now and not card.confirmed else "",
        plain=asked.plain and open_now,
        needs=asked.needs and open_now,
        confirmed=card.confirmed and open_now and asked.act == CONFIRM,
        returnable=open_now
        and asked.act == CONFIRM
        and card.state in (ScorecardState.SELF_SCORED, ScorecardState.REVIEWED),
        typed=typed,
    )


def _files(card: CardRow) -> tuple[tuple[str, tuple[FileLink, ...]], ...]:
    if not _is_sent(card):
        return ()
    return tuple(sorted(files_by_criterion(card.files).items()))


def _is_sent(card: CardRow) -> bool:
    """A draft is its owner's alone until it is sent."""
    return card.state != ScorecardState.DRAFT


def _reviewed(card: CardRow) -> bool:
    return card.state not in (ScorecardState.DRAFT, ScorecardState.SELF_SCORED)


def _sum(card: CardRow) -> str:
    return amount(card.general_hundredths if _reviewed(card) else card.general_self_hundredths)


def _points(card: CardRow, shown: Shown, typed: Typed) -> tuple[Point, ...]:
    """The proposal is what was reviewed, else the self-score; never full marks of ours."""
    own = card.general_self if _is_sent(card) else {}
    stands = card.general_confirmed if _reviewed(card) else own
    return tuple(
        Point(
            code=one.code,
            label=one.label,
            most=amount(one.max_hundredths),
            own=amount(own.get(one.code)),
            value=typed.points[one.code] if one.code in typed.points else _text(stands, one.code),
            changed=stands.get(one.code) != own.get(one.code),
        )
        for one in general_criteria_on(shown.period.ends_on)
    )


def _text(given: Mapping[str, int], code: str) -> str:
    return amount(given[code]) if code in given else ""


def _steps(card: CardRow, typed: Typed, rules: Rules) -> tuple[Step, ...]:
    if not card.is_leader:
        return ()
    return tuple(
        Step(
            FIELDS[name],
            label,
            _options(name, rules),
            getattr(typed, name) or _chosen(getattr(card, name)),
            getattr(typed, f"{name}_reason") or getattr(card, f"{name}_reason"),
        )
        for name, label in _STEPS
    )


def _step_key(rules: Rules) -> tuple[Step, ...]:
    """đ and e with what the law says of their steps."""
    return tuple(Step(FIELDS[name], label, _options(name, rules), "", "") for name, label in _STEPS)


def _options(name: str, rules: Rules) -> tuple[StepText, ...]:
    return tuple(
        _option(step, rules.parameters.get(f"{name}_{step.name.lower()}")) for step in CardStep
    )


def _option(step: CardStep, of: Parameter | None) -> StepText:
    """A step's word, with what it counts where the rules in force say so."""
    word = str(step.label)
    if of is None:
        return StepText(str(step.value), word, "")
    return StepText(str(step.value), f"{word} {percent(Fraction(of.value))}", of.says)


def _chosen(step: int | None) -> str:
    return "" if step is None else str(step)


def _results(one: CardToReview, rules: Rules) -> str:
    share = one.month.shares.get("share")
    if share is None or RESULTS_MAX not in rules.parameters:
        return NOTHING
    return ratio(share * Fraction(rules.value(RESULTS_MAX)))
