"""Remarks, reviews and the effect in the words of whoever reviews."""

from collections.abc import Sequence
from fractions import Fraction

from congvu.apps.work.enums import CauseState, Effect, Verdict
from congvu.apps.work.queries import CauseRow, Conduct, EntryRow, Remark, Remarked, ReviewRow
from congvu.engine.scoring import program_for
from congvu.kernel.dates import local_day
from congvu.law.registry import Rules
from congvu.web.head.review_view import EffectStep
from congvu.web.head.room_view import Flag
from congvu.web.shared.deadlines import short
from congvu.web.shared.moments import moment
from congvu.web.shared.numbers import amount, percent, small

LOG_LINES = 4
_AMOUNTS = {
    Remark.OVER: "báo {}, chỉ giao {}",
    Remark.UNDER: "mới {} trong {}, đã đến hạn",
    Remark.JUMP: "{}, thường mỗi tháng {}",
    Remark.ROUND_AT_END: "ghi một lần số tròn {} sát hạn",
}
_COUNTS = {
    Remark.LATE: "chậm {} ngày",
    Remark.NO_EVIDENCE: "không có minh chứng, việc cùng loại {}/{} có",
    Remark.BACKDATED: "ghi muộn {} ngày",
    Remark.FAILED_BEFORE: "đã {} lần chưa đạt",
    Remark.RETURNED_BEFORE: "đã trả lại {} lần",
}
_PLAIN = {
    Remark.DECLARED: "tự ghi, ngoài kế hoạch",
    Remark.AD_HOC: "ngoài danh mục",
    Remark.CLAIM: "xin xác nhận lý do khách quan",
}
_LOUD = {Remark.LATE, Remark.FAILED_BEFORE}
_VERDICTS = {
    Verdict.ACCEPTED: "Nghiệm thu",
    Verdict.FAILED: "Chưa đạt",
    Verdict.RETURNED: "Trả lại",
}


def flag_of(found: Remarked) -> Flag:
    """One remark in a few words."""
    if found.why in _AMOUNTS:
        text = _AMOUNTS[found.why].format(amount(found.much), amount(found.of))
    elif found.why in _COUNTS:
        text = _COUNTS[found.why].format(found.much, found.of)
    else:
        text = _PLAIN[found.why]
    return Flag(text, "late" if found.why in _LOUD else "look", 1)


def log_lines(entries: Sequence[EntryRow]) -> tuple[str, ...]:
    """The latest lines of a task's log, and how many are left out."""
    told = [_line(one) for one in entries[:LOG_LINES]]
    left = len(entries) - LOG_LINES
    return (*told, *((f"và {left} dòng ghi trước đó",) if left > 0 else ()))


def _line(entry: EntryRow) -> str:
    written = local_day(entry.made_at)
    parts = (
        f"{short(entry.day)}: {amount(entry.amount_hundredths)}",
        f"ghi ngày {short(written)}" if written != entry.day else "",
        entry.note,
        f"từ {entry.source_label}" if entry.source else "",
    )
    return ", ".join(filter(None, parts))


def review_words(review: ReviewRow) -> str:
    """One review: what, how much, by whom, when and why."""
    what = _VERDICTS[Verdict(review.verdict)]
    if review.verdict == Verdict.ACCEPTED:
        what += f" {amount(review.amount_hundredths)}{' (duyệt gộp)' if review.batch else ''}"
    if review.effect is not None:
        what += f", hiệu quả {small(str(Effect(review.effect).label))}"
    reason = f": {review.reason}" if review.reason else ""
    return f"{what} · {review.by or 'Hệ thống'}, {moment(review.at)}{reason}"


def cause_words(cause: CauseRow) -> str:
    """An objective cause that was decided: what was left out, by whom, when, and why not."""
    left = f"trừ {cause.days} lần chậm, {cause.failed} lần chưa đạt"
    what = left if cause.state == CauseState.CONFIRMED else "không được xác nhận"
    said = f": {cause.decision_note}" if cause.decision_note else ""
    when = f", {moment(cause.decided_at)}" if cause.decided_at else ""
    who = cause.decided_by or "Hệ thống"
    return f"Lý do khách quan ({small(cause.words)}): {what} · {who}{when}{said}"


def effect_steps() -> tuple[EffectStep, ...]:
    """The steps of the scale; the highest and the lowest ask for a reason."""
    return tuple(
        EffectStep(step.value, step.value + 1, str(step.label), step in {Effect.FULL, Effect.NONE})
        for step in Effect
    )


def effect_note(rules: Rules) -> str:
    """Whether the effect counts under the rules in force, in words."""
    fields = {one.name for one in program_for(rules).stage("month").fields}
    if "effect" in fields:
        return (
            f"Mức hiệu quả được tính vào điểm tháng, theo “{rules.title}”; "
            "không chấm thì tính là đạt yêu cầu."
        )
    return (
        f"Mức hiệu quả được ghi và hiện cho người làm; không tính vào điểm, theo “{rules.title}”."
    )


def batch_note(conduct: Conduct) -> str:
    """How much the reader accepted together so far; empty before the first acceptance."""
    if not conduct.accepted:
        return ""
    share = percent(Fraction(conduct.batch, conduct.accepted))
    return (
        f"Kỳ này ông/bà đã nghiệm thu {conduct.accepted} việc, {conduct.batch} việc duyệt gộp "
        f"({share}). Thanh tra cũng thấy tỷ lệ này."
    )
