"""From what the linter found to the page of the appraiser: what stands in the way, first."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from urllib.parse import urlencode

from congvu.apps.toolkit.enums import ProposalState, Verdict
from congvu.apps.toolkit.queries import Judged, ProposalView, RulingRow
from congvu.engine.appraisal.findings import RULE_TITLES, Finding, Rule, Severity
from congvu.web.appraisal.appraisal_view import (
    AppraisalPage,
    Asked,
    Batch,
    FindingRow,
    Group,
    Pages,
    RuleLink,
    Settled,
    Steps,
)
from congvu.web.appraisal.finding_rows import Typed, day_of, finding_row
from congvu.web.shared.numbers import count

ON_A_PAGE = 40
MOST_SETTLED = 60
_RANK = {rule: number for number, rule in enumerate(Rule)}
_WEIGHTS = {Severity.BLOCKS: "Phải sửa", Severity.ASKS: "Cần ý kiến"}
_VERDICTS = {
    Verdict.FIX: "Đã sửa theo đề nghị",
    Verdict.RETURN: "Đã trả lại, người đề xuất đã sửa",
    Verdict.OVERRIDE: "Giữ nguyên",
}
_NOTES = {
    ProposalState.DRAFT: "Bản này đang được soạn; người đề xuất sửa những chỗ dưới đây rồi trình.",
    ProposalState.RETURNED: "Bản này đã trả lại; người đề xuất sửa những chỗ dưới đây rồi trình "
    "lại.",
    ProposalState.SUBMITTED: "Bản này đang chờ người thẩm định.",
    ProposalState.APPRAISED: "Bản này đã thẩm định, đang chờ ban hành.",
    ProposalState.ISSUED: "Bản này đã ban hành.",
    ProposalState.WITHDRAWN: "Bản này đã rút.",
}


def appraisal_page(
    view: ProposalView,
    judged: Judged,
    *,
    asked: Asked,
    acts: bool,
    rows_at: str,
    typed: Typed,
) -> AppraisalPage:
    """The page of one proposal for one reader."""
    waiting = sorted(judged.waiting, key=_weight)
    asked = _reachable(asked, waiting)
    listed = [one for one in waiting if asked.rule in ("", one.rule)]
    first = ON_A_PAGE * (asked.page - 1)
    settled = _settled(judged)
    href = Href(view.id)
    shown = listed[first : first + ON_A_PAGE]
    rows = {
        one.fingerprint: finding_row(
            judged, one, since=view.submitted_at, rows_at=rows_at, typed=typed
        )
        for one in shown
    }
    return AppraisalPage(
        id=view.id,
        title=f"Thẩm định: {view.name}",
        name=view.name,
        standing=_standing(view, judged),
        answer=_answer(waiting),
        note="" if acts else _note(view),
        done=len(settled),
        total=len(settled) + len(waiting),
        progress=f"Đã xử lý {count(len(settled))} trong {count(len(settled) + len(waiting))}",
        acts=acts,
        rules=tuple(_rules(waiting, asked, href)),
        everything=href() if asked.rule else "",
        groups=tuple(_groups(shown, listed, rows, href if acts else None)),
        pages=_pages(len(listed), asked, href),
        settled=tuple(_told(one) for one in settled[:MOST_SETTLED]),
        settled_count=count(len(settled)),
        settled_more=_more(len(settled)),
        steps=_steps(view, judged, waiting, acts=acts, typed=typed),
        asked=asked,
        problem=typed.problem,
        focus=next((one.anchor for one in rows.values() if one.wrong), ""),
    )


class Href:
    """Addresses within one appraisal."""

    def __init__(self, pk: int) -> None:
        self.path = f"/de-xuat/{pk}/tham-dinh/"

    def __call__(self, query: str = "") -> str:
        """The page, or a part of it."""
        return f"{self.path}?{query}" if query else self.path


def in_group(one: Finding, rule: str, weight: str) -> bool:
    """Whether a finding belongs to a rule's group of this weight."""
    return (one.rule, one.severity) == (rule, weight)


