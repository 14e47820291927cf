"""A person's form of the year (Mẫu 02): kept, sent, taken back, returned; what is put beside it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.evaluation.actions.held_cards import refuse_blank
from congvu.apps.evaluation.enums import RatingState, RoundState
from congvu.apps.evaluation.models import PartyOpinion, Rating
from congvu.apps.evaluation.queries.years.forms import levels_of_year
from congvu.apps.evaluation.queries.years.meetings import met_in
from congvu.apps.org.queries import person_of
from congvu.apps.positions.enums import Leads
from congvu.apps.rulebook.queries import year_period
from congvu.kernel.dates import format_day, local_day
from congvu.kernel.vietnamese import nfc

REPORT_MOST = 20_000
"""Characters of a report: some ten pages."""


@dataclass(frozen=True, slots=True)
class OwnYear:
    """What a person says of her year: a level of the rule text ("" not chosen yet), her report."""

    level: str = ""
    report: str = ""


@dataclass(frozen=True, slots=True)
class NewPartyOpinion:
    """What a Party committee says of somebody, by which document ("" none) and when."""

    body: str
    text: str
    given_on: date
    document: str = ""


@transaction.atomic
def keep_year_form(rating_id: int, row: OwnYear, *, by: Actor | None, at: datetime) -> None:
    """Keep a form that is not sent yet. Raises Refused for another's, one sent, a wrong level."""
    _write_own(_own_draft(rating_id, by), row, {}, "evaluation.year_form_kept", by=by, at=at)


@transaction.atomic
def send_year_form(rating_id: int, row: OwnYear, *, by: Actor | None, at: datetime) -> None:
    """Send a form with the level chosen (Đ21.1a, Đ21.2a). Raises Refused, also without a level."""
    form = _own_draft(rating_id, by)
    refuse_blank(row.level, "Hãy chọn mức tự xếp loại rồi gửi.")
    sent = {"state": RatingState.SENT, "sent_at": at, "return_reason": ""}
    _write_own(form, row, sent, "evaluation.year_form_sent", by=by, at=at)


@transaction.atomic
def withdraw_year_form(rating_id: int, *, by: Actor | None, at: datetime) -> None:
    """Take a sent form back to change it, until a meeting has spoken of it. Raises Refused."""
    form = _locked(rating_id)
    _refuse_other(form, by)
    _refuse_unless_sent(form)
    if form.pk in met_in(form.round_id):
        raise Refused("Cuộc họp đã nhận xét theo phiếu này; muốn sửa, hãy đề nghị trả lại phiếu.")
    _back(form, "", "evaluation.year_form_withdrawn", by=by, at=at)


@transaction.atomic
def return_year_form(rating_id: int, reason: str, *, by: Actor | None, at: datetime) -> None:
    """Send a form back to its owner with a reason; what she typed stays. Raises Refused."""
    refuse_blank(reason, "Trả lại phiếu phải ghi lý do.")
    form = _locked(rating_id)
    _refuse_unless_sent(form)
    _back(form, nfc(reason).strip(), "evaluation.year_form_returned", by=by, at=at)


@transaction.atomic
def propose_handling(rating_id: int, text: str, *, by: Actor | None, at: datetime) -> None:
    """Write part IV of Mẫu 02, how the result is to be used (Đ23); "" empties it.

    Raises Refused once the rating is decided, or for one's own form.
    """
    form = _locked(rating_id, until_decided=True)
    _refuse_own(form, by)
    form.proposal = _clean(text)
    form.save(update_fields=["proposal"])
    _tell("evaluation.handling_proposed", form, by=by, at=at, clause="Đ23", said=form.proposal)


