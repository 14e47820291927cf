"""The pages of toolkits: what waits, publishing, looking into a file, taking over, merging."""

import re
from datetime import date

import pytest
from django.urls import reverse

from congvu.apps.toolkit import actions, queries
from congvu.apps.toolkit.models import Incoming
from congvu.exchange.toolkit.keys import make_key
from congvu.exchange.toolkit.package import unpack
from tests.apps import world
from tests.exchange.toolkit import sharing
from tests.exchange.toolkit.sharing import OTHER_KEY, catalogue, issued, packed, row, toolkit
from tests.faces import town
from tests.faces.files import FIRST, started, uploaded, user

OK, SEE, WRONG, NO, HIDDEN = 200, 302, 422, 403, 404
CLERKS = {"noi.vu", "tham.dinh"}
EVERYBODY = {*(login.username for login in town.LOGINS), town.NO_ROLE}
MARK = re.compile(r'name="chon-([0-9a-f]{16})"')


@pytest.fixture
def key(settings, tmp_path):
    """The server signs with a key of its own."""
    settings.TOOLKIT_KEY = tmp_path / "khoa.pem"
    return make_key(settings.TOOLKIT_KEY)


def text(answer) -> str:
    return answer.content.decode()


def sent(client, content: bytes):
    return client.post(reverse("toolkit_receive"), {"tep": uploaded(content)})


def looked_into(client, content: bytes) -> str:
    """Send a file and return the address of its page."""
    answer = sent(client, content)
    assert answer.status_code == SEE, text(answer)
    return answer.url


def chosen(way: str = "new", part: str = "catalogue/XA", **more: str) -> dict[str, str]:
    return {"phan": part, f"cach-{part}": way, "tin": "co", "buoc": "nhan", **more}


# --- the hub ---------------------------------------------------------------------------------


def test_an_empty_hub_says_how_lists_come(signed_in):
    page = text(signed_in("bi.thu").get(reverse("toolkit")))
    assert "Không có việc nào chờ ông/bà" in page
    assert "Chưa có danh mục nào" in page
    assert 'name="tep"' not in page


def test_each_reader_finds_what_waits_for_her_first(signed_in):
    proposal = started()
    assert "1 việc chờ ông/bà" in text(signed_in("office").get(reverse("toolkit")))
    assert "Đang ở người khác (1)" in text(signed_in("thanh.tra").get(reverse("toolkit")))
    actions.submit(proposal, by=user("office"), at=world.AT)
    assert "Chờ thẩm định" in text(signed_in("tham.dinh").get(reverse("toolkit")))
    assert "Không có việc nào chờ" in text(signed_in("office").get(reverse("toolkit")))


def test_a_loaded_file_waits_for_the_second_person_not_the_first(signed_in):
    proposal = started()
    actions.plan_import(
        proposal, actions.NewPlan("moi.xlsx", "a" * 64, {"sheets": {}}), by=user("office"),
        at=world.AT,
    )  # fmt: skip
    mine = {
        name: "1 việc chờ" not in text(signed_in(name).get(reverse("toolkit")))
        and "moi.xlsx" in text(signed_in(name).get(reverse("toolkit")))
        for name in ("office", "office2")
    }
    assert mine == {"office": False, "office2": True}


def test_lists_of_units_out_of_reach_are_not_told_of(signed_in):
    started(by="noi.vu", unit="S")
    assert "Danh mục cấp xã" not in text(signed_in("office").get(reverse("toolkit")))
    assert "Danh mục cấp xã" in text(signed_in("noi.vu").get(reverse("toolkit")))


def test_the_hub_takes_few_queries(signed_in, django_assert_max_num_queries):
    for number in range(3):
        started(document=catalogue(row(1), code=f"DM{number}"))
    client = signed_in("noi.vu")
    client.get(reverse("toolkit"))
    with django_assert_max_num_queries(18):
        client.get(reverse("toolkit"))


# --- publishing ------------------------------------------------------------------------------


def publish(client, **more: str):
    fields = {"so": "1.0.0", "ten": "Bộ công cụ tỉnh", "danh-muc": "catalogue/XA", **more}
    return client.post(reverse("toolkit_publish"), fields)


