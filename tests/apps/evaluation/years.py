"""Whole years of the small agency: months published at the points asked for, a round to decide."""

from collections.abc import Mapping

from congvu.apps.accounts.models import User
from congvu.apps.evaluation import actions
from congvu.apps.evaluation.actions import NewDecision
from congvu.apps.evaluation.enums import Shortfall
from congvu.apps.evaluation.models import (
    CriteriaSet,
    OrganisationAssessment,
    Recognition,
    Scorecard,
)
from congvu.apps.evaluation.queries import years as year_queries
from congvu.apps.org.models import Person, Unit
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook.queries import PeriodRow, periods, year_period
from congvu.kernel.dates import DAY
from congvu.kernel.periods import Month
from tests.apps import world

WHY = {"by": None, "at": world.AT}
REASONS = {
    Shortfall.MEETING: "Biên bản số 12 ngày 01/12",
    Shortfall.PARTY: "Văn bản số 5 của Đảng ủy",
    Shortfall.FORM: "Đã nộp bản giấy",
    Shortfall.EARLIER: "Theo dõi bằng bảng tính, chưa nhập",
    Shortfall.OBJECTION: "Trả lời sau",
}


def year(
    points: Mapping[str, int], posts: tuple[world.Post, ...] = world.POSTS, months: int = 2
) -> PeriodRow:
    """The agency with its last months published at these points (hundredths), and 2026 opened.

    Whoever has no points was not scored in them.
    """
    world.agency(posts)
    for number in range(13 - months, 13):
        publish(Month(2026, number), points)
    period, _ = actions.begin_year(2026, **WHY)
    for unit in ("P", "P1", "P2", "S"):
        recognise(unit)
    return year_period(int(period.key))


def recognise(code: str, level: str = "excellent") -> None:
    """An organisation whose year was recognised at a level."""
    unit = Unit.objects.get(code=code)
    criteria = CriteriaSet.objects.create(
        unit_kind=unit.kind,
        valid_from=world.START + DAY * unit.pk,
        decision="QĐ 5",
        set_at=world.AT,
    )
    assessed = OrganisationAssessment.objects.create(
        unit=unit, year=2026, criteria=criteria, state="reviewed", proposed_level=level,
        sent_at=world.AT, reviewed_at=world.AT,
    )  # fmt: skip
    Recognition.objects.create(
        assessment=assessed, unit=unit, year=2026, authority_unit=unit, level=level,
        authority=Person.objects.get(code="dung"), level_before_cap=level, score_hundredths=9500,
        inputs={}, totals={}, rules_fingerprint="0" * 64, decision="QĐ 77",
        decided_on=world.AT.date(), sha256="0" * 64, at=world.AT,
    )  # fmt: skip


def publish(month: Month, points: Mapping[str, int]) -> None:
    """Publish a month with these points, as a close stores them."""
    known = {one.key: one for one in periods()}
    period = known.get(month.key) or rulebook.open_period(month, **WHY)
    actions.open_scorecards(period, **WHY)
    for card in Scorecard.objects.filter(period=period.id).select_related("person"):
        given = points.get(card.person.code)
        Scorecard.objects.filter(pk=card.pk).update(
            state="published",
            closed_at=world.AT,
            score_hundredths=given,
            not_scored_reason="" if given is not None else "không chấm",
            inputs_hash="0" * 64,
            totals={"band": 1},
            rules_fingerprint="0" * 64,
            settled=True,
        )
    rulebook.mark_published(period.id)


def account(person: str) -> User:
    """The account that a person signs in with, or a technical one of that name."""
    user, made = User.objects.get_or_create(
        username=person, defaults={"display_name": f"Người {person}", "password": "!"}
    )
    if made:
        Person.objects.filter(code=person).update(user=user)
    return user


def round_of(period: PeriodRow, unit: str = "P") -> year_queries.RoundRow:
    return year_queries.round_of(period.id, unit)


def now(period: PeriodRow, unit: str = "P") -> year_queries.RoundNow:
    return year_queries.round_now(period, round_of(period, unit))


def levels(period: PeriodRow, unit: str = "P") -> dict[str, str]:
    """Everybody's level as it comes out now."""
    return {one.row.person: one.level for one in now(period, unit).found.rows}


def form(period: PeriodRow, person: str) -> int:
    return year_queries.rating_of(person, period_id=period.id).id


def propose(period: PeriodRow, unit: str = "P", reasons: Mapping[str, str] = REASONS) -> str:
    """The adviser proposes the round; the digest of what it comes to."""
    return actions.propose_round(
        round_of(period, unit).id, reasons=reasons, proposer=None,
        by=account("adviser"), at=world.AT,
    )  # fmt: skip


def decision(digest: str, **more: object) -> NewDecision:
    given = {
        "number": "15/QĐ-UBND", "day": world.AT.date(), "publicity": "Trên hệ thống",
        "signer": Person.objects.get(code="alice").pk, "digest": digest,
    } | more  # fmt: skip
    return NewDecision(**given)


def decided(period: PeriodRow, unit: str = "P", signer: str = "alice") -> int:
    """Propose the round and have its head sign what was seen."""
    digest = propose(period, unit)
    new = decision(digest, signer=Person.objects.get(code=signer).pk)
    return actions.decide_round(round_of(period, unit).id, new, by=account(signer), at=world.AT)
