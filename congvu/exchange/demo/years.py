"""Two years in the demo: 2025 rated by criteria and decided, 2026 open with its forms and meetings.

2026 cannot be decided yet at the demo's clock: November is under way, December not begun.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from congvu.apps.audit.actions import Actor
from congvu.apps.evaluation import actions as evaluation
from congvu.apps.evaluation import queries
from congvu.apps.evaluation.actions import NewDecision, NewReplacement, Signing
from congvu.apps.evaluation.enums import Shortfall
from congvu.apps.evaluation.queries import years as year_queries
from congvu.apps.evaluation.queries.deciders import (
    About,
)
from congvu.apps.evaluation.queries.years import RatingRow, RoundRow
from congvu.apps.evaluation.queries.years.criteria import (
    asked_of,
    told_of,
)
from congvu.apps.evaluation.queries.years.replacements import (
    named_in,
    replacement_by_id,
)
from congvu.apps.evaluation.queries.years.replacing import (
    what_comes,
)
from congvu.apps.org import actions as org
from congvu.apps.org import queries as org_queries
from congvu.apps.org.actions import NewPerson
from congvu.apps.positions import actions as positions
from congvu.apps.positions.actions import NewPosting
from congvu.apps.positions.enums import Leads
from congvu.apps.rulebook.queries import PeriodRow, rules_for
from congvu.exchange.demo import story
from congvu.exchange.demo.dice import Dice
from congvu.exchange.demo.frames import moment
from congvu.exchange.demo.people import STARTED
from congvu.exchange.demo.year_open import opened
from congvu.law.registry import Rules

LAST = 2025
TOLD, DECIDED = date(2025, 12, 5), date(2025, 12, 12)
FOUND, CHECKED, SIGNED = date(2026, 10, 6), date(2026, 10, 8), date(2026, 10, 14)
WAITING = date(2026, 11, 19)
CHAIRMAN = "KHCT001"
FAULTS = (
    (
        {"done": 9_000},
        "Kiểm tra tháng 9/2026 thấy hai nhiệm vụ năm 2025 báo cáo hoàn thành nhưng chưa xong.",
        FOUND,
    ),
    (
        {"exceeding": 4_200},
        "Đối chiếu với sổ theo dõi: ba việc ghi vượt mức thuộc năm 2024.",
        WAITING,
    ),
)
WHOLE = 10_000
ON_PAPER = {
    Shortfall.MEETING: "Biên bản họp năm 2025 lập trên giấy, lưu tại văn phòng",
    Shortfall.PARTY: "Văn bản của cấp ủy lưu tại văn phòng",
    Shortfall.FORM: "Phiếu năm 2025 nộp bản giấy",
}
NOTES = {
    "conduct": "Bản kiểm điểm cá nhân năm 2025",
    "exemplary": "Nhận xét của chi bộ nơi công tác",
    "done": "Báo cáo kết quả công tác năm",
    "exceeding": "Danh mục việc hoàn thành trước hạn, vượt mức",
    "short": "Không có văn bản nhắc nhở, phê bình",
    "units_met": "Kết quả xếp loại các đơn vị phụ trách",
    "units_good": "Kết quả xếp loại các đơn vị phụ trách",
}


def everything(users: Mapping[str, Actor]) -> None:
    """Rate 2025 in the story's ward, replace some of its results, and open 2026."""
    clerk = users["noi.vu"]
    chairman = _chairman(by=clerk)
    period, _ = evaluation.begin_year(LAST, by=clerk, at=moment(date(2025, 12, 1)))
    rules = rules_for(period)
    known = {row.unit_code: row for row in year_queries.rounds_of(period.id)}
    _rated(period, rules, known[story.WARD], by=(users["to.chuc"], users["chu.tich"]))
    _replaced(period, chairman, users)
    opened(users)


