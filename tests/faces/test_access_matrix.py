"""Who may open what: every page × role, every relation to a person, and nothing by forgetting."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from congvu.access.guard import guarded
from congvu.access.policy import POLICIES
from congvu.apps.evaluation import actions as evaluation
from congvu.apps.positions import actions as positions
from congvu.apps.positions.actions import NewPosting
from congvu.apps.positions.models import FieldAssignment, Posting
from congvu.apps.rulebook import actions as rulebook
from tests.apps import world
from tests.faces import town

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
OK, AWAY, NO, HIDDEN = 200, 302, 403, 404
M = town.MONTH
PAGES = {
    "rules": ("/quy-dinh/", "every"),
    "catalogues": ("/danh-muc/", "every"),
    "month": ("/thang/", "an binh alice chi phong"),
    "month_of": (f"/thang/{M}/", "an binh alice chi phong"),
    "room": ("/phong/", "binh alice chi phong office office2 noi.vu tham.dinh bi.thu thanh.tra"),
    "room_of": (
        f"/phong/{M}/",
        "binh alice chi phong office office2 noi.vu tham.dinh bi.thu thanh.tra",
    ),
    "province": ("/tinh/", "noi.vu tham.dinh bi.thu thanh.tra"),
    "province_of": (f"/tinh/{M}/", "noi.vu tham.dinh bi.thu thanh.tra"),
    "health": ("/suc-khoe/", "van.hanh"),
    "toolkit": ("/bo-cong-cu/", "office office2 noi.vu tham.dinh bi.thu thanh.tra"),
    "positions": ("/vi-tri/", "every"),
    "own_position": ("/vi-tri-cua-toi/", "an binh alice chi phong"),
    "units": ("/don-vi/", "every"),
    "unit": ("/don-vi/P1/", "every"),
    "unit_change": ("/don-vi/P1/sap-xep/", "office office2 noi.vu tham.dinh"),
    "people": (
        "/nhan-su/",
        "binh alice chi phong office office2 noi.vu tham.dinh bi.thu thanh.tra",
    ),
    "person_add": ("/nhan-su/them/", "office office2 noi.vu tham.dinh"),
    "rosters": ("/nap-nhan-su/", "office office2 noi.vu tham.dinh"),
    "search": ("/tim/", "every"),
    "competencies": (
        "/nang-luc/",
        "binh alice chi phong office office2 noi.vu tham.dinh thanh.tra",
    ),
}
USERS = (*(login.username for login in town.LOGINS), town.NO_ROLE)
OWN_MONTH = {"an", "binh", "alice", "chi", "phong"}
READS_OF_AN = {"an", "binh", "alice", "office", "office2", "noi.vu", "tham.dinh", "thanh.tra"}
READS_OF_DUNG = {"chi", "alice", "phong", "office", "office2", "noi.vu", "tham.dinh", "thanh.tra"}
READS_OF_GIANG = {"noi.vu", "tham.dinh", "thanh.tra"}
ROOMS = {
    "P1": {"binh", "alice", "office", "office2", "noi.vu", "tham.dinh", "bi.thu", "thanh.tra"},
    "P2": {
        "chi",
        "alice",
        "phong",
        "office",
        "office2",
        "noi.vu",
        "tham.dinh",
        "bi.thu",
        "thanh.tra",
    },
    "S": {"noi.vu", "tham.dinh", "bi.thu", "thanh.tra"},
}


def test_every_address_is_mounted_through_its_policy():
    mounted = {pattern.name: pattern.callback for pattern in _patterns(get_resolver())}
    assert mounted.keys() == POLICIES.keys()
    assert all(view.policy is POLICIES[name] for name, view in mounted.items())


def _patterns(resolver):
    for entry in resolver.url_patterns:
        yield from _patterns(entry) if hasattr(entry, "url_patterns") else [entry]


def test_a_page_without_a_policy_cannot_be_mounted():
    with pytest.raises(KeyError):
        guarded("forgotten", lambda request: None)


@pytest.mark.django_db
def test_nobody_reads_anything_before_signing_in():
    for name, (path, _) in PAGES.items():
        answer = Client().get(path)
        assert (name, answer.status_code, answer.url) == (name, 302, f"/dang-nhap/?next={path}")


def test_each_role_opens_its_pages_and_no_others(signed_in):
    wrong = []
    for user in USERS:
        client = signed_in(user)
        for name, (path, allowed) in PAGES.items():
            status = client.get(path).status_code
            opens = allowed == "every" or user in allowed.split()
            if (status in (OK, AWAY)) is not opens or (not opens and status != NO):
                wrong.append((user, name, status))
    assert wrong == []


def test_a_role_that_has_ended_opens_nothing(signed_in):
    client = signed_in("dung")
    assert {
        client.get(path).status_code for path, allowed in PAGES.values() if allowed != "every"
    } == {NO}


@pytest.mark.parametrize(
    ("person", "readers"), [("an", READS_OF_AN), ("dung", READS_OF_DUNG), ("giang", READS_OF_GIANG)]
)
def test_a_month_is_read_by_its_owner_and_those_over_her_only(signed_in, person, readers):
    path = reverse("person_month", args=(person, M))
    seen = {user: signed_in(user).get(path).status_code for user in USERS}
    assert {user for user, status in seen.items() if status == OK} == readers
    assert set(seen.values()) <= {OK, NO, HIDDEN}
    assert all(seen[user] == HIDDEN for user in OWN_MONTH - readers)


READS_FILE_OF_AN = READS_OF_AN | {"bi.thu"}
READS_FILE_OF_DUNG = READS_OF_DUNG | {"bi.thu"}
READS_FILE_OF_GIANG = READS_OF_GIANG | {"bi.thu"}
KEEPS = {"office", "office2", "noi.vu", "tham.dinh"}


@pytest.mark.parametrize(
    ("person", "readers"),
    [("an", READS_FILE_OF_AN), ("dung", READS_FILE_OF_DUNG), ("giang", READS_FILE_OF_GIANG)],
)
def test_a_file_is_read_by_its_owner_and_those_over_her_and_written_by_keepers(
    signed_in, person, readers
):
    path = reverse("person", args=(person,))
    seen = {user: signed_in(user).get(path) for user in USERS}
    assert {user for user, answer in seen.items() if answer.status_code == OK} == readers
    assert {answer.status_code for answer in seen.values()} <= {OK, NO, HIDDEN}
    writes = {user for user in readers if "Ghi thêm" in seen[user].content.decode()}
    assert writes == KEEPS & readers
    sent = {user: signed_in(user).post(path, {"viec": "nghi"}).status_code for user in USERS}
    assert {user for user, status in sent.items() if status == 422} == writes


@pytest.mark.parametrize("unit", ROOMS)
def test_peoples_lists_follow_the_rooms(signed_in, unit):
    path = f"/nhan-su/?don-vi={unit}"
    seen = {user for user in USERS if signed_in(user).get(path).status_code == OK}
    assert seen == ROOMS[unit]


@pytest.mark.parametrize(
    ("unit", "keepers"), [("P1", KEEPS), ("P", KEEPS), ("S", {"noi.vu", "tham.dinh"})]
)
def test_units_are_changed_by_their_keepers_only(signed_in, unit, keepers):
    path = reverse("unit_change", args=(unit,))
    seen = {user for user in USERS if signed_in(user).get(path).status_code == OK}
    assert seen == keepers


@pytest.mark.parametrize("unit", ROOMS)
def test_a_room_is_listed_to_those_over_it_only(signed_in, unit):
    path = f"/phong/{M}/?don-vi={unit}"
    seen = {user: signed_in(user).get(path).status_code for user in USERS}
    assert {user for user, status in seen.items() if status == OK} == ROOMS[unit]


@pytest.mark.parametrize(
    "path",
    ["/nguoi/khong-co/2026-11/", "/nguoi/an/2031-01/", "/nguoi/an/thang-1/", "/phong/2031-01/",
     "/phong/2026-11/?don-vi=khong-co", "/tinh/2031-01/", "/khong-co/"],
)  # fmt: skip
def test_what_is_unknown_answers_not_found(signed_in, path):
    answer = signed_in("thanh.tra").get(path)
    assert answer.status_code == HIDDEN
    assert "Không tìm thấy" in answer.content.decode()


def test_out_of_reach_and_unknown_look_the_same(signed_in):
    client = signed_in("an")
    known, unknown = (client.get(f"/nguoi/{code}/{M}/").content.decode() for code in ("giang", "x"))
    assert TOKEN.sub("", known) == TOKEN.sub("", unknown)


def test_leadership_sees_rows_of_people_but_no_way_into_their_months(signed_in):
    page = signed_in("bi.thu").get(f"/phong/{M}/?don-vi=P1").content.decode()
    assert "76,70" in page
    assert "/nguoi/" not in page


def test_a_deputy_without_a_field_reads_only_her_own_month(signed_in):
    client = signed_in("phong")
    FieldAssignment.objects.all().delete()
    assert client.get(f"/thang/{M}/").status_code == OK
    assert client.get(f"/nguoi/dung/{M}/").status_code == HIDDEN
    assert client.get(f"/phong/{M}/?don-vi=P2").status_code == HIDDEN


def test_a_deputy_given_a_person_reads_her_month_and_no_room(signed_in):
    client = signed_in("phong")
    FieldAssignment.objects.all().delete()
    world.field_of(Posting.objects.get(person__code="phong").pk, person="an")
    assert client.get(f"/nguoi/an/{M}/").status_code == OK
    assert client.get(f"/nguoi/binh/{M}/").status_code == HIDDEN
    assert client.get(f"/phong/{M}/?don-vi=P1").status_code == HIDDEN


def test_after_a_transfer_the_old_head_keeps_the_months_of_her_time(signed_in):
    positions.end_posting(
        Posting.objects.get(person__code="an").pk, on=date(2026, 12, 1), by=None, at=world.AT,
        reason="Điều động",
    )  # fmt: skip
    positions.open_postings(
        [NewPosting("an", "P2", "Chuyên viên", date(2026, 12, 1))], by=None, at=world.AT
    )
    december = rulebook.open_period(world.NOVEMBER.next(), by=None, at=world.AT)
    evaluation.open_scorecards(december, by=None, at=world.AT)
    reads = {
        (user, key): signed_in(user).get(f"/nguoi/an/{key}/").status_code
        for user in ("binh", "chi")
        for key in (M, "2026-12")
    }
    assert reads == {
        ("binh", M): OK, ("binh", "2026-12"): HIDDEN, ("chi", M): HIDDEN, ("chi", "2026-12"): OK,
    }  # fmt: skip
