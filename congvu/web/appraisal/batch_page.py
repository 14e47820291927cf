"""One act over a group of findings, with its list shown before it is done."""

from collections.abc import Sequence

from congvu.apps.toolkit.enums import Verdict
from congvu.apps.toolkit.queries import Judged, ProposalView
from congvu.engine.appraisal.findings import RULE_TITLES, Finding, Rule
from congvu.web.appraisal.appraisal_page import Href, in_group
from congvu.web.appraisal.appraisal_view import BatchPage
from congvu.web.appraisal.finding_rows import Typed, finding_row
from congvu.web.shared.numbers import count

MOST_AT_ONCE = 200
"""So many findings are settled in one act; a longer group takes several."""
_TITLES = {
    Verdict.FIX: "Sửa theo đề nghị",
    Verdict.RETURN: "Trả lại",
    Verdict.OVERRIDE: "Giữ nguyên",
}


def batch_page(
    view: ProposalView, judged: Judged, *, rule: str, weight: str, verdict: str, typed: Typed
) -> BatchPage | None:
    """The page of one act; None where nothing is left that it could settle."""
    whole = [one for one in judged.waiting if in_group(one, rule, weight) and _fits(one, verdict)]
    if verdict not in Verdict.values or not whole:
        return None
    shown = whole[:MOST_AT_ONCE]
    rows = [
        finding_row(judged, one, since=view.submitted_at, rows_at="", typed=Typed())
        for one in shown
    ]
    title = _TITLES[Verdict(verdict)]
    prints = frozenset(one.fingerprint for one in shown)
    return BatchPage(
        id=view.id,
        title=f"{title}: {RULE_TITLES[Rule(rule)]}",
        answer=_answer(shown, whole, verdict),
        rows=tuple(rows),
        chosen=typed.fingerprints & prints if typed.problem else prints,
        rule=rule,
        weight=weight,
        verdict=verdict,
        button=f"{title} các dòng đã chọn",
        asks_reason=verdict != Verdict.FIX,
        reason=typed.reason,
        back=Href(view.id)(),
        problem=typed.problem,
    )


def _fits(one: Finding, verdict: str) -> bool:
    if verdict == Verdict.FIX:
        return bool(one.change)
    return verdict == Verdict.RETURN or not one.blocks


def _answer(shown: Sequence[Finding], whole: Sequence[Finding], verdict: str) -> str:
    told = {
        Verdict.FIX: "Các ô dưới đây sẽ đổi trong một lần, hoàn tác được một lần.",
        Verdict.RETURN: "Các dòng dưới đây sẽ mang lý do này khi trả lại người đề xuất.",
        Verdict.OVERRIDE: "Các dòng dưới đây giữ nguyên, với một lý do chung.",
    }[Verdict(verdict)]
    if len(shown) < len(whole):
        return f"{count(len(shown))} trong {count(len(whole))} phát hiện. {told}"
    return f"{count(len(shown))} phát hiện. {told}"
