"""Where a proposal stands: its state in words, who holds it since when, what comes next."""

from dataclasses import dataclass
from datetime import datetime

from congvu.apps.toolkit.enums import EDITABLE, ProposalState
from congvu.apps.toolkit.queries import ProposalView, Returned
from congvu.web.shared.moments import day_of

APPRAISER = "người thẩm định của cơ quan nội vụ"
ISSUER = "người ban hành"


@dataclass(frozen=True)
class Stage:
    """The state in words, who holds the proposal, since when, and what that person does next."""

    state: str
    holder: str
    since: datetime | None
    next: str


def stage_of(view: ProposalView, returned: Returned | None, blocking: int = 0) -> Stage:
    """Return where a proposal stands; `blocking` counts the findings that must be mended first."""
    label = str(ProposalState(view.state).label)
    proposer = view.proposer or "hệ thống"
    mend = f"sửa {blocking} lỗi rồi trình" if blocking else "xem lại rồi trình"
    match view.state:
        case ProposalState.DRAFT:
            return Stage(label, proposer, view.proposed_at, f"{mend} thẩm định")
        case ProposalState.RETURNED:
            at = returned.at if returned else view.submitted_at
            return Stage(label, proposer, at, f"{mend} thẩm định lần nữa")
        case ProposalState.SUBMITTED:
            return Stage(label, APPRAISER, view.submitted_at, "xử lý từng phát hiện, rồi xác nhận")
        case ProposalState.APPRAISED:
            return Stage(label, ISSUER, view.appraised_at, "ghi số quyết định để ban hành")
    return Stage(label, "", view.issued_at, "")


def told(stage: Stage) -> str:
    """Return a stage as one sentence or two."""
    since = f" từ {day_of(stage.since)}" if stage.since else ""
    if not stage.holder:
        return f"{stage.state}{since}."
    return f"{stage.state}: {stage.holder} giữ{since}. Việc tiếp theo: {stage.next}."


def is_open(view: ProposalView) -> bool:
    """Whether its rows may be changed by whoever proposes it."""
    return view.state in EDITABLE


def may_be_withdrawn(view: ProposalView) -> bool:
    """Whether it can still be given up."""
    return view.state in (*EDITABLE, ProposalState.SUBMITTED)