def test_a_version_is_published_and_its_file_is_given(signed_in, key):
    issued(actions.start(FIRST, by=None, at=world.AT))
    client = signed_in("noi.vu")
    assert publish(client).status_code == SEE
    page = text(client.get(reverse("toolkit")))
    assert "Bộ công cụ tỉnh 1.0.0" in page
    assert "Đã công bố" in page
    assert 'value="1.1.0"' in page
    file = signed_in("thanh.tra").get(reverse("toolkit_release", args=("BCC-T", "1.0.0")))
    assert unpack(file.content).toolkit.documents == (FIRST,)
    assert file["Content-Disposition"] == 'attachment; filename="BCC-T-1.0.0.congvu"'


@pytest.mark.parametrize(
    ("fields", "says"),
    [({"so": "1.0"}, "ba số"), ({"danh-muc": "catalogue/KHONG"}, "Chưa chọn danh mục")],
)
def test_a_refused_publishing_keeps_what_was_typed(signed_in, key, fields, says):
    issued(actions.start(FIRST, by=None, at=world.AT))
    answer = publish(signed_in("noi.vu"), **{"ghi-chu": "Bản thử nghiệm", **fields})
    page = text(answer)
    assert answer.status_code == WRONG
    assert says in page
    assert "Bản thử nghiệm" in page
    assert "<title>Lỗi: " in page
    assert queries.releases() == []


def test_without_a_key_nothing_is_published_and_the_page_says_why(signed_in, settings):
    settings.TOOLKIT_KEY = None
    issued(actions.start(FIRST, by=None, at=world.AT))
    client = signed_in("noi.vu")
    assert "chưa có khóa ký" in text(client.get(reverse("toolkit")))
    assert publish(client).status_code == WRONG


def test_an_unknown_version_has_no_file(signed_in):
    path = reverse("toolkit_release", args=("BCC-T", "9.9.9"))
    assert signed_in("noi.vu").get(path).status_code == HIDDEN


# --- who may ---------------------------------------------------------------------------------


def test_only_who_may_takes_files_in_and_publishes(signed_in, key):
    content = packed(toolkit(FIRST))
    address = looked_into(signed_in("noi.vu"), content)
    digest = unpack(content).digest
    asked = {
        "toolkit_receive": lambda c: c.post(reverse("toolkit_receive"), {}),
        "toolkit_inspection": lambda c: c.get(address),
        "adopting": lambda c: c.post(address, {}),
        "toolkit_conflicts": lambda c: c.get(reverse("toolkit_conflicts", args=(digest,))),
        "toolkit_publish": lambda c: c.post(reverse("toolkit_publish"), {}),
    }
    opened = {
        (name, who)
        for name, ask in asked.items()
        for who in EVERYBODY
        if ask(signed_in(who)).status_code != NO
    }
    assert opened == {(name, who) for name in asked for who in CLERKS}
    putting = reverse("toolkit_put_away", args=(digest,))
    assert {
        who for who in EVERYBODY - CLERKS if signed_in(who).post(putting).status_code != NO
    } == (set())
    assert Incoming.objects.count() == 1


@pytest.mark.parametrize("name", ["toolkit_publish", "toolkit_receive"])
def test_what_changes_something_is_not_asked_by_get(signed_in, name):
    assert signed_in("noi.vu").get(reverse(name)).status_code == 405


def test_a_file_that_does_not_wait_is_not_found(signed_in):
    for name in ("toolkit_inspection", "toolkit_conflicts"):
        assert signed_in("noi.vu").get(reverse(name, args=("0" * 64,))).status_code == HIDDEN


# --- looking into a file ---------------------------------------------------------------------


def test_a_file_is_told_and_nothing_changes(signed_in):
    content = packed(toolkit(FIRST))
    client = signed_in("noi.vu")
    page = text(client.get(looked_into(client, content)))
    for words in ("Bộ công cụ Khánh Hòa 1.0.0", unpack(content).fingerprint, "Tỉnh Khánh Hòa (KH)",
                  "CC-BY-4.0", "khóa chưa từng gặp", "Ở đây chưa có.", "3 dòng mới"):  # fmt: skip
        assert words in page
    assert queries.proposals() == []


def test_the_same_file_twice_waits_once(signed_in):
    client, content = signed_in("noi.vu"), packed(toolkit(FIRST))
    assert looked_into(client, content) == looked_into(client, content)
    assert Incoming.objects.count() == 1


