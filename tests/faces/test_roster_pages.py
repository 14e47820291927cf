"""Nạp danh sách: loaded by one, seen by those who keep the agency, applied by another."""

import pytest

from congvu.apps.accounts.models import User
from congvu.apps.org.actions import NewGrant, grant_roles
from congvu.apps.org.queries import unit
from congvu.apps.positions.models import RosterPlan
from congvu.apps.positions.queries import primary_posting
from tests.apps import world
from tests.exchange.rosters.test_rosters import MOVED, NEW, TITLES, workbook
from tests.faces import town
from tests.faces.files import uploaded
from tests.faces.test_people_pages import TODAY, text


@pytest.fixture
def sent(tmp_path):
    def load(client, *rows, **more):
        path = workbook(tmp_path, TITLES, *rows)
        given = {"loai": "people", "don-vi": "P", "ngay": "16/11/2026", "quyet-dinh": ""}
        file = uploaded(path.read_bytes(), "danh-sach.xlsx")
        return client.post("/nap-nhan-su/", given | {"tep": file} | more)

    return load


def test_a_list_is_loaded_shown_applied_by_another_and_undone(signed_in, sent):
    answer = sent(signed_in("office"), MOVED, NEW)
    assert answer.status_code == 302
    page = text(signed_in("office").get(answer.url))
    assert "1 mới; 1 đổi đơn vị, chức vụ" in page
    assert 'value="ap-dung"' not in page
    own = signed_in("office").post(answer.url, {"buoc": "ap-dung"})
    assert (own.status_code, "phải khác người nạp" in text(own)) == (422, True)
    second = signed_in("office2")
    assert 'value="ap-dung"' in text(second.get(answer.url))
    second.post(answer.url, {"buoc": "ap-dung"})
    assert primary_posting("dung", on=TODAY).unit == "P1"
    second.post(answer.url, {"buoc": "hoan-tac"})
    assert primary_posting("dung", on=TODAY).unit == "P2"
    assert "đã hoàn tác" in text(second.get(answer.url))


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"tep": ""}, "Chưa chọn tệp"),
        ({"don-vi": "S"}, "Chưa chọn danh sách và cơ quan"),
        ({"ngay": "hôm qua"}, "không phải là ngày"),
        ({"loai": "units"}, "phải ghi số quyết định"),
        ({"tep": uploaded(b"x", "a.exe")}, "không phải bảng tính"),
        ({"tep": uploaded(b"not a workbook", "a.xlsx")}, "Tệp"),
    ],
)
def test_what_cannot_be_loaded_is_told_and_nothing_kept(signed_in, sent, more, words):
    answer = sent(signed_in("office"), NEW, **more)
    assert answer.status_code == 422
    assert words.lower() in text(answer).lower()
    assert not RosterPlan.objects.exists()


def test_a_list_of_another_agency_is_not_found(signed_in):
    RosterPlan.objects.create(
        kind="people", unit_id=unit("S").id, filename="x", sha256="0", planned_at=world.AT,
        plan={"rows": [], "refused": [], "notices": []},
    )  # fmt: skip
    url = f"/nap-nhan-su/{RosterPlan.objects.get().pk}/"
    assert signed_in("noi.vu").get(url).status_code == 200
    assert signed_in("office").get(url).status_code == 404
    assert signed_in("office").get("/nap-nhan-su/999999/").status_code == 404


def test_whoever_keeps_people_alone_sees_no_list_of_units(signed_in):
    for kind in ("people", "units"):
        RosterPlan.objects.create(
            kind=kind, unit_id=unit("P").id, filename=f"tep-{kind}.xlsx", sha256="0",
            planned_at=world.AT, plan={"rows": [], "refused": [], "notices": []},
        )  # fmt: skip
    assert "tep-units" in text(signed_in("office").get("/nap-nhan-su/"))
    adviser = signed_in(town.NO_ROLE)
    user = User.objects.get(username=town.NO_ROLE)
    row = NewGrant(user.pk, "personnel_adviser", world.START, unit="P")
    grant_roles([row], by=None, at=world.AT)
    page = text(adviser.get("/nap-nhan-su/"))
    assert ("tep-people" in page, "tep-units" in page) == (True, False)
