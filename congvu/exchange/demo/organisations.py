"""The year 2026 of organisations, on its way: one department recognised, a ward in every state.

The story's ward is where its chair signs in: one room sent, one with a complaint, one for which no
level fits, one barely begun. Everywhere else some have begun.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from congvu.apps.audit.actions import Actor
from congvu.apps.evaluation.actions import organisations as acts
from congvu.apps.evaluation.actions.organisations import (
    Decision,
    NewCriteria,
    NewIndicator,
    OrganisationReview,
    SelfAssessment,
)
from congvu.apps.evaluation.queries import organisations as reads
from congvu.apps.evaluation.queries.organisations import CriteriaRow, Organisation
from congvu.apps.org.enums import UnitKind
from congvu.apps.work.queries import Figures
from congvu.exchange.demo import story
from congvu.exchange.demo.dice import Dice
from congvu.exchange.demo.frames import moment

YEAR = 2026
STARTED = date(2026, 1, 1)
SET_ON, TOLD_ON = date(2026, 5, 29), date(2026, 10, 31)
ASSESSED, LOOKED, DECIDED = date(2026, 11, 16), date(2026, 11, 18), date(2026, 11, 20)
DEPARTMENT = "KH-SNV"
KINDS = ("department", "room", "sub_department", "commune", "commune_room")
TOLD = ("on_time", "online", "satisfaction", "par_index")
BOOK = "Theo sổ nhiệm vụ trọng tâm trong chương trình công tác năm."
NOTE = "Báo cáo tổng kết năm, các mục I đến III."
WHOLE = Figures(20, 20, 20, 8, 0)
"""Twenty tasks of the year's programme, all done in time, eight of them more than asked."""


def everything(users: Mapping[str, Actor]) -> None:
    """Set the criteria, take the figures in, and let the organisations stand where they stand."""
    clerk = users["noi.vu"]
    _criteria(clerk)
    every = {one.unit.code: one for one in reads.organisations_in(YEAR, DECIDED)}
    _figures(every.values(), clerk)
    sets = reads.criteria_among(reads.criteria_sets(), reads.last_day(YEAR))
    teller = _Teller(sets)
    _department(every, teller)
    _ward(every, teller, users)
    for one in every.values():
        if one.unit.kind in (UnitKind.DEPARTMENT, UnitKind.COMMUNE):
            teller.begun(one)


class _Teller:
    """Assesses organisations as their heads, with chance that repeats."""

    def __init__(self, sets: Mapping[str, CriteriaRow]) -> None:
        self.sets = sets

    def points(self, one: Organisation, low: int, high: int) -> dict[str, int]:
        """Points of every criterion, between two percents of its most."""
        dice = Dice("organisation", one.unit.code)
        return {
            line.code: line.most_hundredths * dice.between(low, high) // 100 // 25 * 25
            for line in self.sets[one.unit.kind].lines
        }

    def assess(
        self,
        one: Organisation,
        level: str,
        shares: tuple[int, int],
        given: Figures | None = WHOLE,
        *,
        by: Actor | None = None,
        send: bool = True,
    ) -> None:
        """Assess an organisation, and send it."""
        if one.head is None:
            return
        points = self.points(one, *shares)
        row = SelfAssessment(points, {"I.1": NOTE}, level, given, BOOK if given else "")
        acts.assess_organisation(
            one.unit.code, YEAR, row, head=one.head.person_id, send=send, by=by,
            at=moment(ASSESSED, 9),
        )  # fmt: skip

    def begun(self, one: Organisation) -> None:
        """Let two of three departments and wards have begun, and one of these have sent it."""
        if reads.assessment(one.unit.code, YEAR) is not None:
            return
        turn = Dice("organisation begun", one.unit.code).between(1, 3)
        if turn > 1:
            self.assess(one, "good", (82, 96), send=turn == 3)


def _criteria(clerk: Actor) -> None:
    lines = acts.written_lines(reads.organisation_rules(YEAR))
    note = "Điểm từng tiêu chí chia đều: địa phương chọn, Nghị định chỉ định điểm của mỗi phần."
    for kind in KINDS:
        row = NewCriteria(kind, STARTED, "Bộ tiêu chí mẫu, theo Điều 6 và Điều 7", lines, note)
        acts.set_criteria(row, by=clerk, at=moment(SET_ON))


def _figures(every: Iterable[Organisation], clerk: Actor) -> None:
    rows = [
        NewIndicator(one.unit.code, name, _share(one.unit.code, name), "Số liệu mẫu", TOLD_ON)
        for one in every
        if one.unit.kind in (UnitKind.DEPARTMENT, UnitKind.COMMUNE)
        for name in TOLD
    ]
    if rows:
        acts.enter_indicators(YEAR, rows, by=clerk, at=moment(TOLD_ON, 16))


def _share(unit: str, name: str) -> int:
    return Dice("indicator", unit, name).between(8200, 9990)


def _under(every: Mapping[str, Organisation], code: str) -> list[Organisation]:
    return [one for one in every.values() if one.above == code]


def _department(every: Mapping[str, Organisation], teller: _Teller) -> None:
    """Its rooms are recognised, one of them kept from the highest level by the cap; itself sent."""
    rooms = _under(every, DEPARTMENT)
    for number, one in enumerate(rooms):
        best = number < 2
        teller.assess(one, "excellent" if best else "good", (95, 99) if best else (78, 88))
        _look(one, OrganisationReview(rank=number + 1), at=moment(LOOKED, 9))
    head = every[DEPARTMENT].head if DEPARTMENT in every else None
    if head and rooms:
        acts.recognise_organisations(
            DEPARTMENT, YEAR, Decision("QĐ mẫu 214/QĐ-SNV", DECIDED), authority=head.person_id,
            by=None, at=moment(DECIDED, 10),
        )  # fmt: skip
        teller.assess(every[DEPARTMENT], "good", (84, 94))


def _ward(every: Mapping[str, Organisation], teller: _Teller, users: Mapping[str, Actor]) -> None:
    """The rooms of the story's ward, each at another step; their chair has still to recognise."""
    by = {story.ROOM: users["truong.phong"]}
    rooms = _under(every, story.WARD)
    late = Figures(20, 17, 16, 4, 3)
    for number, one in enumerate(rooms):
        given = late if number == len(rooms) - 1 else WHOLE
        teller.assess(
            one, "good", (80, 92), given, by=by.get(one.unit.code),
            send=one.unit.code != story.CULTURE_ROOM,
        )  # fmt: skip
    if any(one.unit.code == story.ROOM for one in rooms):
        why = {"I.1": "Ba văn bản của phường chưa được triển khai đúng hạn."}
        row = OrganisationReview(points={"I.1": 750}, reasons=why)
        _look(every[story.ROOM], row, by=users["chu.tich"], at=moment(LOOKED, 14))


def _look(
    one: Organisation, row: OrganisationReview, *, at: datetime, by: Actor | None = None
) -> None:
    if one.authority is not None and one.head is not None:
        acts.review_organisation(
            one.unit.code, YEAR, row, authority=one.authority.person_id, by=by, at=at
        )
