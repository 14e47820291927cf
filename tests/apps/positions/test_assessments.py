"""A person says her level first, her head answers, and neither writes over the other."""

from datetime import date

import pytest

from congvu.apps.accounts.models import User
from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.org.models import Person
from congvu.apps.positions import actions, queries
from congvu.apps.positions.actions import HeadAssessment, SelfAssessment
from congvu.apps.positions.enums import Occasion
from congvu.apps.positions.models import Assessment, Posting
from tests.apps import world
from tests.apps.positions import lists

pytestmark = pytest.mark.django_db
TODAY, YEAR = world.AT.date(), 2026


@pytest.fixture(autouse=True)
def _seats():
    """An holds a described position; Bình, who signs in, heads his room."""
    world.agency()
    lists.issued()
    lists.held(an="V1", binh="V2")
    Person.objects.filter(code="binh").update(
        user=User.objects.create(username="binh", display_name="Lê Bình", password="!")
    )


def posting(person="an"):
    found = Person.objects.get(code=person)
    return queries.held_posting(found.pk, on=TODAY)


def own(*rows, person="an", **given):
    actions.assess_own(posting(person).id, rows, year=YEAR, by=None, at=world.AT, **given)


def head(*rows, person="an"):
    by = User.objects.get(username="binh")
    actions.assess_person(posting(person).id, rows, year=YEAR, by=by, at=world.AT)


def read(person="an"):
    rows = queries.assessed(posting(person), year=YEAR, on=TODAY)
    return {row.required.competency: row for row in rows}


def test_nothing_is_assessed_until_somebody_does():
    assert [(row.level, row.gap) for row in read().values()] == [(None, 0), (None, 0)]


def test_a_level_below_the_lowest_required_is_a_gap_until_the_head_sees_it_otherwise():
    own(SelfAssessment("C2", 1, "Chưa soạn"), SelfAssessment("C1", 2))
    assert {code: row.gap for code, row in read().items()} == {"C2": 2, "C1": 0}
    head(HeadAssessment("C2", 3, "Đã soạn 4 văn bản"))
    row = read()["C2"]
    assert (row.self_level, row.head_level, row.level, row.gap) == (1, 3, 3, 0)
    assert (row.self_evidence, row.head_note) == ("Chưa soạn", "Đã soạn 4 văn bản")


def test_a_level_may_be_said_again_until_the_head_has_answered():
    own(SelfAssessment("C2", 1))
    own(SelfAssessment("C2", 2, "Nộp thêm"))
    assert read()["C2"].self_level == 2
    head(HeadAssessment("C2", 2))
    with pytest.raises(Refused, match="Người quản lý đã đánh giá"):
        own(SelfAssessment("C1", 2), SelfAssessment("C2", 3))
    assert {code: row.self_level for code, row in read().items()} == {"C2": 2, "C1": None}


def test_a_head_who_sees_it_otherwise_says_why():
    own(SelfAssessment("C2", 3))
    with pytest.raises(Refused, match="phải ghi lý do"):
        head(HeadAssessment("C2", 2))
    head(HeadAssessment("C2", 3))
    assert read()["C2"].head_level == 3


@pytest.mark.parametrize("level", [0, 6])
def test_there_are_five_levels(level):
    with pytest.raises(Refused, match="từ 1 đến 5"):
        own(SelfAssessment("C2", level))
    with pytest.raises(Refused, match="từ 1 đến 5"):
        head(HeadAssessment("C2", level, "x"))


def test_only_what_the_position_requires_is_assessed():
    with pytest.raises(Refused, match="không yêu cầu năng lực “C9”"):
        own(SelfAssessment("C9", 2))
    with pytest.raises(Refused, match="không yêu cầu năng lực “C1”"):
        head(HeadAssessment("C1", 2, "x"), person="dung")


def test_nobody_assesses_herself_as_her_head():
    with pytest.raises(Refused, match="của chính mình"):
        head(HeadAssessment("C1", 2), person="binh")


def test_a_posting_begun_in_the_year_is_assessed_on_taking_it_up():
    own(SelfAssessment("C2", 2))
    Posting.objects.filter(person__code="an").update(valid_from=date(2026, 8, 17))
    assert queries.occasion_of(posting(), year=YEAR) == Occasion.POSTING
    assert queries.occasion_of(posting(), year=YEAR + 1) == Occasion.YEARLY
    assert read()["C2"].self_level is None
    own(SelfAssessment("C2", 3), occasion=Occasion.POSTING)
    assert read()["C2"].self_level == 3
    assert Assessment.objects.count() == 2


def test_a_whole_room_is_read_at_once():
    own(SelfAssessment("C2", 2))
    people = queries.postings_under(posting().unit_path, on=TODAY)
    found = queries.assessed_by(people, year=YEAR, on=TODAY)
    told = {one.person: [row.self_level for row in found[one.id]] for one in people}
    assert told == {"an": [2, None], "binh": []}
    some = queries.postings_of([people[0].person_id], on=TODAY)
    assert [one.person for one in some] == ["an"]


def test_each_assessment_leaves_one_event():
    own(SelfAssessment("C2", 2), SelfAssessment("C1", 3))
    head(HeadAssessment("C2", 2))
    told = Event.objects.filter(verb__contains="assessed").order_by("pk")
    assert [(one.verb, one.payload["rows"]) for one in told] == [
        ("positions.competencies_self_assessed", [["C2", 2], ["C1", 3]]),
        ("positions.competencies_assessed", [["C2", 2]]),
    ]
