"""The fixed people and places of the demo: whom a reader signs in as, and what she should find."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from congvu.exchange.demo import cards
from congvu.exchange.demo.cards import CardPlan
from congvu.exchange.demo.frames import OPEN, Frame
from congvu.exchange.demo.names import Name
from congvu.exchange.demo.people import FLAWLESS, SOLID, STRONG, WEAK, Hand, PersonPlan
from congvu.exchange.demo.tasks import (
    FROM_PLAN,
    ONE,
    PLANNED,
    ResultPlan,
    TaskPlan,
)
from congvu.law.criteria import Criterion

PASSWORD = "congvu-demo-2026"  # noqa: S105 - published on purpose, the demo refuses to run elsewhere
WARD = "KH-22366"
ROOM = f"{WARD}-KT"
CULTURE_ROOM = f"{WARD}-VX"
LATE_AGENCY = "KH-SXD"
OVERLOADED_COMMUNE = "KH-22615"
UNIFORM_ROOM = "KH-22708-VX"
OVERLOAD_PER_MILLE = 1380


@dataclass(frozen=True, slots=True)
class Login:
    """A demo account: its role and the unit it holds it on ('' = the whole province)."""

    username: str
    label: str
    role: str
    unit: str
    person: str = ""


AN, HEAD, CHAIR, DEPUTY = "KH00123", "KH00120", "KH00119", "KH00121"
ANH, AN_LATE_HOURS, BINH, DUC = "KH00124", "KH00125", "KH00126", "KH00127"
ON_LEAVE, NOT_YET, OVERDUE, BELOW_HALF = "KH00128", "KH00129", "KH00130", "KH00131"
HOME_AFFAIRS, INSPECTOR = "KH00140", "KH00141"


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody writes on her card: what shows a criterion, strengths, shortcomings."""

    notes: Mapping[str, str] = field(default_factory=dict)
    strengths: str = ""
    shortcomings: str = ""


LOGINS = (
    Login("an.nguyen", "Nguyễn Văn An", "officer", ROOM, AN),
    Login("truong.phong", "Trịnh Thị Thu Hà", "head", ROOM, HEAD),
    Login("duc.hoang", "Hoàng Minh Đức", "officer", ROOM, DUC),
    Login("pho.phong", "Đặng Quang Khải", "deputy", ROOM, DEPUTY),
    Login("chu.tich", "Đoàn Minh Quân", "head", WARD, CHAIR),
    Login("van.phong", "Mai Thị Hồng Nhung", "agency_office", WARD),
    Login("van.phong.2", "Tạ Đức Long", "agency_office", WARD),
    Login("to.chuc", "Vũ Thị Minh Tâm", "personnel_adviser", WARD),
    Login("noi.vu", "Lương Thị Ngọc Trâm", "home_affairs", "", HOME_AFFAIRS),
    Login("tham.dinh", "Cao Xuân Bách", "home_affairs", ""),
    Login("bi.thu", "Lãnh đạo tỉnh (tài khoản mẫu)", "leadership", ""),
    Login("thanh.tra", "Hồ Quang Vinh", "inspector", "", INSPECTOR),
    Login("quan.tri", "Quản trị quyền (tài khoản mẫu)", "province_admin", ""),
    Login("van.hanh", "Vận hành (tài khoản mẫu)", "operator", ""),
)


@dataclass(frozen=True, slots=True)
class Part:
    """A seat that the story gives to a fixed person."""

    code: str
    name: str
    female: bool
    hand: Hand | None = None


