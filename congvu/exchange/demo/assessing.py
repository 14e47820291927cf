"""What the people of the story's room are able to do: their own view, and for some their head's."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from congvu.apps.audit.actions import Actor
from congvu.apps.positions import actions
from congvu.apps.positions.actions import HeadAssessment, SelfAssessment
from congvu.apps.positions.enums import Occasion
from congvu.exchange.demo import positions, story
from congvu.exchange.demo.dice import Dice, Weighted
from congvu.exchange.demo.frames import CLOCK, moment
from congvu.exchange.demo.people import PersonPlan

YEAR = CLOCK.year
OWN_AT, HEAD_AT = moment(date(2026, 11, 16), 9), moment(date(2026, 11, 19), 15)
SILENT = frozenset((story.ON_LEAVE, story.NOT_YET))
SEEN_BY_HEAD = frozenset((story.ANH, story.AN_LATE_HOURS, story.BINH, story.BELOW_HALF))
OWN_LEVELS = Weighted(((2, 62), (3, 34), (4, 4)))
ORGANISING, DRAFTING, LANGUAGE = "NLC.2", "NLC.3", "NLC.7"
# Where a person is below the lowest level that the position asks for, in her own view.
BELOW = {(story.AN, LANGUAGE): 1, (story.OVERDUE, LANGUAGE): 1}
EVIDENCE = {
    ORGANISING: "Hoàn thành kế hoạch quý III đúng hạn",
    DRAFTING: "Dự thảo 6 báo cáo chuyên đề trong năm, được ký ban hành",
    LANGUAGE: "Chưa có chứng chỉ; đọc được tài liệu ngắn",
    "NLC.6": "Tự lập bảng theo dõi hồ sơ trên hệ thống một cửa",
    "NLCM.1": "Tham gia soạn 2 kế hoạch của Ủy ban nhân dân phường",
}
# Where the head sees it otherwise: her level and why.
OTHERWISE = {
    (story.BELOW_HALF, ORGANISING): (1, "Tháng 10 nhiều việc quá hạn, chưa tự lập kế hoạch tuần"),
    (story.ANH, DRAFTING): (4, "Chủ trì soạn đề án chỉnh trang đô thị, được thông qua ngay"),
}


@dataclass(frozen=True, slots=True)
class Level:
    """A person's own level of a competency, and what it rests on."""

    competency: str
    level: int
    evidence: str


def of_the_room(
    people: tuple[PersonPlan, ...], postings: Mapping[str, int], users: Mapping[str, Actor]
) -> None:
    """Enter the assessments of 2026: everybody's own but two, and what the head has seen so far."""
    room = [one for one in people if one.postings[-1].unit == story.ROOM]
    for person in room:
        own = list(levels_of(person))
        if not own:
            continue
        occasion, posting = _occasion(person), postings[person.code]
        rows = [SelfAssessment(one.competency, one.level, one.evidence) for one in own]
        by = users["an.nguyen"] if person.code == story.AN else None
        actions.assess_own(posting, rows, year=YEAR, occasion=occasion, by=by, at=OWN_AT)
        if person.code in SEEN_BY_HEAD:
            seen = [_seen(person, one) for one in own]
            head = users["truong.phong"]
            actions.assess_person(posting, seen, year=YEAR, occasion=occasion, by=head, at=HEAD_AT)


def levels_of(person: PersonPlan) -> Iterator[Level]:
    """What a person says of herself, for each competency that her position requires."""
    if person.code in SILENT:
        return
    for competency in _required(person.postings[-1].position):
        thrown = Dice("competency", person.code, competency).draw(OWN_LEVELS)
        level = BELOW.get((person.code, competency), thrown)
        told = level != 2 or competency == DRAFTING
        yield Level(competency, level, EVIDENCE.get(competency, "") if told else "")


def _required(position: str) -> list[str]:
    rows = positions.scheme().rows("requirements")
    return [row["competency"] for row in rows if row["position"] == position]


def _occasion(person: PersonPlan) -> str:
    began = person.postings[-1].since.year == YEAR
    return Occasion.POSTING if began else Occasion.YEARLY


def _seen(person: PersonPlan, own: Level) -> HeadAssessment:
    level, note = OTHERWISE.get((person.code, own.competency), (own.level, ""))
    return HeadAssessment(own.competency, level, note)