def test_a_tampered_file_is_refused_naming_the_part(signed_in):
    content = bytearray(packed(toolkit(FIRST)))
    content[-200] ^= 1
    answer = sent(signed_in("noi.vu"), bytes(content))
    assert answer.status_code == WRONG
    assert "Không nhận gói này" in text(answer)
    assert Incoming.objects.count() == 0


def test_no_file_and_too_large_a_file_are_refused(signed_in):
    client = signed_in("noi.vu")
    nothing = client.post(reverse("toolkit_receive"), {})
    large = sent(client, b"P" * ((5 << 20) + 1))
    assert (nothing.status_code, large.status_code) == (WRONG, WRONG)
    assert "Chưa chọn tệp" in text(nothing)
    assert "lớn hơn 5 MB" in text(large)


def test_a_file_can_be_put_away(signed_in):
    client = signed_in("noi.vu")
    looked_into(client, packed(toolkit(FIRST)))
    digest = Incoming.objects.get().digest
    assert client.post(reverse("toolkit_put_away", args=(digest,))).status_code == SEE
    assert Incoming.objects.count() == 0


def test_differences_with_our_list_are_told_row_by_row(signed_in):
    issued(actions.start(catalogue(row(1, name="Báo cáo của ta"), row(4)), by=None, at=world.AT))
    client = signed_in("noi.vu")
    page = text(client.get(looked_into(client, packed(toolkit(FIRST)))))
    assert "<del>Báo cáo của ta</del>" in page
    assert "<ins>Báo cáo tháng của phòng</ins>" in page
    assert "Thay cả danh mục ở đây (2 dòng mới, 1 dòng sửa, 1 dòng bỏ)" in page
    assert "Chỉ thêm dòng chưa có (2 dòng mới)" in page


def test_texts_of_a_file_are_never_markup(signed_in):
    wicked = catalogue(row(1, name="<script>alert(1)</script>"))
    client = signed_in("noi.vu")
    page = text(client.get(looked_into(client, packed(toolkit(wicked)))))
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


# --- taking over -----------------------------------------------------------------------------


def test_a_list_is_taken_over_as_a_proposal(signed_in):
    client = signed_in("noi.vu")
    address = looked_into(client, packed(toolkit(FIRST)))
    answer = client.post(address, chosen())
    assert answer.status_code == SEE, text(answer)
    (made,) = queries.proposals()
    assert (made.series, made.proposer) == ("XA", "Người noi.vu")
    assert "Đã lập 1 bản đề xuất" in text(client.get(reverse("toolkit")))
    assert Incoming.objects.count() == 0


def test_an_unknown_key_needs_the_readers_word_and_what_was_chosen_stays(signed_in):
    client = signed_in("noi.vu")
    address = looked_into(client, packed(toolkit(FIRST)))
    answer = client.post(address, chosen() | {"tin": "", "ly-do": "Theo công văn 12"})
    page = text(answer)
    assert answer.status_code == WRONG
    assert "chưa từng gặp ở đây" in page
    assert "Theo công văn 12" in page
    assert queries.proposals() == []


def test_nothing_chosen_is_told(signed_in):
    client = signed_in("noi.vu")
    address = looked_into(client, packed(toolkit(FIRST)))
    answer = client.post(address, {"tin": "co", "buoc": "nhan"})
    assert answer.status_code == WRONG
    assert "ít nhất một danh mục" in text(answer)


def test_another_code_here_is_compared_again_before_it_is_taken(signed_in):
    issued(actions.start(catalogue(row(1), code="TH-XA"), by=None, at=world.AT))
    client = signed_in("noi.vu")
    address = looked_into(client, packed(toolkit(FIRST)))
    typed = {"co-ma": "catalogue/XA", "ma-catalogue/XA": "TH-XA"}
    answer = client.post(address, chosen(**typed))
    assert answer.status_code == WRONG
    assert "gặp danh mục khác" in text(answer)
    assert 'value="TH-XA"' in text(answer)
    assert "Chỉ thêm dòng chưa có" in text(answer)
    assert client.post(address, chosen("add", **typed)).status_code == SEE
    assert next(one for one in queries.proposals() if one.state == "draft").series == "TH-XA"


