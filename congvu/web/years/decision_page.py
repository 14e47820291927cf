"""What the page of a round's decision shows, already in words; nothing here asks a database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from congvu.apps.evaluation.enums import RoundState, Shortfall
from congvu.apps.evaluation.queries import Decider
from congvu.apps.evaluation.queries.years import DecisionRow, RoundNow, RoundRow
from congvu.apps.rulebook.queries import PeriodRow
from congvu.kernel.dates import format_day
from congvu.web.shared.moments import moment
from congvu.web.shared.numbers import count
from congvu.web.years.level_words import LevelShare, level_shares, tally_levels
from congvu.web.years.round_page import (
    LackLine,
    answer_told,
    decision_told,
    lack_lines,
    state_told,
)

PUBLICITY = "Công khai trên hệ thống cho công chức của đơn vị"


@dataclass(frozen=True)
class ReasonField:
    """A shortfall that may be passed over, with the reason typed."""

    name: str
    label: str
    what: str
    reason: str


@dataclass(frozen=True)
class DecisionPage:
    """What would be decided, what stops it, who proposed, and what may be done now."""

    title: str
    unit: str
    state: str
    answer: str
    levels: tuple[LevelShare, ...]
    blocks: tuple[LackLine, ...]
    reasons: tuple[ReasonField, ...]
    proposed: str
    note: str
    passed: tuple[tuple[str, str, str], ...]
    changed: bool
    digest: str
    rules: str
    decisions: tuple[str, ...]
    decider: str
    proposes: bool
    signs: bool
    own: bool
    returns: bool
    decided: bool
    number: str
    day: str
    publicity: str
    remark: str
    problem: str


def decision_page(
    period: PeriodRow,
    row: RoundRow,
    now: RoundNow | None,
    *,
    decisions: Sequence[DecisionRow],
    decider: Decider | None,
    prepares: bool,
    signs: bool,
    own: bool,
    today: date,
    typed: Mapping[str, str],
    problem: str,
) -> DecisionPage:
    """Build the page; `now` is None once the round is decided."""
    proposed = row.state == RoundState.PROPOSED
    levels = [one.level for one in now.found.rows] if now else []
    names = {one.row.person: one.row.full_name for one in now.found.rows} if now else {}
    lines = lack_lines(now.lacking, names, lambda _kind: "") if now else ()
    blocks = tuple(one for one in lines if one.blocks)
    return DecisionPage(
        title=f"Quyết định xếp loại {period.label}",
        unit=row.unit_name,
        state=state_told(row),
        answer=answer_told(levels) if now else "Kết quả đã quyết định và công khai.",
        levels=level_shares(tally_levels(levels)),
        blocks=blocks,
        reasons=tuple(
            ReasonField(
                f"ly-do-{one.code}", one.label, _amount(one), typed.get(f"ly-do-{one.code}", "")
            )
            for one in lines
            if not one.blocks
        ),
        proposed=_proposed(row),
        note=row.note,
        passed=tuple(
            (str(Shortfall(kind).label), count(int(one["people"])), str(one["reason"]))
            for kind, one in row.passed.items()
        ),
        changed=bool(now and proposed and now.digest != row.digest),
        digest=now.digest if now else "",
        rules=now.found.rules.title if now else "",
        decisions=tuple(decision_told(one) for one in decisions),
        decider=f"{decider.full_name}, người đứng đầu {decider.unit_name}" if decider else "",
        proposes=row.state == RoundState.PREPARING and prepares and not blocks,
        signs=proposed and signs and not blocks,
        own=proposed and own,
        returns=proposed and (signs or prepares),
        decided=row.is_decided,
        number=typed.get("so", ""),
        day=typed.get("ngay", format_day(today)),
        publicity=typed.get("cong-khai", PUBLICITY),
        remark=typed.get("ghi-chu", ""),
        problem=problem,
    )


def _amount(one: LackLine) -> str:
    return f"{one.people} người: {one.what}" if one.people else one.what


def _proposed(row: RoundRow) -> str:
    if row.proposed_at is None:
        return ""
    who = row.proposer or "Đơn vị tham mưu"
    return f"{who} trình lúc {moment(row.proposed_at)}, mã {row.digest[:12]}"
