"""Phiếu Mẫu số 01 from the records: one month of one person as the values of its form."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction

from congvu.apps.evaluation.enums import Step
from congvu.apps.evaluation.queries import CardRow, MonthView, Signings
from congvu.apps.evaluation.queries import CriterionLine as Line
from congvu.engine.explain import Bar
from congvu.exchange.forms.month_card import (
    CriterionGroup,
    CriterionLine,
    Effect,
    MonthCard,
    Signed,
)
from congvu.exchange.papers.codes import Kind
from congvu.exchange.papers.footers import Footing
from congvu.exchange.papers.wording import (
    act_told,
    day_line,
    exact,
    moment,
    points,
    short,
    signed,
)
from congvu.kernel.dates import local_day
from congvu.law.clauses import clause_in_words
from congvu.law.criteria import Criterion
from congvu.law.registry import the_law

CHANGED = "quy định đã đổi sau khi công bố; chi tiết nằm trong bản lưu của phiếu"


@dataclass(frozen=True, slots=True)
class Filling:
    """What the cards of one file share: the place named before a day, who signed, the feet."""

    place: str
    signings: Signings
    foot: Footing
    explained: bool


def card_of(view: MonthView, filling: Filling) -> MonthCard:
    """Fill in one card; a draft says so, and has no hash at its foot."""
    card = view.card
    groups = tuple(_groups(view))
    return MonthCard(
        agency=card.agency_name,
        unit=card.unit_name,
        period=view.period.label.replace("/", " năm "),
        name=card.full_name,
        title=card.title,
        groups=groups,
        most=short(sum(one.max_hundredths for one in _law_groups(view))),
        own=short(card.general_self_hundredths),
        general=_general(card),
        results=results_of(view),
        total=_total(view),
        strengths=card.strengths,
        shortcomings=card.shortcomings,
        comment=_comment(card),
        sent=_sent(card, filling),
        confirmed=_confirmed(card, filling),
        draft=not card.stands,
        full=points(view.explanation.start_shown) if view.explanation else "",
        effects=tuple(_effects(view)) if filling.explained else (),
        footer=filling.foot(Kind.CARD, card.id, card.inputs_hash),
    )


def _law_groups(view: MonthView) -> Collection[Criterion]:
    return the_law().criterion_groups_on(view.period.ends_on)


def _groups(view: MonthView) -> Iterator[CriterionGroup]:
    for group in _law_groups(view):
        inside = [line for line in view.criteria if line.criterion.group == group.code]
        given = [line.self_hundredths for line in inside]
        own = None if None in given else sum(points for points in given if points is not None)
        head = CriterionLine(group.code, group.label, short(group.max_hundredths), short(own))
        yield CriterionGroup(head, tuple(_line(line) for line in inside))


def _line(line: Line) -> CriterionLine:
    one = line.criterion
    number = one.code.rpartition(".")[2]
    return CriterionLine(number, one.label, short(one.max_hundredths), short(line.self_hundredths))


def _general(card: CardRow) -> str:
    own = points(card.general_self_hundredths)
    if not card.reviewed:
        return f"{own} điểm (cá nhân tự chấm, chưa xác nhận)" if own else ""
    stands = "được xác nhận" if card.confirmed else "nhận xét, chưa xác nhận"
    beside = f"; cá nhân tự chấm {own}" if own else ""
    return f"{points(card.general_hundredths)} điểm ({stands}{beside})"


def results_of(view: MonthView) -> str:
    """The points for the work, exact, beside the most that there is."""
    if view.rules_changed:
        return CHANGED
    if not view.outcome.scored:
        return ""
    if not any(item.name == "general" for item in view.outcome.stage.inputs):
        return f"{exact(Fraction(view.outcome.step('exact')))} điểm"
    most = Fraction(view.rules.value("results_max"))
    reached = exact(Fraction(view.outcome.step("share")) * most)
    return f"{reached} điểm (trong {exact(most)})"


def _total(view: MonthView) -> str:
    if view.score_hundredths is None:
        return f"chưa chấm điểm: {view.reason}" if view.reason else ""
    return f"{points(view.score_hundredths)} điểm{'' if view.card.stands else ' (tạm tính)'}"


def _comment(card: CardRow) -> str:
    why = f"Lý do của mức điểm: {card.extreme_reason}" if card.extreme_reason else ""
    return "\n".join(filter(None, (card.comment, why)))


def _sent(card: CardRow, filling: Filling) -> Signed:
    act = filling.signings.sent.get(card.person)
    if act is None or not card.self_scored:
        return Signed(day_line(filling.place, None), card.full_name)
    day = day_line(filling.place, local_day(act.at))
    return Signed(day, card.full_name, act_told("Gửi", act))


def _confirmed(card: CardRow, filling: Filling) -> Signed:
    if card.confirmed_at is None:
        return Signed(day_line(filling.place, None))
    act = filling.signings.confirmed.get(card.person)
    told = (
        act_told("Xác nhận", act)
        if act
        else f"Xác nhận trên hệ thống lúc {moment(card.confirmed_at)}"
    )
    name = card.confirmed_by or (act.actor_label if act else "")
    reviewed = card.reviewed_by
    beside = f"\nNgười nhận xét: {reviewed}" if reviewed and reviewed != card.confirmed_by else ""
    day = day_line(filling.place, local_day(card.confirmed_at))
    return Signed(day, name, f"{told}{beside}")


def _effects(view: MonthView) -> Iterator[Effect]:
    for bar in view.explanation.bars if view.explanation else ():
        if bar.effect:
            clauses = ", ".join(clause_in_words(one.strip()) for one in bar.clause.split(","))
            yield Effect(signed(bar.shown), bar.label, _what(bar, view.card), clauses)


def _what(bar: Bar, card: CardRow) -> str:
    given = {
        "organising": (card.organising, card.organising_reason),
        "unity": (card.unity, card.unity_reason),
    }
    if bar.row is not None:
        return bar.row_label
    step, reason = given.get(bar.cause, (None, ""))
    return f"{Step(step).label}: {reason}" if step is not None else ""
