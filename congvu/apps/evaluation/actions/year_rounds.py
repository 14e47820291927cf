"""What is done in a round before it is decided: the cap raised, an order written, levels moved.

Each is refused once the round is decided; an order among equals already when it is proposed, since
whoever writes it then knows who ties.
"""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.evaluation.enums import RoundState
from congvu.apps.evaluation.models import AutomaticCase, Rating, RatingMove, RatingRound
from congvu.apps.evaluation.queries.years.cases import moves_in
from congvu.apps.evaluation.queries.years.rated import RatedRow, rated
from congvu.apps.evaluation.queries.years.ratings import (
    RatingRow,
    RoundRow,
    rating_by_id,
    round_by_id,
)
from congvu.apps.evaluation.queries.years.tallies import tally_of
from congvu.apps.rulebook.queries import PeriodRow, year_period
from congvu.kernel.vietnamese import nfc


@transaction.atomic
def raise_cap(round_id: int, *, ground: str, person: int | None, by: Actor, at: datetime) -> None:
    """Raise a round's cap on a recorded ground (Đ20.5b), or take that back ("")."""
    row = _open(round_id)
    told = nfc(ground).strip()
    if told == row.raised_ground:
        raise Refused("Căn cứ nâng tỷ lệ xuất sắc không thay đổi.")
    with in_words(RatingRound), transaction.atomic():
        RatingRound.objects.filter(pk=round_id).update(
            raised_ground=told,
            raised_by=person if told else None,
            raised_at=at if told else None,
        )
    payload = {"ground": told, "before": row.raised_ground}
    _tell("evaluation.cap_raised", row, payload, clause="Đ20.5b", by=by, at=at, reason=told)


@transaction.atomic
def write_order(
    round_id: int, order: Mapping[str, tuple[int, str]], *, by: Actor, at: datetime
) -> int:
    """Write who comes before whom among equals: a place and a reason by person's code.

    A place of 0 takes hers away. Returns how many changed. Raises Refused once the round is
    proposed, for somebody of another round, and for a place without a reason.
    """
    row = _open(round_id)
    if row.state != RoundState.PREPARING:
        raise Refused("Thứ tự khi bằng điểm phải viết trước khi trình; đợt này đã trình.")
    forms = {one.person.code: one for one in _forms(round_id)}
    changed = []
    for person, (place, reason) in order.items():
        form = forms.get(person)
        if form is None:
            raise Refused(f"{person} không có trong đợt xếp loại này.")
        told = nfc(reason).strip() if place else ""
        if (form.rank, form.rank_reason) != (place, told):
            changed.append([person, form.rank, place, told])
            form.rank, form.rank_reason = place, told
            with in_words(Rating), transaction.atomic():
                form.save(update_fields=("rank", "rank_reason"))
    if changed:
        _tell("evaluation.order_written", row, {"order": changed}, by=by, at=at)
    return len(changed)


@transaction.atomic
def move_level(
    rating_id: int,
    *,
    level: str,
    reason: str,
    person: int | None,
    by: Actor,
    at: datetime,
) -> None:
    """Set somebody's level below what score, cases and organisation give, or take that back ("").

    Raises Refused for a level that is not lower, without a reason, for whoever is not ranked, where
    the year's rule knows no such step, and for oneself.
    """
    form = rating_by_id(rating_id)
    row = _open(form.round_id)
    if person is not None and person == form.person_id:
        raise Refused("Không ai tự chuyển mức của mình.")
    now = _rated_now(row, form)
    _refuse_unless_lower(now, row, level)
    last = now.facts.move
    if not level and last is None:
        raise Refused("Người này không có lần chuyển mức nào để rút.")
    with in_words(RatingMove), transaction.atomic():
        RatingMove.objects.create(
            rating_id=rating_id,
            computed=now.before_move,
            level=level,
            reason=nfc(reason).strip(),
            person_id=person,
            by_id=by.pk,
            at=at,
        )
    _tell(
        "evaluation.level_moved", row,
        {"person": form.person, "computed": now.before_move, "level": level,
         "before": last.level if last else ""},
        clause="Đ21", by=by, at=at, reason=reason,
    )  # fmt: skip


