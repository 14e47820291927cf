"""What was typed into the forms of an organisation's year, read field by field."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from congvu.apps.evaluation.actions.organisations import OrganisationReview, SelfAssessment
from congvu.apps.evaluation.queries.organisations import CriteriaRow
from congvu.apps.work.queries import FIGURES, Figures
from congvu.kernel.fixed import NotANumber, parse_fixed
from congvu.kernel.vietnamese import nfc
from congvu.web.organisations.words import FIGURE_WORDS
from congvu.web.shared.numbers import amount

POINTS, NOTE, REASON, FIGURE = "diem-", "ghi-", "vi-sao-", "so-"
FIGURES_NOTE, LEVEL, CHOSEN, CHOSEN_WHY, RANK = "so-vi-sao", "muc", "chon", "chon-vi-sao", "thu-tu"
SEEN, DOES, WHY = "thay", "viec", "ly-do"
FACTS: Mapping[str, tuple[str, str]] = {
    "unfixed": ("con-han-che", "Còn hạn chế, khuyết điểm chưa khắc phục"),
    "concluded": ("ket-luan", "Bị kết luận có sai phạm về cán bộ, mất đoàn kết nội bộ"),
    "complaint": ("don-thu", "Có đơn, thư, phản ánh hoặc dấu hiệu mất đoàn kết"),
    "force_majeure": ("bat-kha-khang", "Không hoàn thành vì lý do bất khả kháng"),
}
"""The facts that an authority finds: the name of each field, and its words."""
VERIFICATION = "xac-minh"
LONGEST = 2000
_MOST_DIGITS = 7


@dataclass
class Faults:
    """What is wrong, by field, in words."""

    told: dict[str, str] = field(default_factory=dict)


def self_assessment_of(
    posted: Mapping[str, str], criteria: CriteriaRow
) -> tuple[SelfAssessment, Faults]:
    """Read the head's form; whatever cannot be read is a fault and left out."""
    faults = Faults()
    points = _points(posted, criteria, faults)
    notes = {line.code: _text(posted, f"{NOTE}{line.code}", faults) for line in criteria.lines}
    row = SelfAssessment(
        points=points,
        notes=notes,
        proposed_level=posted.get(LEVEL, ""),
        given=_figures(posted, faults),
        figures_note=_text(posted, FIGURES_NOTE, faults),
    )
    return row, faults


def review_of(
    posted: Mapping[str, str], criteria: CriteriaRow
) -> tuple[OrganisationReview, Faults]:
    """Read the authority's form likewise."""
    faults = Faults()
    notes = {f"{name}_note": _text(posted, f"{named}-ghi", faults) for name, (named, _) in
             FACTS.items()}  # fmt: skip
    row = OrganisationReview(
        points=_points(posted, criteria, faults),
        reasons={line.code: _text(posted, f"{REASON}{line.code}", faults)
                 for line in criteria.lines},
        **{name: named in posted for name, (named, _) in FACTS.items()},
        **notes,
        verification=_text(posted, VERIFICATION, faults),
        chosen_level=posted.get(CHOSEN, ""),
        chosen_reason=_text(posted, CHOSEN_WHY, faults),
        rank=_whole(posted, RANK, faults) or 0,
    )  # fmt: skip
    return row, faults


def _points(posted: Mapping[str, str], criteria: CriteriaRow, faults: Faults) -> dict[str, int]:
    found = {}
    for line in criteria.lines:
        name = f"{POINTS}{line.code}"
        text = posted.get(name, "").strip()
        if not text:
            continue
        try:
            found[line.code] = parse_fixed(text, places=2)
        except NotANumber as wrong:
            faults.told[name] = f"Tiêu chí {line.code}: {wrong}"
            continue
        if not 0 <= found[line.code] <= line.most_hundredths:
            del found[line.code]
            most = amount(line.most_hundredths)
            faults.told[name] = f"Tiêu chí {line.code}: {text} điểm; phải từ 0 đến {most}."
    return found


def _figures(posted: Mapping[str, str], faults: Faults) -> Figures | None:
    """The head's own count; None where no field of it is filled."""
    if not any(posted.get(f"{FIGURE}{name}", "").strip() for name in FIGURES):
        return None
    return Figures(**{name: _whole(posted, f"{FIGURE}{name}", faults) or 0 for name in FIGURES})


def _whole(posted: Mapping[str, str], name: str, faults: Faults) -> int | None:
    text = posted.get(name, "").replace(".", "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS):
        label = FIGURE_WORDS.get(name.removeprefix(FIGURE), "Thứ tự")
        faults.told[name] = f"{label}: “{posted[name][:20]}” không phải là một số đếm."
        return None
    return int(text)


def _text(posted: Mapping[str, str], name: str, faults: Faults) -> str:
    text = nfc(posted.get(name, "")).replace("\x00", "").strip()
    if len(text) > LONGEST:
        faults.told[name] = f"Phần ghi dài {len(text)} ký tự; nhiều nhất {LONGEST}."
    return text