def test_a_code_that_cannot_be_one_is_refused_and_kept(signed_in):
    client = signed_in("noi.vu")
    address = looked_into(client, packed(toolkit(FIRST)))
    typed = {"co-ma": "catalogue/XA", "ma-catalogue/XA": "M" * 61}
    answer = client.post(address, chosen(**typed))
    assert answer.status_code == WRONG
    assert "nhiều nhất 60 ký tự" in text(answer)


def test_comparing_again_takes_nothing_over(signed_in):
    client = signed_in("noi.vu")
    address = looked_into(client, packed(toolkit(FIRST)))
    answer = client.post(address, chosen() | {"buoc": "so"})
    assert (answer.status_code, queries.proposals()) == (OK, [])


# --- the next version ------------------------------------------------------------------------


@pytest.fixture
def upgrade(signed_in):
    """Version 1.0.0 issued, rows 1 and 2 changed here; 1.1.0 changes rows 1, 2 and 3."""
    first = packed(toolkit(FIRST))
    (proposal,) = sharing.adopted(first)
    issued(proposal)
    ours = catalogue(row(1, name="Tên của ta"), row(2, "15"), row(3))
    issued(actions.start(ours, based_on="XA", by=None, at=world.AT), valid_from=date(2026, 7, 1))
    theirs = catalogue(row(1, name="Tên của họ"), row(2, "20"), row(3, "25"))
    second = packed(toolkit(theirs, version="1.1.0", previous=unpack(first).digest))
    client = signed_in("noi.vu")
    address = looked_into(client, second)
    return client, address


def merging(client, address) -> tuple[str, list[str]]:
    """Choose the list and come to its conflicts; return their page and marks."""
    answer = client.post(address, chosen("merge"))
    assert answer.status_code == SEE, text(answer)
    assert answer.url.endswith("/hop-nhat/")
    return answer.url, list(dict.fromkeys(MARK.findall(text(client.get(answer.url)))))


def drafted() -> dict[str, dict[str, str]]:
    made = next(one for one in queries.proposals() if one.state == "draft")
    return {one["code"]: one for one in queries.draft_document(made.id).rows("products")}


def test_an_upgrade_tells_how_many_places_are_to_be_chosen(upgrade):
    client, address = upgrade
    page = text(client.get(address))
    assert "khóa đã biết" in page
    assert "2 chỗ hai bên cùng sửa" in page
    assert "Tiếp tục: chọn ở 2 chỗ" in page
    assert 'name="tin"' not in page


def test_each_conflict_shows_before_ours_and_theirs(upgrade):
    page, marks = merging(*upgrade)
    told = text(upgrade[0].get(page))
    assert len(marks) == 2
    for words in ("Báo cáo tháng của phòng", "Tên của ta", "Tên của họ", "Đã chọn 0 trong 2",
                  "Bản 1.0.0 đã nhận", "Bản 1.1.0"):  # fmt: skip
        assert words in told


def test_choices_are_kept_and_finish_as_one_proposal(upgrade):
    client, address = upgrade
    page, (name, points) = merging(client, address)
    client.post(page, {f"chon-{name}": "ours", "buoc": "luu"})
    assert "Đã chọn 1 trong 2" in text(client.get(page))
    answer = client.post(page, {f"chon-{points}": "theirs", "buoc": "xong"})
    assert answer.status_code == SEE, text(answer)
    rows = drafted()
    assert rows["A.01"]["name"] == "Tên của ta"
    assert (rows["A.02"]["points"], rows["A.02"]["coefficient"]) == ("20", "4")
    assert rows["A.03"]["points"] == "25"


def test_own_texts_are_read_as_cells(upgrade):
    client, address = upgrade
    page, (name, points) = merging(client, address)
    answer = client.post(
        page,
        {
            f"chon-{name}": "own", f"chu-{name}-name": "  Tên  chung ", f"chon-{points}": "own",
            f"chu-{points}-points": "25.0", f"chu-{points}-coefficient": "5", "buoc": "xong",
        },
    )  # fmt: skip
    assert answer.status_code == SEE, text(answer)
    rows = drafted()
    assert rows["A.01"]["name"] == "Tên chung"
    assert (rows["A.02"]["points"], rows["A.02"]["coefficient"]) == ("25", "5")
    assert rows["A.02"]["complexity"] == "N1"