@transaction.atomic
def record_party_opinion(
    rating_id: int, row: NewPartyOpinion, *, by: Actor | None, at: datetime
) -> None:
    """Put the Party committee's opinion of a head or deputy on record, or in place of the last.

    Raises Refused for who leads nothing, a day to come, an empty text, one's own form, or once
    the round was proposed.
    """
    form = _locked(rating_id)
    _refuse_own(form, by)
    if form.leads == Leads.NONE:
        raise Refused("Chỉ lấy ý kiến cấp ủy đối với người đứng đầu và cấp phó (Điều 21).")
    if row.given_on > local_day(at):
        raise Refused(
            f"Ngày cho ý kiến {format_day(row.given_on)} chưa tới; hôm nay là "
            f"{format_day(local_day(at))}."
        )
    told: dict[str, Any] = {"body": _clean(row.body), "text": _clean(row.text)}
    told |= {"document": _clean(row.document), "given_on": row.given_on}
    told |= {"by_id": by.pk if by else None, "at": at}
    with in_words(PartyOpinion), transaction.atomic():
        PartyOpinion.objects.update_or_create(rating=form, defaults=told)
    _tell("evaluation.party_opinion", form, by=by, at=at, clause="Đ21.1c", said=told["text"])


def _own_draft(rating_id: int, by: Actor | None) -> Rating:
    form = _locked(rating_id)
    _refuse_other(form, by)
    if form.state != RatingState.DRAFT:
        raise Refused("Phiếu đã gửi; hãy rút lại rồi sửa.")
    return form


def _locked(rating_id: int, *, until_decided: bool = False) -> Rating:
    """The form, held until the end; Refused where its round lets nothing be changed."""
    found = Rating.objects.select_related("round", "person", "period")
    form = found.select_for_update(of=("self",)).get(pk=rating_id)
    state = form.round.state
    if state == RoundState.DECIDED or form.state == RatingState.DECIDED:
        raise Refused("Đã có quyết định xếp loại; phiếu không sửa được nữa.")
    if state != RoundState.PREPARING and not until_decided:
        raise Refused("Đợt xếp loại đã trình; phiếu không sửa được nữa.")
    return form


def _write_own(
    form: Rating, row: OwnYear, more: dict[str, Any], verb: str, *, by: Actor | None, at: datetime
) -> None:
    levels = levels_of_year(year_period(int(form.period.key)))
    if row.level and row.level not in levels:
        raise Refused(f"Không có mức “{row.level[:40]}”; hãy chọn một trong {len(levels)} mức.")
    if len(row.report) > REPORT_MOST:
        raise Refused(
            f"Báo cáo dài {len(row.report)} chữ cái, nhiều nhất {REPORT_MOST}; phần chi tiết để "
            "trong văn bản kèm theo."
        )
    told = {"own_level": row.level, "own_report": _clean(row.report), **more}
    for name, value in told.items():
        setattr(form, name, value)
    with in_words(Rating), transaction.atomic():
        form.save(update_fields=list(told))
    _tell(verb, form, by=by, at=at, clause="Đ21", said=row.level)


def _back(form: Rating, reason: str, verb: str, *, by: Actor | None, at: datetime) -> None:
    form.state, form.sent_at, form.return_reason = RatingState.DRAFT, None, reason
    with in_words(Rating), transaction.atomic():
        form.save(update_fields=["state", "sent_at", "return_reason"])
    _tell(verb, form, by=by, at=at, reason=reason)


def _refuse_unless_sent(form: Rating) -> None:
    if form.state != RatingState.SENT:
        raise Refused("Phiếu chưa gửi.")


def _refuse_other(form: Rating, by: Actor | None) -> None:
    if by is not None and _person(by) != form.person_id:
        raise Refused("Chỉ người được xếp loại mới tự xếp loại trong phiếu của mình.")


def _refuse_own(form: Rating, by: Actor | None) -> None:
    if by is not None and _person(by) == form.person_id:
        raise Refused("Không ai ghi phần này trong phiếu của chính mình.")


def _person(by: Actor) -> int | None:
    found = person_of(by.pk)
    return found.id if found else None


def _clean(text: str) -> str:
    return nfc(text).replace("\0", "").strip()


def _tell(
    verb: str,
    form: Rating,
    *,
    by: Actor | None,
    at: datetime,
    reason: str = "",
    clause: str = "",
    said: str = "",
) -> None:
    audit.record(
        verb,
        kind="rating",
        object_id=form.pk,
        label=f"{form.person.full_name}, năm {form.period.key}",
        by=by,
        at=at,
        reason=reason,
        clause=clause,
        payload={"said": said} if said else {},
    )
