"""Danh mục: what is in force today, since when, by which decision; what changed; what is begun."""

import pytest

from congvu.apps.toolkit import actions
from congvu.apps.toolkit.models import Proposal
from tests.apps import world
from tests.faces import lists
from tests.faces.test_month_page import text_of

LIST = "/danh-muc/"
ONE = f"/danh-muc/{lists.SERIES}/"
START = "/de-xuat/lap/"


def test_an_empty_list_says_how_a_catalogue_comes_to_be(signed_in):
    page = text_of(signed_in("an"), LIST)
    assert "Hôm nay chưa có danh mục nào có hiệu lực." in page
    assert "thẩm định và ban hành" in page


def test_every_reader_sees_what_is_in_force_with_its_decision(signed_in):
    client = signed_in("an")
    lists.issued()
    page = text_of(client, LIST)
    assert "1 danh mục đang có hiệu lực, 2 sản phẩm, công việc." in page
    assert "Phường Nha Trang Danh mục phường" in page
    assert "sản phẩm chuẩn 5 điểm · có hiệu lực từ 01/06/2026" in page
    assert "QĐ 1/QĐ-UBND" in page


def test_the_edition_before_is_folded_under_the_one_in_force(signed_in):
    client = signed_in("an")
    lists.issued()
    lists.issued(number=2)
    page = text_of(client, LIST)
    assert "1 danh mục đang có hiệu lực" in page
    assert page.index("QĐ 2/QĐ-UBND") < page.index("Bản khác của danh mục này (1)")
    assert "từ 01/06/2026, hết hiệu lực 01/11/2026" in page


def test_common_catalogues_stand_first(signed_in):
    client = signed_in("an")
    lists.issued()
    lists.issued_common()
    page = text_of(client, LIST)
    assert page.index("Dùng chung toàn tỉnh") < page.index("Phường Nha Trang")


def test_who_holds_a_proposal_since_when_is_told_to_those_who_may_see_it(signed_in):
    office, officer = signed_in("office"), signed_in("an")
    lists.drafted()
    page = text_of(office, LIST)
    assert "Danh mục nháp Danh mục sản phẩm/công việc · Phường Nha Trang Đang soạn" in page
    assert "Người office 23/11/2026 xem lại rồi trình thẩm định" in page
    assert "Danh mục nháp" not in text_of(officer, LIST)


def test_a_list_sent_back_is_held_by_who_proposed_it(signed_in):
    client = signed_in("noi.vu")
    number = lists.drafted()
    actions.submit(number, by=None, at=world.AT)
    assert "người thẩm định của cơ quan nội vụ" in text_of(client, LIST)
    actions.send_back(number, reason="Thiếu nhóm N3", by=None, at=world.AT)
    assert "Trả lại để sửa Người office 23/11/2026" in text_of(client, LIST)


def test_the_lists_ask_few_questions_of_the_database(signed_in):
    client = signed_in("office")
    lists.issued()
    lists.drafted()
    lists.issued_common()
    assert lists.questions(client, LIST) <= 10
    assert lists.questions(client, ONE) <= 10


def test_an_edition_shows_points_and_coefficient_and_the_rest_in_a_fold(signed_in):
    client = signed_in("an")
    lists.issued()
    html = client.get(ONE).content.decode()
    page = text_of(client, ONE)
    assert "SP-1" in page
    assert '<td class="n" data-label="Hệ số"><b>2</b></td>' in html
    assert "Các bước soạn thảo" in page
    assert "Sản phẩm chuẩn 5 điểm" in page


def test_products_are_found_without_diacritics_and_filtered_by_column_heads(signed_in):
    client = signed_in("an")
    lists.issued(points=(50, 100, 30))
    assert "3 sản phẩm, công việc" in text_of(client, ONE)
    assert "1 trong 3 sản phẩm" in text_of(client, f"{ONE}?tim=soan+thao+2")
    assert "1 trong 3 sản phẩm" in text_of(client, f"{ONE}?loc-section=Phòng+Văn+hóa")
    assert "3 sản phẩm" in text_of(client, f"{ONE}?loc-group=C&loc-complexity=N1")
    assert "0 trong 3 sản phẩm" in text_of(client, f"{ONE}?loc-complexity=N2")


@pytest.mark.parametrize("query", ["loc-group=%27", "loc-complexity=Nx", "trang=0", "trang=x"])
def test_what_names_no_choice_is_left_out(signed_in, query):
    client = signed_in("an")
    lists.issued()
    assert "2 sản phẩm, công việc" in text_of(client, f"{ONE}?{query}")


