"""What the tables of forms, Party opinions and meetings promise."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model

from congvu.apps.evaluation.models import (
    Meeting,
    MeetingAdvice,
    MeetingMember,
    MeetingOpinion,
    PartyOpinion,
    Rating,
)
from congvu.apps.org import actions as org
from congvu.apps.org.models import Person, Unit
from congvu.apps.rulebook.queries import year_period
from tests.apps import world
from tests.apps.evaluation import gathering
from tests.apps.promises import Promise, every_constraint_is_promised, kept, refused

pytestmark = pytest.mark.django_db
END = gathering.BEGAN + gathering.HOUR
CONCLUDED = {
    "state": "concluded", "concluded_at": world.AT, "ended_at": END, "conclusion": "Tốt",
    "sha256": "0" * 64,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _year():
    gathering.opened()


def _id(person: str) -> int:
    return Person.objects.get(code=person).pk


def _form(person: str) -> int:
    return gathering.form(year_period(2026), person)


def rating(person: str = "noi", **changes: object) -> Model:
    """A form of somebody who has none yet; `person` "an" has one."""
    if not Person.objects.filter(code=person).exists():
        org.create_people([org.NewPerson(person, "Lê Nối", "civil_servant")], **gathering.WHY)
    somebody = Person.objects.get(code=person)
    period, unit = year_period(2026), Unit.objects.get(code="P1")
    row = {"period_id": period.id, "person": somebody, "unit": unit, "agency": unit.agency}
    return Rating.objects.create(**row | {"round_id": gathering.round_id(period)} | changes)


def party(person: str = "phong", **changes: object) -> Model:
    row = {"rating_id": _form(person), "body": "Chi bộ", "text": "Tốt", "at": world.AT}
    return PartyOpinion.objects.create(**row | {"given_on": date(2026, 11, 20)} | changes)


def meeting(chair: str = "binh", secretary: str = "an", **changes: object) -> Meeting:
    row = {"round_id": gathering.round_id(year_period(2026)), "held_at": gathering.BEGAN}
    row |= {"unit": Unit.objects.get(code="P1"), "place": "Phòng họp"}
    people = {"chair_id": _id(chair), "secretary_id": _id(secretary)}
    return Meeting.objects.create(**row | people | changes)


def _held() -> Meeting:
    return Meeting.objects.first() or meeting()


def member(person: str | None = None, **changes: object) -> MeetingMember:
    row = {"meeting": _held(), "name": "Lê Bình", "capacity": "staff"}
    return MeetingMember.objects.create(
        **row | {"person_id": _id(person) if person else None} | changes
    )


def opinion(**changes: object) -> Model:
    row = {"meeting": _held(), "rating_id": _form("an"), "member": member(), "at": world.AT}
    return MeetingOpinion.objects.create(**row | {"text": "Nhất trí"} | changes)


def advice(person: str = "an", **changes: object) -> Model:
    row = {"meeting": _held(), "rating_id": _form(person), "level": "good"}
    return MeetingAdvice.objects.create(**row | changes)


RATINGS = [
    Promise(
        "evaluation_rating_once",
        holds={},
        broken={"person": "an"},
        edge={"person": "nga"},
    ),
    Promise(
        "evaluation_rating_sent",
        holds={"state": "sent", "own_level": "good", "sent_at": world.AT},
        broken={"person": "nga", "state": "sent", "sent_at": world.AT},
        edge={"person": "nga", "own_level": "good"},
    ),
    Promise(
        "evaluation_rating_told",
        holds={"told": {"done": 1}, "told_confirmed_at": world.AT},
        broken={"person": "nga", "told_confirmed_at": world.AT},
        edge={"person": "nga", "told": {"done": 0}},
    ),
    Promise(
        "evaluation_rating_rank",
        holds={"rank": 1, "rank_reason": "Có sáng kiến"},
        broken={"person": "nga", "rank": 1},
        edge={"person": "nga", "rank_reason": "Có sáng kiến"},
    ),
]


def _heads(**changes: object) -> Model:
    return rating(**{"heads": Unit.objects.get(code="P1")} | changes)


HEADS = Promise(
    "evaluation_rating_heads",
    holds={"leads": "head"},
    broken={"person": "nga", "leads": "deputy"},
    edge={"person": "nga", "leads": "none", "heads": None},
)
PARTY = [
    Promise(
        "evaluation_party_told",
        holds={},
        broken={"person": "alice", "body": ""},
        edge={"person": "alice", "document": ""},
    ),
]
MEETINGS = [
    Promise(
        "evaluation_meeting_two",
        holds={},
        broken={"secretary": "binh"},
        edge={"chair": "an", "secretary": "binh"},
    ),
    Promise(
        "evaluation_meeting_concluded",
        holds=CONCLUDED,
        broken=CONCLUDED | {"sha256": ""},
        edge=CONCLUDED | {"ended_at": gathering.BEGAN},
    ),
]
MEMBERS = [
    Promise(
        "evaluation_member_once",
        holds={"person": "an"},
        broken={"person": "an"},
        edge={"person": None},
        beside={"person": None},
    ),
    Promise(
        "evaluation_member_told",
        holds={"present": False, "absent_reason": "Ốm"},
        broken={"present": False},
        edge={"present": True},
    ),
]
OPINIONS = [Promise("evaluation_opinion_text", holds={}, broken={"text": ""}, edge={"text": "."})]
ADVICE = [
    Promise("evaluation_advice_once", holds={}, broken={}, edge={"person": "binh"}),
    Promise(
        "evaluation_advice_level",
        holds={"person": "chi"},
        broken={"person": "dung", "level": ""},
        edge={"person": "dung", "summary": ""},
    ),
]
TOLD = [
    *((Rating, rating, one) for one in RATINGS),
    (Rating, _heads, HEADS),
    *((PartyOpinion, party, one) for one in PARTY),
    *((Meeting, meeting, one) for one in MEETINGS),
    *((MeetingMember, member, one) for one in MEMBERS),
    *((MeetingOpinion, opinion, one) for one in OPINIONS),
    *((MeetingAdvice, advice, one) for one in ADVICE),
]


@pytest.mark.parametrize(("model", "make", "promise"), TOLD, ids=[str(one) for *_, one in TOLD])
def test_it_holds_is_refused_and_holds_at_the_edge(model, make, promise):
    kept(model, make, promise, promise.holds)
    refused(model, make, promise)
    kept(model, make, promise, promise.edge)


@pytest.mark.parametrize("model", [PartyOpinion, Meeting, MeetingMember, MeetingOpinion])
def test_no_promise_is_forgotten(model):
    every_constraint_is_promised(model, [one for its, _, one in TOLD if its is model])


def test_none_of_a_form_and_of_an_advice_either():
    every_constraint_is_promised(Rating, [*RATINGS, HEADS])
    every_constraint_is_promised(MeetingAdvice, ADVICE)


def test_concluded_minutes_stand_in_the_database_itself():
    row = member()
    Meeting.objects.filter(pk=row.meeting_id).update(**CONCLUDED)
    for act in (
        lambda: MeetingMember.objects.filter(pk=row.pk).update(name="Khác"),
        lambda: MeetingMember.objects.filter(pk=row.pk).delete(),
        lambda: member("an"),
        lambda: Meeting.objects.filter(pk=row.meeting_id).update(place="Nơi khác"),
    ):
        with pytest.raises(IntegrityError, match="biên bản đã thông qua"), transaction.atomic():
            act()
