"""Any list is begun from the hub, from what is in force or anew; a framework can be read by all."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from congvu.apps.toolkit import actions, queries
from congvu.apps.toolkit.actions import Decision
from congvu.engine.lists.document import document
from tests.apps import world
from tests.apps.toolkit.test_issuing import FRAMEWORK, SCHEME

OK, SEE, WRONG, NO, HIDDEN = 200, 302, 422, 403, 404
SINCE = Decision("QĐ 2815/QĐ-UBND", world.START, "UBND tỉnh", world.START)


@pytest.fixture
def in_force(signed_in):
    """A framework and a scheme that names it."""
    for one in (FRAMEWORK, SCHEME):
        actions.issue_document(one, SINCE, unit=None, source="", by=None, at=world.AT)


def begun(client, **typed):
    return client.post(reverse("toolkit_begin"), typed)


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize("document", [FRAMEWORK, SCHEME])
def test_a_draft_begins_as_what_is_in_force(signed_in, in_force, document):
    client = signed_in("noi.vu")
    answer = begun(client, tu=f"{document.kind}/{document.code}")
    (made,) = queries.proposals()
    assert (answer.status_code, answer.url) == (SEE, reverse("proposal", args=(made.id,)))
    assert queries.draft_document(made.id) == document
    assert made.based_on == f"{document.code}/1"
    assert client.get(answer.url).status_code == OK
    again = begun(client, tu=f"{document.kind}/{document.code}")
    assert again.status_code == WRONG
    assert "đang có một bản đề xuất chưa xong" in text(again)


def test_the_latest_edition_is_begun_from_even_under_another_name(signed_in, in_force):
    later = replace(SINCE, valid_from=date(2026, 6, 1))
    renamed = document(FRAMEWORK.kind, "KNL", "Ôn lại khung năng lực", {}, FRAMEWORK.sheets)
    actions.issue_document(renamed, later, unit=None, source="", by=None, at=world.AT)
    client = signed_in("noi.vu")
    assert "Ôn lại khung năng lực" in text(client.get(reverse("framework", args=("KNL",))))
    begun(client, tu="framework/KNL")
    (made,) = queries.proposals()
    assert (made.name, made.based_on) == ("Ôn lại khung năng lực", "KNL/2")


def test_a_new_list_of_each_kind_begins_empty(signed_in):
    client = signed_in("noi.vu")
    begun(client, loai="framework", ten="Khung năng lực số", ma="KNL-SO")
    begun(client, loai="positions", ten="Vị trí cấp sở", ma="VTVL-SO", noi="department")
    begun(client, loai="local")
    made = {one.kind: one for one in queries.proposals()}
    assert {kind: one.series for kind, one in made.items()} == {
        "framework": "KNL-SO", "positions": "VTVL-SO", "local": "DIA-PHUONG",
    }  # fmt: skip
    assert made["positions"].settings == {"unit_kind": "department"}
    assert all(client.get(reverse("proposal", args=(one.id,))).status_code == OK
               for one in made.values())  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"loai": "catalogue", "ten": "X", "ma": "X"}, "Chọn loại danh mục"),
        ({"loai": "framework", "ten": " ", "ma": "KNL"}, "Ghi tên danh mục"),
        ({"loai": "framework", "ten": "Khung", "ma": "khung số"}, "Mã gồm chữ không dấu"),
        ({"loai": "positions", "ten": "Vị trí", "ma": "VT", "noi": "x"}, "Chọn loại đơn vị"),
        ({"loai": "framework", "ten": "Khung", "ma": "KNL"}, "đã có bản ban hành"),
    ],
)
def test_what_is_typed_wrong_is_said_and_kept(signed_in, in_force, typed, words):
    answer = begun(signed_in("noi.vu"), **typed)
    page = text(answer)
    assert answer.status_code == WRONG
    assert words in page
    assert f'value="{typed["ma"].strip()}"' in page
    assert queries.proposals() == []


def test_only_who_may_propose_for_the_province_begins_its_lists(signed_in, in_force):
    asked = {"tu": "framework/KNL"}
    seen = {name: begun(signed_in(name), **asked).status_code
            for name in ("an", "binh", "office", "bi.thu", "thanh.tra", "noi.vu")}  # fmt: skip
    assert seen == {
        "an": NO, "binh": NO, "office": NO, "bi.thu": NO, "thanh.tra": NO, "noi.vu": SEE,
    }  # fmt: skip
    assert begun(signed_in("office"), loai="local").status_code == NO
    assert begun(signed_in("tham.dinh"), tu="framework/khong-co").status_code == HIDDEN


def test_everybody_reads_the_framework_and_its_levels(signed_in, in_force):
    page = text(signed_in("an").get(reverse("framework", args=("KNL",))))
    assert "Đạo đức và bản lĩnh" in page
    assert "Năng lực chung" in page
    assert "<dd>Cấp 5</dd>" in page
    client = signed_in("an")
    assert client.get(reverse("framework", args=("KNL",)) + "?ban=1").status_code == OK
    assert client.get(reverse("framework", args=("KNL",)) + "?ban=7").status_code == HIDDEN
    assert client.get(reverse("framework", args=("khong",))).status_code == HIDDEN
