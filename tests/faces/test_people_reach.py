"""Whose file is read and written by whom, whose people are listed, who changes which unit."""

import pytest
from django.urls import reverse

from tests.faces import town

OK, NO, HIDDEN = 200, 403, 404
USERS = (*(login.username for login in town.LOGINS), town.NO_ROLE)
ABOVE = {"noi.vu", "tham.dinh", "bi.thu", "thanh.tra"}
WARD = {"alice", "office", "office2", *ABOVE}
ROOMS = {"P1": WARD | {"binh"}, "P2": WARD | {"chi", "phong"}, "S": ABOVE}
READS_FILE_OF_AN = {
    "an",
    "binh",
    "alice",
    "office",
    "office2",
    "noi.vu",
    "tham.dinh",
    "thanh.tra",
    "bi.thu",
}
READS_FILE_OF_DUNG = {
    "chi",
    "alice",
    "phong",
    "office",
    "office2",
    "noi.vu",
    "tham.dinh",
    "thanh.tra",
    "bi.thu",
}
READS_FILE_OF_GIANG = {"noi.vu", "tham.dinh", "thanh.tra", "bi.thu"}
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