def _reachable(asked: Asked, waiting: Sequence[Finding]) -> Asked:
    """The part asked for, or the nearest there is: a rule may be settled, a page emptied."""
    rule = asked.rule if any(one.rule == asked.rule for one in waiting) else ""
    number = sum(rule in ("", one.rule) for one in waiting)
    return Asked(rule, min(asked.page, -(-number // ON_A_PAGE) or 1))


def _weight(one: Finding) -> tuple[bool, int]:
    """What blocks stands first; then the rules in their own order."""
    return not one.blocks, _RANK[one.rule]


def _standing(view: ProposalView, judged: Judged) -> str:
    rows = sum(len(rows) for rows in judged.draft.document.sheets.values())
    when = view.submitted_at or view.proposed_at
    verb = "trình" if view.submitted_at else "lập"
    who = f"{view.proposer or 'Hệ thống'} {verb} ngày {day_of(when)}"
    whose = view.unit_name or "dùng chung toàn tỉnh"
    return f"{who} · {whose} · {count(rows)} dòng"


def _answer(waiting: Sequence[Finding]) -> str:
    blocking = sum(one.blocks for one in waiting)
    asking = len(waiting) - blocking
    told = [
        f"{count(number)} {word}"
        for number, word in ((blocking, "lỗi phải sửa"), (asking, "điểm cần ý kiến"))
        if number
    ]
    return f"Còn {' và '.join(told)}." if told else "Không còn phát hiện nào phải xử lý."


def _note(view: ProposalView) -> str:
    note = _NOTES[ProposalState(view.state)]
    if view.state == ProposalState.APPRAISED and view.appraised_at:
        who = f"{view.appraiser} xác nhận ngày {day_of(view.appraised_at)}"
        return f"{note} {who}{f': {view.appraisal}' if view.appraisal else '.'}"
    return note


def _rules(waiting: Sequence[Finding], asked: Asked, href: Href) -> Iterator[RuleLink]:
    blocking = {one.rule for one in waiting if one.blocks}
    for rule, number in Counter(one.rule for one in waiting).items():
        here = rule == asked.rule
        query = urlencode({"quy-tac": str(rule)})
        yield RuleLink(RULE_TITLES[rule], count(number), rule in blocking, href(query), here)


def _groups(
    shown: Sequence[Finding],
    listed: Sequence[Finding],
    rows: Mapping[str, FindingRow],
    href: Callable[[str], str] | None,
) -> Iterator[Group]:
    for rule, severity in dict.fromkeys((one.rule, one.severity) for one in shown):
        whole = [one for one in listed if in_group(one, rule, severity)]
        yield Group(
            RULE_TITLES[rule],
            _WEIGHTS[severity],
            count(len(whole)),
            tuple(rows[one.fingerprint] for one in shown if in_group(one, rule, severity)),
            tuple(_batches(whole, href)) if href else (),
        )


def _batches(whole: Sequence[Finding], href: Callable[[str], str]) -> Iterator[Batch]:
    """The ways to settle a group of several at once."""
    first, fixable = whole[0], sum(bool(one.change) for one in whole)
    ways = (
        (Verdict.FIX, f"Sửa cả {count(fixable)} theo đề nghị", fixable > 1),
        (Verdict.RETURN, f"Trả lại cả {count(len(whole))}", len(whole) > 1),
        (
            Verdict.OVERRIDE,
            f"Giữ nguyên cả {count(len(whole))}",
            len(whole) > 1 and not first.blocks,
        ),
    )
    for verdict, label, offered in ways:
        told = {"nhom": str(first.rule), "muc": str(first.severity), "viec": str(verdict)}
        if offered:
            yield Batch(label, href(urlencode(told)))


def _pages(number: int, asked: Asked, href: Href) -> Pages | None:
    last = -(-number // ON_A_PAGE)
    if last < 2:
        return None
    ways = [
        href(asked.query(trang=page if page > 1 else "")) if 1 <= page <= last else ""
        for page in (asked.page - 1, asked.page + 1)
    ]
    return Pages(f"Trang {asked.page} trong {last}", *ways)


def _settled(judged: Judged) -> list[RulingRow]:
    """The rulings that hold: their finding is gone, or may stand; latest first."""
    waiting = {one.fingerprint for one in judged.waiting}
    return [one for key, one in judged.rulings.items() if key not in waiting]


def _told(one: RulingRow) -> Settled:
    return Settled(
        title=RULE_TITLES[Rule(one.rule)],
        about=one.about,
        verdict=_VERDICTS[Verdict(one.verdict)],
        by=one.by or "Hệ thống",
        day=day_of(one.at),
        reason=one.reason,
    )


def _more(number: int) -> str:
    hidden = number - MOST_SETTLED
    return f"và {count(hidden)} phát hiện xử lý trước đó." if hidden > 0 else ""


def _steps(
    view: ProposalView,
    judged: Judged,
    waiting: Sequence[Finding],
    *,
    acts: bool,
    typed: Typed,
) -> Steps:
    since = view.submitted_at
    marked = sum(
        one.verdict == Verdict.RETURN and (since is None or one.at >= since)
        for one in (judged.rulings.get(found.fingerprint) for found in waiting)
        if one is not None
    )
    return Steps(
        confirms=acts and not waiting,
        returns=acts,
        marked=count(marked) if marked else "",
        opinion=typed.reason if typed.verdict == "confirm" else "",
        reason=typed.reason if typed.verdict == "send_back" else "",
    )
