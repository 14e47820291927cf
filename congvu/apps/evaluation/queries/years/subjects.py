"""What of a year's result may be disputed or replaced: all of it, or one of its steps."""

from collections.abc import Iterable, Mapping
from typing import Any

from congvu.apps.evaluation.queries.subjects import ALL
from congvu.apps.evaluation.queries.years.results import YearResultRow

MEAN, AUTOMATIC, ORGANISATION = "mean", "automatic", "organisation"
MOVE, CAP, NOT_RANKED, CRITERIA = "move", "cap", "not_ranked", "criteria"
MONTHS = "months"
"""The changes that are scores of months, by month."""
PLACES = "places"
"""The change that is none of her own inputs: places are counted anew after another's decision."""
YEAR_WORDS = {
    ALL: "Cả kết quả xếp loại năm",
    MEAN: "Điểm trung bình năm, các tháng được tính",
    CRITERIA: "Các tiêu chí để xếp loại",
    AUTOMATIC: "Trường hợp không hoàn thành nhiệm vụ",
    ORGANISATION: "Không cao hơn mức của tổ chức",
    MOVE: "Mức do cấp có thẩm quyền chuyển",
    CAP: "Giới hạn tỷ lệ xuất sắc, thứ tự khi bằng điểm",
    NOT_RANKED: "Không xếp loại",
}
_OF_INPUT = {
    MONTHS: MEAN,
    **dict.fromkeys(("concluded", "disciplined", "waste", "automatic"), AUTOMATIC),
    **dict.fromkeys(("heads", "organisation"), ORGANISATION),
    "moved": MOVE,
    **dict.fromkeys(("rank", "raised", "peer_group", "agency", PLACES), CAP),
    **dict.fromkeys(("worked_months", "protected_leave"), NOT_RANKED),
}


def year_subjects_of(row: YearResultRow) -> dict[str, str]:
    """Return every step of a result that may be disputed, with the words it is called by."""
    there = {
        ALL: True,
        MEAN: row.score_hundredths is not None,
        CRITERIA: row.score_hundredths is None and bool(row.level),
        AUTOMATIC: bool(row.totals.get("automatic")),
        ORGANISATION: bool(row.inputs.get("inputs", {}).get("heads")),
        MOVE: bool(row.moved_reason),
        CAP: bool(row.capped_in),
        NOT_RANKED: bool(row.not_ranked_reason),
    }
    return {subject: YEAR_WORDS[subject] for subject, holds in there.items() if holds}


def year_touched_by(changes: Mapping[str, Any] | Iterable[str]) -> set[str]:
    """Return the steps that changes to a year's inputs (by name) are about."""
    return {_OF_INPUT.get(name, CRITERIA) for name in changes}