def _chairman(*, by: Actor) -> int:
    """Somebody heads the province: the managing agency whose head signs by Đ21.3."""
    at = moment(date(2026, 5, 29))
    row = NewPerson(CHAIRMAN, "Nguyễn Khắc Minh (mẫu)", "cadre")
    org.create_people([row], by=by, at=at)
    (top,) = [one for one in org_queries.units(on=STARTED) if one.kind == "province"]
    posting = NewPosting(CHAIRMAN, top.code, "Chủ tịch UBND tỉnh", STARTED, leads="head")
    positions.open_postings([posting], by=by, at=at)
    return org_queries.person_ids([CHAIRMAN])[CHAIRMAN]


def _rated(period: PeriodRow, rules: Rules, held: RoundRow, *, by: tuple[Actor, Actor]) -> None:
    """Everybody tells and is confirmed; proposed by one, decided by the head."""
    adviser, signer = by
    rows = year_queries.ratings_of(held.id)
    for row in rows:
        _tell(period, rules, row, adviser)
    at = moment(DECIDED)
    head = queries.decider_of(About(0, held.unit_path), DECIDED)
    digest = evaluation.propose_round(
        held.id, reasons=ON_PAPER, proposer=None, by=adviser, at=moment(DECIDED, 7)
    )
    new = NewDecision(
        f"{412 + len(rows) % 50}/QĐ-UBND", DECIDED, "Trên hệ thống và tại cuộc họp cơ quan",
        head.person_id if head else None, digest,
    )  # fmt: skip
    evaluation.decide_round(held.id, new, by=signer, at=at)


def _tell(period: PeriodRow, rules: Rules, row: RatingRow, adviser: Actor) -> None:
    asked = asked_of(rules, told_of(row.person, period_id=period.id))
    every = _criteria(row)
    told = {field.name: every[field.name] for field in asked}
    notes = {name: NOTES[name] for name in told}
    evaluation.tell_criteria(period, row.person, told, notes, by=None, at=moment(TOLD))
    evaluation.confirm_criteria(period, row.person, by=adviser, at=moment(TOLD, 15))


def _criteria(row: RatingRow) -> dict[str, int | bool]:
    """What somebody did in 2025: most did well, some exceeded, a few fell short."""
    dice = Dice("year", str(LAST), row.person)
    best, weak = dice.chance(330), dice.chance(60)
    if row.leads != Leads.NONE:
        best, weak = dice.chance(450), False
    return {
        "conduct": True,
        "exemplary": best or dice.chance(500),
        "done": WHOLE - 100 * dice.between(3, 12) if weak else WHOLE,
        "exceeding": 100 * dice.between(50, 72) if best else 100 * dice.between(5, 44),
        "short": 100 * dice.between(4, 18) if weak else 0,
        "units_met": WHOLE,
        "units_good": 100 * dice.between(70, 95) if best else 100 * dice.between(40, 69),
    }


def _replaced(period: PeriodRow, chairman: int, users: Mapping[str, Actor]) -> None:
    """Faults of 2025 came to light in 2026: one decision was replaced (Đ21.3), one waits."""
    found = _excellent(year_queries.year_results(period.id))
    for person, row in zip(found, FAULTS, strict=False):
        changes, reason, day = row
        made = evaluation.propose_replacement(
            period, NewReplacement({person: changes}, reason), by=users["van.phong"],
            at=moment(day, 9),
        )  # fmt: skip
        if day == FOUND:
            _signed(made, chairman, users)


def _signed(made: int, chairman: int, users: Mapping[str, Actor]) -> None:
    evaluation.check_replacement(made, by=users["tham.dinh"], at=moment(CHECKED, 10))
    comes = what_comes(replacement_by_id(made), named_in([made])[made])
    new = Signing("1976/QĐ-UBND", SIGNED, chairman, comes.digest)
    evaluation.sign_replacement(made, new, by=users["bi.thu"], at=moment(SIGNED, 9))


def _excellent(rows: Sequence[year_queries.YearResultRow]) -> list[int]:
    """The officers of the ward outside the story who were rated excellent."""
    return [
        row.person_id
        for row in rows
        if row.level == "excellent"
        and row.leads == Leads.NONE
        and row.round_code == story.WARD
        and row.person not in story.RESERVED
    ]
