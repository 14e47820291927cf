"""A year's round is proposed on what it comes to now, and decided by another for that very result.

What is signed is what was seen: the results are computed again at the signature, and another digest
is refused. Results and decision are then kept for good, with all that they rest on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.evaluation.actions.years import bring_up_ratings
from congvu.apps.evaluation.enums import RatingState, RoundState, Shortfall
from congvu.apps.evaluation.models import Rating, RatingDecision, RatingResult, RatingRound
from congvu.apps.evaluation.queries.years.rated import RatedRound
from congvu.apps.evaluation.queries.years.ratings import RoundRow, round_by_id
from congvu.apps.evaluation.queries.years.readiness import Lacking
from congvu.apps.evaluation.queries.years.round_now import RoundNow, round_now
from congvu.apps.evaluation.queries.years.sealing import YearRecord
from congvu.apps.evaluation.queries.years.tallies import tally_of
from congvu.apps.org.queries import person_of
from congvu.apps.rulebook.queries import PeriodRow, year_period
from congvu.kernel.vietnamese import nfc

BY_TWO = "Người ký quyết định xếp loại phải khác người trình."
CLAUSE = "Đ21"


class YearChanged(Exception):
    """The round comes to another result than the one that was seen; `digest` is its own."""

    def __init__(self, digest: str) -> None:
        super().__init__("Kết quả đã đổi từ lúc xem; hãy xem lại rồi ký kết quả mới.")
        self.digest = digest


@dataclass(frozen=True)
class NewDecision:
    """A decision as whoever signs it words it; `digest` is that of the results she saw.

    `signer` is the head (by person's id) in whose name it is signed; `publicity` how it is made
    public in the unit (Đ21.1đ, Đ21.2đ).
    """

    number: str
    day: date
    publicity: str
    signer: int | None
    digest: str


@transaction.atomic
def propose_round(
    round_id: int,
    *,
    reasons: Mapping[str, str],
    proposer: int | None,
    note: str = "",
    by: Actor,
    at: datetime,
) -> str:
    """Propose a round on what it comes to now; return the digest of that.

    Forms are brought up to the postings first. `reasons` says for each shortfall (by kind) that may
    be passed why it is. Raises Refused for one that may not be passed or has no reason, and for a
    round that is not being prepared.
    """
    row = _held(round_id, RoundState.PREPARING, "chỉ trình khi đang chuẩn bị")
    period = year_period_of(row)
    bring_up_ratings(period, by=by, at=at)
    now = round_now(period, row)
    passed = _passed(now.lacking, reasons)
    if not now.records:
        raise Refused("Đợt này không có ai để xếp loại.")
    RatingRound.objects.filter(pk=round_id).update(
        state=RoundState.PROPOSED,
        proposer=proposer,
        proposed_by=by.pk,
        proposed_at=at,
        note=nfc(note).strip(),
        digest=now.digest,
        passed=passed,
        tally=tally_of(now.found),
        tallied_at=at,
    )
    payload = {"digest": now.digest, "people": len(now.records), "passed": passed}
    _tell("evaluation.round_proposed", row, period, payload, by=by, at=at)
    return now.digest


@transaction.atomic
def return_round(round_id: int, *, reason: str, by: Actor, at: datetime) -> None:
    """Take a proposal back, or send it back to be prepared again; raises Refused without reason."""
    row = _held(round_id, RoundState.PROPOSED, "không có gì để trả lại")
    if not reason.strip():
        raise Refused("Trả lại hoặc rút phải ghi lý do.")
    RatingRound.objects.filter(pk=round_id).update(
        state=RoundState.PREPARING,
        proposer=None,
        proposed_by=None,
        proposed_at=None,
        digest="",
        passed={},
    )
    _tell("evaluation.round_returned", row, year_period_of(row), {}, by=by, at=at, reason=reason)


@transaction.atomic
def decide_round(round_id: int, new: NewDecision, *, by: Actor, at: datetime) -> int:
    """Decide a proposed round for the result that was seen, and publish it; return the decision.

    Raises YearChanged where it comes to another result now; Refused for one's own proposal, one's
    own rating, a round that is not proposed, or a shortfall that came up since.
    """
    row = _held(round_id, RoundState.PROPOSED, "chỉ ký khi đã trình")
    period = year_period_of(row)
    now = round_now(period, row)
    _refuse_own(row, now.found, new, by)
    _passed(now.lacking, {kind: one["reason"] for kind, one in row.passed.items()})
    if now.digest != new.digest:
        raise YearChanged(now.digest)
    decision = _kept(row, now, new, by=by, at=at)
    _settle(row, now.found, at=at)
    payload = {"digest": now.digest, "people": len(now.records), "proposed": row.digest}
    _tell(
        "evaluation.round_decided", row, period, payload | {"number": decision.number},
        by=by, at=at,
    )  # fmt: skip
    return decision.pk


def year_period_of(row: RoundRow) -> PeriodRow:
    """The year of a round."""
    return year_period(int(row.period_key))


def _held(round_id: int, state: RoundState, says: str) -> RoundRow:
    """The round, kept from all others until the transaction ends; raises Refused."""
    RatingRound.objects.select_for_update().filter(pk=round_id).values_list("pk").first()
    row = round_by_id(round_id)
    if row.state != state:
        raise Refused(f"Đợt xếp loại {RoundState(row.state).label.lower()}; {says}.")
    return row


def _passed(found: Sequence[Lacking], reasons: Mapping[str, str]) -> dict[str, dict[str, object]]:
    """What is passed over and why; raises Refused for what may not be, or has no reason."""
    blocking = [str(Shortfall(one.kind).label) for one in found if one.blocks]
    if blocking:
        raise Refused(f"Chưa quyết định được: {'; '.join(blocking).lower()}.")
    silent = [
        str(Shortfall(one.kind).label) for one in found if not reasons.get(one.kind, "").strip()
    ]
    if silent:
        raise Refused(f"Còn mục “{'”, “'.join(silent)}”: ghi lý do vẫn xếp loại.")
    return {
        one.kind.value: {"people": len(one.people), "reason": nfc(reasons[one.kind]).strip()}
        for one in found
    }


def _refuse_own(row: RoundRow, found: RatedRound, new: NewDecision, by: Actor) -> None:
    """Nobody signs her own proposal, nor a round in which she is rated (Đ10.2)."""
    oneself = person_of(by.pk)
    if row.proposed_by_id == by.pk or (new.signer is not None and new.signer == row.proposer_id):
        raise Refused(BY_TWO)
    people = {one.row.person_id for one in found.rows}
    if new.signer in people or (oneself is not None and oneself.id in people):
        raise Refused("Người có tên trong đợt xếp loại không ký quyết định của đợt đó.")


def _kept(
    row: RoundRow, now: RoundNow, new: NewDecision, *, by: Actor, at: datetime
) -> RatingDecision:
    with in_words(RatingDecision, RatingResult), transaction.atomic():
        decision = RatingDecision.objects.create(
            round_id=row.id,
            number=nfc(new.number).strip(),
            day=new.day,
            signer_id=new.signer,
            signed_by_id=by.pk,
            at=at,
            clause=CLAUSE,
            publicity=nfc(new.publicity).strip(),
            rules_fingerprint=now.found.rules.fingerprint,
            people=len(now.records),
            digest=now.digest,
        )
        ratings = {one.row.person_id: one.row.id for one in now.found.rows}
        keep_results(decision.pk, now.records, ratings)
    return decision


def keep_results(
    decision_id: int,
    records: Mapping[int, YearRecord],
    ratings: Mapping[int, int],
    before: Mapping[int, int] | None = None,
) -> None:
    """Store what a decision decides, by person's id; part of its transaction.

    `ratings` are the forms, `before` the results that these take the place of (Đ21.3).
    """
    RatingResult.objects.bulk_create(
        RatingResult(
            rating_id=ratings[person],
            decision_id=decision_id,
            before_id=(before or {}).get(person),
            level=one.level,
            by_score=one.by_score,
            before_cap=one.before_cap,
            capped_in=one.capped_in,
            moved_reason=one.moved_reason,
            score_hundredths=one.score_hundredths,
            not_ranked_reason=one.not_ranked_reason,
            inputs=one.inputs,
            totals=one.totals,
            rules_fingerprint=one.rules_fingerprint,
            sha256=one.sha256,
        )
        for person, one in sorted(records.items())
    )


def _settle(row: RoundRow, found: RatedRound, *, at: datetime) -> None:
    """Close the forms, then the round: from here on nothing of them changes."""
    Rating.objects.filter(round=row.id).update(state=RatingState.DECIDED)
    RatingRound.objects.filter(pk=row.id).update(
        state=RoundState.DECIDED, tally=tally_of(found), tallied_at=at
    )


def _tell(
    verb: str,
    row: RoundRow,
    period: PeriodRow,
    payload: Mapping[str, object],
    *,
    by: Actor | None,
    at: datetime,
    reason: str = "",
) -> None:
    audit.record(
        verb,
        kind="rating_round",
        object_id=row.id,
        label=f"Xếp loại {period.label}, {row.unit_name}",
        by=by,
        at=at,
        reason=nfc(reason).strip(),
        clause=CLAUSE,
        payload=payload,
    )
