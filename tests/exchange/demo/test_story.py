"""Claims about the fixed people, and about the spread of scores around them."""

from collections import Counter

import pytest

from congvu.exchange.demo import story
from congvu.exchange.demo.frames import MONTHS
from congvu.law.registry import general_criteria_on
from tests.exchange.demo.provinces import first_month, small, small_work, whole
from tests.exchange.demo.scoring import scores

OCTOBER, NOVEMBER = 4, 5


@pytest.fixture(scope="module")
def november():
    """Everybody's provisional outcome in the two communes."""
    return scores(small(), *small_work()[NOVEMBER])


def test_an_has_only_the_handbooks_three_lines_and_its_numbers(november):
    an = november[story.AN]
    lines = [task for task in small_work()[NOVEMBER][1] if task.person == story.AN]
    assert [task.coefficient_tenths for task in lines] == [10, 27, 37]
    assert an.notified == 7670
    assert [round(float(an.steps[step]) * 1000) for step in "abc"] == [896, 688, 417]


def test_an_is_confirmed_at_the_whole_general_points():
    criteria = general_criteria_on(MONTHS[NOVEMBER].last_day)
    cards = {card.person: card for card in small().cards(small_work()[NOVEMBER][0], criteria)}
    whole_points = sum(criterion.max_hundredths for criterion in criteria)
    assert sum(points for _, points in cards[story.AN].general_confirmed) == whole_points
    assert cards[story.NOT_YET].general_self == ()
    assert cards[story.ON_LEAVE].not_scored_reason == "Nghỉ thai sản"
    assert dict(cards[story.BINH].general_self) == dict(cards[story.BINH].general_confirmed)
    assert sum(points for _, points in cards[story.ANH].general_self) == 2750


def test_the_room_of_the_story_has_something_to_look_at(november):
    room = [p for p in small().people if p.postings[-1].unit == story.ROOM]
    assert 9 <= len(room) <= 13
    assert november[story.ANH].notified >= 9000
    overdue = [
        task
        for task in small_work()[NOVEMBER][1]
        if task.person == story.OVERDUE and task.result is None
    ]
    assert len(overdue) == 1


def test_one_officer_of_the_room_is_below_half_in_october():
    outcome = scores(small(), *small_work()[OCTOBER])[story.BELOW_HALF]
    assert outcome.notified < 5000


def test_every_login_names_a_seat_that_exists():
    people = {person.code: person.name.full for person in whole().people}
    units = {unit.code for unit in whole().units} | {""}
    for login in story.LOGINS:
        assert login.unit in units
        assert people.get(login.person, login.label) == login.label


def test_scores_are_spread_as_in_a_real_province():
    now, listed = first_month()
    levels = Counter(_level(o.notified) for o in scores(whole(), now, listed).values())
    share = {level: 1000 * count // sum(levels.values()) for level, count in levels.items()}
    assert 4 <= share["below"] <= 40
    assert 80 <= share["excellent"] <= 300
    assert 550 <= share["good"] <= 850
    assert 30 <= share["met"] <= 250


def _level(notified: int) -> str:
    marks = ((9000, "excellent"), (7000, "good"), (5000, "met"))
    return next((name for mark, name in marks if notified >= mark), "below")


def test_the_uniform_room_has_full_marks_only():
    now, listed = first_month()
    found = scores(whole(), now, listed)
    room = [p for p in whole().people if p.postings[0].unit == story.UNIFORM_ROOM]
    officers = [found[p.code].notified for p in room if p.postings[0].leads == "none"]
    assert len(officers) >= 3
    assert set(officers) == {10000}


def test_the_late_agency_is_visibly_behind():
    now, listed = first_month()
    found = scores(whole(), now, listed)
    at = {person.code: person.postings[0].unit for person in whole().people}

    def mean(prefix: str) -> int:
        points = [o.notified for code, o in found.items() if at[code].startswith(prefix)]
        return sum(points) // len(points)

    assert mean(story.LATE_AGENCY) + 250 < mean("KH-")
