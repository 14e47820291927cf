"""Hồ sơ giải quyết kiến nghị from the records: one objection as the values of its form."""

from collections.abc import Sequence
from dataclasses import dataclass

from congvu.apps.evaluation.enums import ObjectionStepKind
from congvu.apps.evaluation.queries import AmendmentRow, CardRow, ObjectionRow, StepRow
from congvu.exchange.forms.objection_file import Change, ObjectionFile, Said
from congvu.exchange.papers.codes import Kind
from congvu.exchange.papers.footers import Footing
from congvu.exchange.papers.wording import moment, points
from congvu.kernel.dates import format_day

_DECIDED = (ObjectionStepKind.UPHELD, ObjectionStepKind.PARTLY, ObjectionStepKind.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Settled:
    """What an objection led to: its amendment, if there is one, and what that changed in words."""

    amendment: AmendmentRow | None = None
    changes: tuple[Change, ...] = ()


def objection_papers(
    row: ObjectionRow,
    card: CardRow,
    steps: Sequence[StepRow],
    settled: Settled,
    *,
    period: str,
    foot: Footing,
) -> ObjectionFile:
    """Fill in the file of an objection; its foot names the result that was objected to.

    `period` is its name as in a sentence ("tháng 11/2026").
    """
    by_kind = {one.kind: one for one in steps}
    decided = next((by_kind[kind] for kind in _DECIDED if kind in by_kind), None)
    return ObjectionFile(
        period=period,
        name=row.full_name,
        title=card.title,
        unit=row.unit_name,
        subject=row.label,
        due=format_day(row.due_on),
        lodged=Said(row.full_name, moment(row.lodged_at), _lodged(row)),
        reply=_said(by_kind.get(ObjectionStepKind.REPLIED)),
        opinion=_said(by_kind.get(ObjectionStepKind.ADVISED)),
        decision=_said(decided),
        outcome=ObjectionStepKind(decided.kind).label if decided else "",
        amendment=_amended(card, settled.amendment),
        changes=settled.changes,
        steps=tuple(_step(one) for one in steps),
        footer=foot(Kind.CARD, card.id, card.inputs_hash),
    )


def _lodged(row: ObjectionRow) -> str:
    shown = [one for one in (row.link, row.file_name) if one]
    return f"{row.text} Minh chứng: {'; '.join(shown)}." if shown else row.text


def _said(step: StepRow | None) -> Said | None:
    return Said(_who(step), moment(step.at), step.text) if step else None


def _step(step: StepRow) -> Said:
    return Said(_who(step), moment(step.at), str(ObjectionStepKind(step.kind).label))


def _who(step: StepRow) -> str:
    behalf = f", thay {step.on_behalf_of}" if step.on_behalf_of else ""
    return f"{step.name or 'Hệ thống'}{behalf}"


def _amended(card: CardRow, made: AmendmentRow | None) -> str:
    if made is None:
        return ""
    was = points(card.score_hundredths) or card.not_scored_reason
    now = points(made.score_hundredths) or made.not_scored_reason
    return (
        f"Bản điều chỉnh số {made.proposal_id}, có hiệu lực từ {moment(made.at)}: {was} → {now}. "
        f"Người đề nghị: {made.proposer}. Người kiểm tra: {made.checker}."
    )