CAST: dict[tuple[str, int], Part] = {
    (WARD, 0): Part(CHAIR, "Đoàn Minh Quân", False, STRONG),
    (ROOM, 0): Part(HEAD, "Trịnh Thị Thu Hà", True, STRONG),
    (ROOM, 1): Part(DEPUTY, "Đặng Quang Khải", False, SOLID),
    (ROOM, 2): Part("KH00122", "Phan Thị Thu Hằng", True, SOLID),
    (ROOM, 3): Part(AN, "Nguyễn Văn An", False, SOLID),
    (ROOM, 4): Part(ANH, "Trần Thị Ánh", True, STRONG),
    (ROOM, 5): Part(AN_LATE_HOURS, "Lê Quốc Ân", False, STRONG),
    (ROOM, 6): Part(BINH, "Phạm Thị Bình", True, STRONG),
    (ROOM, 7): Part(DUC, "Hoàng Minh Đức", False, SOLID),
    (ROOM, 8): Part(ON_LEAVE, "H’Lan Êban", True, SOLID),
    (ROOM, 9): Part(NOT_YET, "Võ Ngọc Đạt", False, SOLID),
    (ROOM, 10): Part(OVERDUE, "Huỳnh Thị Mỹ Duyên", True, replace(STRONG, short=0)),
    (ROOM, 11): Part(BELOW_HALF, "Bùi Gia Phúc", False, WEAK),
    ("KH-SNV-P03", 2): Part(HOME_AFFAIRS, "Lương Thị Ngọc Trâm", True, SOLID),
    ("KH-TTT-P02", 3): Part(INSPECTOR, "Hồ Quang Vinh", False, SOLID),
}
RESERVED = frozenset(part.code for part in CAST.values())
RATED_BY_HEAD = frozenset(part.code for (unit, seat), part in CAST.items() if unit == ROOM and seat)
EARLY = frozenset((ANH, AN_LATE_HOURS, BINH, DUC, OVERDUE, HEAD))


def cast(people: Iterable[PersonPlan]) -> Iterator[PersonPlan]:
    """Put the fixed people into their seats; everybody else stays as generated."""
    seats: dict[str, int] = {}
    for person in people:
        unit = person.postings[-1].unit
        seat = seats.get(unit, -1) + 1
        seats[unit] = seat
        part = CAST.get((unit, seat))
        yield _played(person, part) if part else person


def _played(person: PersonPlan, part: Part) -> PersonPlan:
    chosen = replace(
        person,
        code=part.code,
        name=Name(part.name, part.female),
        hand=part.hand or person.hand,
        fixed=True,
    )
    if part.code == ON_LEAVE:
        return replace(chosen, away=date(2026, 9, 7), away_reason="Nghỉ thai sản")
    return _arrived(chosen) if part.code == BELOW_HALF else chosen


def _arrived(person: PersonPlan) -> PersonPlan:
    """Bùi Gia Phúc came from the culture room on 17/8: his earlier months were scored there."""
    here, day = person.postings[-1], date(2026, 8, 17)
    before = replace(here, unit=CULTURE_ROOM, position="II.17", field="nội vụ", until=day)
    return replace(person, postings=(before, replace(here, since=day)))


BAD_MONTH = Hand(late=850, failed=800, short=750, spare=60)


def hand_of(person: PersonPlan, unit: str, agency: str, frame: Frame) -> Hand:
    """The hand that a person works with in a month, with what the story adds to some units."""
    hand = person.hand
    if person.code == BELOW_HALF and frame.month == OPEN.previous():
        return BAD_MONTH
    if unit == UNIFORM_ROOM or (person.code in (ANH, AN_LATE_HOURS) and frame.is_open):
        return FLAWLESS
    if agency == LATE_AGENCY:
        return replace(hand, late=hand.late + 210)
    if agency == OVERLOADED_COMMUNE:
        return replace(hand, late=hand.late + 110, short=hand.short + 170)
    return hand


def load_of(lines: int, agency: str) -> int:
    """How many lines: more in the overloaded commune."""
    return lines * OVERLOAD_PER_MILLE // 1000 if agency == OVERLOADED_COMMUNE else lines


def tasks_of(person: PersonPlan, listed: list[TaskPlan], frame: Frame) -> list[TaskPlan]:
    """The lines of a month as the story wants them (most people keep theirs)."""
    if not (person.fixed and frame.is_open):
        return listed
    if person.code == AN:
        return handbook_tasks(person.postings[-1].unit)
    if person.code == OVERDUE:
        return _one_overdue(listed, frame)
    return listed


def _one_overdue(listed: list[TaskPlan], frame: Frame) -> list[TaskPlan]:
    at = max(i for i, task in enumerate(listed) if task.due_on < frame.cut)
    return [replace(task, result=None) if i == at else task for i, task in enumerate(listed)]


