"""The pages of a year's rounds: what is lacking, the places, moves, the proposal, the signature."""

from collections import Counter
from io import BytesIO

import pytest
from openpyxl import load_workbook

from congvu.apps.evaluation import actions
from congvu.apps.evaluation.enums import Shortfall
from congvu.apps.evaluation.queries import years as year_queries
from congvu.apps.org.queries import person_ids
from congvu.kernel.periods import Month
from congvu.web.years.level_words import levels_told
from tests.apps import world
from tests.apps.evaluation import past_year, years

ALL = {"phong": 9100, "binh": 9300, "an": 9500, "chi": 7500, "dung": 8000}
ROUND = "/xep-loai/2026/P/"
AROUND = 4
"""A savepoint, its end and the read-only mark of a GET, which the tests' own transaction adds."""


@pytest.fixture
def year(signed_in):
    """The town's year with its last months published and its organisations recognised."""
    for number in (11, 12):
        years.publish(Month(2026, number), ALL)
    for unit in ("P", "P1", "P2", "S"):
        years.recognise(unit)
    period, _ = actions.begin_year(2026, **years.WHY)
    return period


def text(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[:2000]
    return " ".join(answer.content.decode().split())


def reasons():
    return {f"ly-do-{kind.value}": "Biên bản giấy số 5" for kind in Shortfall}


def proposed(signed_in):
    answer = signed_in("office").post(f"{ROUND}quyet-dinh/", {"viec": "trinh", **reasons()})
    assert answer.status_code == 302, answer.content.decode()


def signature(period, **more):
    digest = years.now(period).digest
    typed = {"viec": "ky", "so": "15/QĐ", "ngay": "23/11/2026", "cong-khai": "Trên hệ thống"}
    return typed | {"ma": digest} | more


def test_home_affairs_opens_a_year_once_and_sees_its_rounds(signed_in):
    clerk = signed_in("noi.vu")
    assert "Chưa mở xếp loại năm nào" in text(clerk.get("/xep-loai/"))
    assert "bốn chữ số" in text(clerk.post("/xep-loai/mo/", {"nam": "26"}), 422)
    assert clerk.post("/xep-loai/mo/", {"nam": "2026"}).status_code == 302
    shown = text(clerk.get("/xep-loai/"))
    assert "2 đợt: 2 đang chuẩn bị" in shown
    assert "đã được mở" in text(clerk.post("/xep-loai/mo/", {"nam": "2026"}), 422)


def test_a_round_says_what_is_lacking_who_stands_where_and_how_many_places(signed_in, year):
    shown = text(signed_in("alice").get(ROUND))
    assert "5 người: 5 tốt" in shown
    assert "Chưa có ý kiến cấp ủy" in shown
    assert 'data-lack="months"' not in shown
    assert "Chỗ hoàn thành xuất sắc" in shown
    only = text(signed_in("alice").get(f"{ROUND}?thieu=party"))
    assert only.count("data-row") < shown.count("data-row")
    filtered = text(signed_in("alice").get(f"{ROUND}?tim=nguyen+van+an&muc=good"))
    assert "Nguyễn Văn An" in filtered
    assert "Đỗ Dung" not in filtered


def test_a_month_that_is_not_published_stops_the_proposal_in_words(signed_in):
    actions.begin_year(2026, **years.WHY)
    shown = text(signed_in("office").get(f"{ROUND}quyet-dinh/"))
    assert "chưa mở: tháng 12/2026" in shown
    assert "Trình kết quả này" not in shown
    told = text(
        signed_in("office").post(f"{ROUND}quyet-dinh/", {"viec": "trinh", **reasons()}), 422
    )
    assert "Chưa quyết định được" in told


def test_what_is_passed_over_wants_a_reason_and_what_was_typed_is_kept(signed_in, year):
    typed = {"viec": "trinh", **reasons(), "ly-do-form": "", "ghi-chu": "Gấp"}
    told = text(signed_in("office").post(f"{ROUND}quyet-dinh/", typed), 422)
    assert "ghi lý do vẫn xếp loại" in told
    assert "Biên bản giấy số 5" in told
    assert 'value="Gấp"' in told


def test_the_adviser_proposes_the_head_signs_and_the_unit_reads(signed_in, year):
    proposed(signed_in)
    shown = text(signed_in("alice").get(f"{ROUND}quyet-dinh/"))
    assert "Ký và công bố" in shown
    assert "Ông/bà trình thì người khác ký" in text(signed_in("office").get(f"{ROUND}quyet-dinh/"))
    wrong = signature(year, ngay="31/02/2026", so="")
    assert "tháng 2/2026" in text(signed_in("alice").post(f"{ROUND}quyet-dinh/", wrong), 422)
    assert signed_in("an").get(f"{ROUND}cong-khai/").status_code == 404
    answer = signed_in("alice").post(f"{ROUND}quyet-dinh/", signature(year))
    assert answer.status_code == 302
    public = text(signed_in("an").get(f"{ROUND}cong-khai/"))
    assert "15/QĐ" in public
    assert "Hoàn thành tốt" in public
    assert "Lê Bình" in public
    assert signed_in("van.hanh").get(f"{ROUND}cong-khai/").status_code == 403
    assert year_queries.decided_level(person_ids(["an"])["an"], 2026) == "good"
    decided = text(signed_in("alice").get(ROUND))
    assert "Quyết định xếp loại số 15/QĐ" in decided
    assert "93,00" in decided


def test_what_changed_since_it_was_seen_is_not_signed(signed_in, year):
    proposed(signed_in)
    seen = signature(year)
    actions.move_level(
        years.form(year, "an"), level="met", reason="Chậm", person=None,
        by=years.account("alice"), at=world.AT,
    )  # fmt: skip
    told = text(signed_in("alice").post(f"{ROUND}quyet-dinh/", seen), 422)
    assert "Kết quả đã đổi từ lúc xem" in told
    assert "Kết quả đã đổi từ lúc trình" in told
    assert signed_in("alice").post(f"{ROUND}quyet-dinh/", signature(year)).status_code == 302


def test_the_head_moves_a_level_down_and_takes_it_back_with_reasons(signed_in, year):
    alice, page = signed_in("alice"), f"{ROUND}nguoi/an/"
    assert "Mức hình thành thế nào" in text(alice.get(page))
    told = text(alice.post(page, {"viec": "chuyen", "muc": "met", "ly-do": ""}), 422)
    assert "phải ghi lý do" in told
    move = {"viec": "chuyen", "muc": "met", "ly-do": "Đơn thư đúng"}
    assert alice.post(page, move).status_code == 302
    shown = text(alice.get(f"{ROUND}can-chinh/"))
    assert "Hoàn thành xuất sắc → Hoàn thành" in shown
    assert "Đơn thư đúng" in shown
    back = {"viec": "chuyen", "muc": "", "ly-do": "Đã giải trình"}
    assert alice.post(page, back).status_code == 302
    assert "rút lần chuyển mức" in text(alice.get(f"{ROUND}can-chinh/"))
    assert signed_in("office").post(page, move).status_code == 403


def test_the_office_keeps_concluded_cases_and_the_head_the_order(signed_in, year):
    page, office = f"{ROUND}nguoi/an/", signed_in("office")
    case = {"viec": "truong-hop", "loai": "concluded", "van-ban": "KL 9", "ngay": "01/06/2026"}
    assert office.post(page, case).status_code == 302
    assert "Không hoàn thành" in text(office.get(page))
    number = years.now(year).found.of("an").facts.cases[0].id
    assert office.post(page, {"viec": "rut", "so": number, "ly-do": "Nhầm"}).status_code == 302
    order = {"viec": "thu-tu", "thu-tu": "1", "ly-do": "Sáng kiến"}
    assert signed_in("alice").post(page, order).status_code == 302
    assert "1: Sáng kiến" in text(signed_in("alice").get(page))
    assert "số nguyên" in text(signed_in("alice").post(page, order | {"thu-tu": "một"}), 422)


def test_the_cap_is_raised_on_a_ground_by_the_head_alone(signed_in, year):
    page = f"{ROUND}can-chinh/"
    assert "phải ghi căn cứ" in text(signed_in("alice").post(page, {"viec": "nang"}), 422)
    raise_it = {"viec": "nang", "can-cu": "Bằng khen số 3"}
    assert signed_in("office").post(page, raise_it).status_code == 403
    assert signed_in("alice").post(page, raise_it).status_code == 302
    assert "Bằng khen số 3" in text(signed_in("thanh.tra").get(page))
    assert signed_in("alice").post(page, {"viec": "thoi"}).status_code == 302


def test_the_province_sees_every_round_and_no_heads_name(signed_in, year):
    actions.keep_tally(years.round_of(year), year, at=world.AT)
    shown = text(signed_in("noi.vu").get("/xep-loai/2026/can-chinh/"))
    assert "2 đợt, 5 người đã tính" in shown
    assert "1 đợt chưa tính" in shown
    assert "Phường Nha Trang" in shown
    assert "Lê Bình" not in shown
    assert "Theo nhóm nhiệm vụ tương đồng" in shown
    assert "Năm trước" not in shown


def test_the_province_sees_last_years_levels_of_the_same_people(signed_in, year):
    actions.keep_tally(years.round_of(year), year, at=world.AT)
    past_year.decided()
    clerk = signed_in("noi.vu")
    shown = text(clerk.get("/xep-loai/2026/can-chinh/"))
    found = year_queries.everybody_before(2026)
    assert sum(one.people for one in found) == 5
    assert {one.peer_group for one in found} >= {"Người đứng đầu"}
    assert shown.count("Năm trước, cùng những người này") == 1 + len(
        {one.peer_group for one in found}
    )
    whole = sum((Counter({one.level: one.people}) for one in found), Counter())
    assert f"Năm trước: {levels_told(whole)}<" in shown
    head, *rows = _sheet(clerk.get("/xep-loai/2026/can-chinh/?tep=xlsx"))
    before = [number for number, name in enumerate(head) if name.startswith("Năm trước")]
    assert sum(row[number] or 0 for row in rows for number in before) == 5


def test_lists_are_fetched_as_files(signed_in, year):
    sheet = _sheet(signed_in("alice").get(f"{ROUND}?tep=xlsx"))
    assert {"Nguyễn Văn An", "Lê Bình"} <= {row[1] for row in sheet}
    assert len(_sheet(signed_in("noi.vu").get("/xep-loai/2026/can-chinh/?tep=xlsx"))) == 3
    proposed(signed_in)
    signed_in("alice").post(f"{ROUND}quyet-dinh/", signature(year))
    assert "15/QĐ" in {row[-2] for row in _sheet(signed_in("alice").get(f"{ROUND}?tep=xlsx"))}


def _sheet(answer):
    return [
        [cell.value for cell in row]
        for row in load_workbook(BytesIO(answer.content)).active.iter_rows(min_row=1)
    ]


@pytest.mark.parametrize("path", ["", "can-chinh/", "quyet-dinh/", "nguoi/an/"])
def test_the_pages_ask_little(signed_in, year, path, django_assert_max_num_queries):
    alice = signed_in("alice")
    alice.get(ROUND)
    with django_assert_max_num_queries(12 + AROUND):
        text(alice.get(ROUND + path))


def test_nobody_else_sees_a_round(signed_in, year):
    assert signed_in("binh").get(ROUND).status_code == 404
    assert signed_in("an").get(ROUND).status_code == 403
    assert signed_in("alice").get("/xep-loai/2026/X/").status_code == 404
    assert signed_in("alice").get("/xep-loai/2031/P/").status_code == 404
    assert signed_in("alice").get(f"{ROUND}nguoi/giang/").status_code == 404


def test_a_months_page_tells_the_level_of_its_year_once_decided(signed_in, year):
    an, page = signed_in("an"), "/thang/2026-12/"
    assert "Xếp loại năm 2026" not in text(an.get(page))
    proposed(signed_in)
    signed_in("alice").post(f"{ROUND}quyet-dinh/", signature(year))
    assert "Xếp loại năm 2026: Hoàn thành tốt" in text(an.get(page))