@transaction.atomic
def record_case(
    rating_id: int,
    *,
    kind: str,
    document: str,
    decided_on: date,
    note: str = "",
    by: Actor,
    at: datetime,
) -> int:
    """Write down a concluded fact that sets the lowest level (Đ20.4b, Đ20.4d); return its id."""
    form = rating_by_id(rating_id)
    row = _open(form.round_id)
    if decided_on > at.date():
        raise Refused("Ngày văn bản kết luận không được ở tương lai.")
    with in_words(AutomaticCase), transaction.atomic():
        made = AutomaticCase.objects.create(
            rating_id=rating_id,
            kind=kind,
            document=nfc(document).strip(),
            decided_on=decided_on,
            note=nfc(note).strip(),
            by_id=by.pk,
            at=at,
        )
    payload = {"person": form.person, "kind": kind, "document": made.document}
    _tell("evaluation.case_recorded", row, payload, clause="Đ20.4", by=by, at=at)
    return made.pk


@transaction.atomic
def withdraw_case(case_id: int, *, round_id: int, reason: str, by: Actor, at: datetime) -> None:
    """Take such a fact back; it stays on record with the reason. Refused where there is none."""
    row = _open(round_id)
    found = AutomaticCase.objects.filter(pk=case_id, rating__round=round_id, withdrawn_at=None)
    with in_words(AutomaticCase), transaction.atomic():
        changed = found.update(withdrawn_at=at, withdrawn_reason=nfc(reason).strip())
    if not changed:
        raise Refused("Không có trường hợp này trong đợt, hoặc đã được rút.")
    payload = {"case": case_id}
    _tell("evaluation.case_withdrawn", row, payload, clause="Đ20.4", by=by, at=at, reason=reason)


@transaction.atomic
def keep_tally(row: RoundRow, period: PeriodRow, *, at: datetime) -> None:
    """Compute a round that is not decided and keep its figures for whoever looks over all rounds.

    They are a reading, no result: no event is written. Raises RuleAsksTooMuch.
    """
    found = rated(period, row)
    RatingRound.objects.filter(pk=row.id).exclude(state=RoundState.DECIDED).update(
        tally=tally_of(found), tallied_at=at
    )


def _open(round_id: int) -> RoundRow:
    """The round, kept from all others until the transaction ends; raises Refused once decided."""
    RatingRound.objects.select_for_update().filter(pk=round_id).values_list("pk").first()
    row = round_by_id(round_id)
    if row.is_decided:
        raise Refused("Đợt xếp loại đã quyết định; sửa phải bằng quyết định thay thế (Đ21.3).")
    return row


def _forms(round_id: int) -> list[Rating]:
    return list(Rating.objects.filter(round=round_id).select_related("person"))


def _rated_now(row: RoundRow, form: RatingRow) -> RatedRow:
    now = rated(year_period(int(row.period_key)), row).of(form.person)
    if now is None or not now.is_ranked:
        raise Refused(f"{form.full_name} không được xếp loại trong năm này.")
    return now


def _refuse_unless_lower(now: RatedRow, row: RoundRow, level: str) -> None:
    if not moves_in(now.rating.outcome.stage):
        raise Refused("Quy định của năm này không có bước chuyển mức.")
    names = [name for name, _ in now.rating.outcome.program.levels]
    if level and level not in names:
        raise Refused("Mức chuyển đến không có trong quy định.")
    if level and names.index(level) >= names.index(now.before_move):
        raise Refused("Chỉ chuyển xuống mức thấp hơn mức tính được; không ai được nâng mức.")


def _tell(
    verb: str,
    row: RoundRow,
    payload: Mapping[str, object],
    *,
    by: Actor,
    at: datetime,
    clause: str = "",
    reason: str = "",
) -> None:
    audit.record(
        verb,
        kind="rating_round",
        object_id=row.id,
        label=f"Xếp loại năm {row.period_key}, {row.unit_name}",
        by=by,
        at=at,
        clause=clause,
        reason=nfc(reason).strip(),
        payload=payload,
    )