# The ministry's handbook, chapters VI–VII: (title, output, coefficient, assigned, completed, due,
# finished, failed reviews) → 89,6 / 68,8 / 41,7 / 66,7 and, with 30 general points, 76,70.
HANDBOOK = (
    (
        "Soạn văn bản tham gia ý kiến với đơn vị chủ trì",
        "Công văn",
        (10, 5 * ONE, 4 * ONE),
        (date(2026, 11, 15), date(2026, 11, 19), 0),
    ),
    (
        "Trả lời kiến nghị của người dân, doanh nghiệp",
        "Công văn trả lời",
        (27, 3 * ONE, 3 * ONE),
        (date(2026, 11, 10), date(2026, 11, 12), 1),
    ),
    (
        "Báo cáo tổng hợp về công tác chuyên môn",
        "Báo cáo",
        (37, 1 * ONE, 80),
        (date(2026, 11, 19), date(2026, 11, 18), 2),
    ),
)


def handbook_tasks(unit: str) -> list[TaskPlan]:
    """Nguyễn Văn An's only lines in 11/2026, outside the catalogue as in the handbook."""
    return [
        TaskPlan(
            person=AN,
            unit=unit,
            month=OPEN.key,
            version="",
            product="",
            title=title,
            output=output,
            coefficient_tenths=coefficient,
            assigned_hundredths=assigned,
            due_on=due,
            origin=PLANNED,
            assigned_on=OPEN.first_day,
            source=FROM_PLAN,
            result=ResultPlan(
                completed, finished, failed, effect=1, evidence=f"Công văn số {412 + n}"
            ),
        )
        for n, (title, output, (coefficient, assigned, completed), (due, finished, failed)) in (
            enumerate(HANDBOOK)
        )
    ]


# Open-month cards of the story room: state and the self-scored total that the head sees.
SELF_TOTALS: Mapping[str, tuple[str, int]] = {
    ANH: (cards.SELF_SCORED, 2750),
    AN_LATE_HOURS: (cards.SELF_SCORED, 2600),
    BINH: (cards.REVIEWED, 2600),
    DUC: (cards.SELF_SCORED, 2450),
    OVERDUE: (cards.SELF_SCORED, 2650),
    BELOW_HALF: (cards.SELF_SCORED, 2900),
}


TOLD = {
    DUC: Told(
        {
            "II.4": "Không có phản ánh, kiến nghị về thái độ phục vụ trong tháng",
            "III.1": "Đề xuất mẫu phiếu hướng dẫn hồ sơ cấp phép: https://vpdt.example.vn/412",
        },
        "Giải quyết dứt điểm hồ sơ tồn của tháng trước",
        "Hai báo cáo tuần còn nộp sát hạn",
    ),
    OVERDUE: Told({}, "Hoàn thành tập huấn phần mềm mới", "Một việc quá hạn vì chờ số liệu"),
}
"""What people of the story room write on their cards of the open month."""


def card_of(
    person: PersonPlan, unit: str, frame: Frame, criteria: Sequence[Criterion]
) -> CardPlan | None:
    """The card that the story fixes, None for everybody else."""
    if unit == UNIFORM_ROOM and person.postings[-1].leads == "none":
        return cards.full_marks(person.code, cards.REVIEWED, frame, criteria)
    if not (person.fixed and frame.is_open):
        return None
    if person.code == AN:
        return cards.full_marks(person.code, cards.REVIEWED, frame, criteria)
    if person.code in (NOT_YET, HEAD):
        return CardPlan(person.code, frame.month.key, cards.DRAFT)
    if person.code not in SELF_TOTALS:
        return None
    state, total = SELF_TOTALS[person.code]
    points = spread(total, criteria)
    confirmed = points if state == cards.REVIEWED else ()
    return CardPlan(person.code, frame.month.key, state, points, confirmed)


def told_by(person: str, frame: Frame) -> Told:
    """What a person writes on her card beside the points."""
    return TOLD.get(person, Told()) if frame.is_open else Told()


def spread(total: int, criteria: Sequence[Criterion]) -> tuple[tuple[str, int], ...]:
    """Points that add up to `total` hundredths, taken off the last criteria first, in turn."""
    points = {c.code: c.max_hundredths for c in criteria}
    order = [c.code for c in reversed(criteria)]
    over, turn = sum(points.values()) - total, 0
    while over > 0:
        less = min(25, over)
        points[order[turn % len(order)]] -= less
        over, turn = over - less, turn + 1
    return tuple(points.items())