def test_a_text_that_cannot_stand_is_told_and_nothing_is_lost(upgrade):
    client, address = upgrade
    page, (name, points) = merging(client, address)
    answer = client.post(
        page,
        {
            f"chon-{name}": "theirs", f"chon-{points}": "own",
            f"chu-{points}-points": "hai mươi", f"chu-{points}-coefficient": "4", "buoc": "xong",
        },
    )  # fmt: skip
    told = text(answer)
    assert answer.status_code == WRONG
    assert 'value="hai mươi"' in told
    assert "<title>Lỗi: " in told
    assert "Đã chọn 1 trong 2" in text(client.get(page))
    assert not [one for one in queries.proposals() if one.state == "draft"]


def test_finishing_with_open_places_is_refused(upgrade):
    client, address = upgrade
    page, (name, _) = merging(client, address)
    answer = client.post(page, {f"chon-{name}": "ours", "buoc": "xong"})
    assert answer.status_code == WRONG
    assert "Còn 1 chỗ chưa chọn" in text(answer)


@pytest.mark.parametrize(("side", "points"), [("ours", "15"), ("theirs", "20")])
def test_all_open_places_can_be_given_to_one_side(upgrade, side, points):
    client, address = upgrade
    page, (name, _) = merging(client, address)
    client.post(page, {f"chon-{name}": "ours", "buoc": f"con-lai-{side}"})
    assert client.post(page, {"buoc": "xong"}).status_code == SEE
    rows = drafted()
    assert (rows["A.01"]["name"], rows["A.02"]["points"]) == ("Tên của ta", points)


def test_a_choice_made_on_other_texts_does_not_count(upgrade):
    client, address = upgrade
    page, (name, points) = merging(client, address)
    client.post(page, {f"chon-{name}": "theirs", f"chon-{points}": "theirs", "buoc": "luu"})
    ours = catalogue(row(1, name="Tên mới của ta"), row(2, "15"), row(3))
    issued(actions.start(ours, based_on="XA.2", by=None, at=world.AT), valid_from=date(2026, 8, 1))
    assert "Đã chọn 1 trong 2" in text(client.get(page))


def test_a_changed_key_is_asked_about_before_the_work(signed_in, upgrade):
    client, _ = upgrade
    forged = packed(toolkit(catalogue(row(1, name="Giả")), version="1.2.0"), OTHER_KEY)
    address = looked_into(client, forged)
    page = text(client.get(address))
    assert "khóa đã đổi" in page
    answer = client.post(address, chosen("merge"))
    assert answer.status_code == WRONG
    assert "ai ở nơi phát hành đã xác nhận" in text(answer)


def test_an_older_version_offers_nothing(upgrade):
    client, _ = upgrade
    address = looked_into(client, packed(toolkit(FIRST, version="0.9.0")))
    page = text(client.get(address))
    assert "cũ hơn" in page
    assert 'name="phan"' not in page


def test_many_conflicts_come_in_pages_and_nothing_is_lost_between_them(signed_in):
    many = [row(number, name=f"Việc {number}") for number in range(10, 60)]
    first = packed(toolkit(catalogue(*many)))
    (proposal,) = sharing.adopted(first)
    edits = [
        actions.RowEdit("products", {**one.values, "name": f"Ta {one.values['code']}"}, one.id)
        for one in queries.draft_rows(proposal, "products")[1]
    ]
    actions.change_rows(proposal, edits, label="Sửa", by=None, at=world.AT)
    theirs = [{**one, "name": f"Họ {one['code']}"} for one in many]
    second = packed(toolkit(catalogue(*theirs), version="1.1.0", previous=unpack(first).digest))
    client = signed_in("noi.vu")
    page, marks = merging(client, looked_into(client, second))
    assert len(marks) == 40
    answer = client.post(page, {f"chon-{mark}": "theirs" for mark in marks} | {"buoc": "tiep",
                                "trang": "1"})  # fmt: skip
    assert answer.url.endswith("?trang=2")
    rest = list(dict.fromkeys(MARK.findall(text(client.get(answer.url)))))
    done = client.post(page, {f"chon-{mark}": "ours" for mark in rest} | {"buoc": "xong"})
    assert done.status_code == SEE
    names = [one["name"] for one in drafted().values()]
    assert [sum(name.startswith(side) for name in names) for side in ("Họ", "Ta")] == [40, 10]