def test_a_long_edition_is_paged_and_a_page_past_the_end_is_the_last(signed_in):
    client = signed_in("an")
    lists.issued(points=[50] * 120)
    assert "đang xem 51–100 trong 120" in text_of(client, f"{ONE}?trang=2")
    last = text_of(client, f"{ONE}?trang=99")
    assert "đang xem 101–120 trong 120" in last
    assert "SP-119" in last


def test_a_superseded_edition_says_so_and_leads_to_the_new_one(signed_in):
    client = signed_in("an")
    lists.issued()
    lists.issued(number=2)
    page = text_of(client, ONE)
    assert "không có hiệu lực hôm nay" in page
    assert "hết hiệu lực 01/11/2026, được thay bằng lần 2." in page
    assert f'href="{LIST}{lists.SERIES}.2/">Xem bản thay thế' in client.get(ONE).content.decode()


def test_what_changed_between_two_editions_is_told_row_by_row(signed_in):
    client = signed_in("an")
    lists.issued()
    lists.issued(number=2, points=(50, 200, 30))
    page = text_of(client, f"{LIST}{lists.SERIES}.2/?so-voi={lists.SERIES}")
    assert "Thêm 1 dòng, sửa 1 dòng." in page
    assert "SP-1 Sửa Soạn thảo văn bản 1" in page
    assert "Điểm: 10 → 20" in page
    assert "SP-2 Thêm" in page


@pytest.mark.parametrize("path", ["/danh-muc/khong-co/", f"{ONE}?so-voi=khong-co"])
def test_an_unknown_edition_is_not_found(signed_in, path):
    client = signed_in("an")
    lists.issued()
    assert client.get(path).status_code == 404


def test_a_draft_begins_from_the_edition_in_force_once(signed_in):
    client = signed_in("office")
    lists.issued()
    answer = client.post(START, {"tu": lists.SERIES})
    made = Proposal.objects.get()
    assert answer.url == f"/de-xuat/{made.pk}/"
    assert (made.based_on, made.unit.code, made.rows.count()) == (lists.SERIES, "P", 2)
    again = client.post(START, {"tu": lists.SERIES})
    assert again.status_code == 422
    assert "đang có một bản đề xuất chưa xong" in again.content.decode()
    assert "Đang có bản đề xuất" in text_of(client, LIST)


def test_a_new_list_begins_empty_for_ones_own_unit(signed_in):
    client = signed_in("office")
    typed = {"name": "Danh mục mới", "code": "DM-MOI", "unit": "P", "standard_points": "5,0"}
    client.post(START, typed)
    made = Proposal.objects.get()
    assert (made.series, made.unit.code, made.settings) == ("DM-MOI", "P", {"standard_points": "5"})


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"code": "mã có dấu"}, "Mã gồm chữ không dấu"),
        ({"code": lists.SERIES}, "đã là của một danh mục khác"),
        ({"name": " "}, "Tên đang trống"),
        ({"standard_points": "năm"}, "“năm” không phải là số"),
        ({"standard_points": "0"}, "lớn hơn 0"),
        ({"standard_points": ""}, "đang trống"),
    ],
)
def test_a_new_list_that_is_wrong_is_explained_and_everything_typed_is_kept(signed_in, wrong, told):
    client = signed_in("office")
    lists.issued()
    typed = {"name": "Tên đã gõ", "code": "DM-MOI", "unit": "P", "standard_points": "5"} | wrong
    answer = client.post(START, typed)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert told in html
    assert "<title>Lỗi: " in html
    assert all(f'value="{text.strip()}"' in html for text in typed.values())
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("user", "typed", "status"),
    [
        ("office", {"tu": "CHUNG"}, 403),
        ("office", {"tu": "khong-co"}, 404),
        ("noi.vu", {"tu": "CHUNG"}, 302),
        ("office", {"name": "A", "code": "A", "standard_points": "5"}, 403),
        ("office", {"name": "A", "code": "A", "standard_points": "5", "unit": "S"}, 403),
        ("office", {"name": "A", "code": "A", "standard_points": "5", "unit": "khong-co"}, 403),
        ("noi.vu", {"name": "A", "code": "A", "standard_points": "5"}, 302),
        ("an", {"tu": lists.SERIES}, 403),
        ("bi.thu", {"tu": lists.SERIES}, 403),
        ("khong.vai", {"tu": lists.SERIES}, 403),
    ],
)
def test_a_list_is_begun_only_for_a_unit_in_reach(signed_in, user, typed, status):
    client = signed_in(user)
    lists.issued()
    lists.issued_common()
    assert client.post(START, typed).status_code == status


def test_looking_does_not_begin_anything(signed_in):
    assert signed_in("office").get(START).status_code == 405
