"""Tiêu chí xếp loại 2025: told by the person in percent, read and confirmed by the office."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.apps.evaluation.queries.years.criteria import (
    told_of,
)
from tests.faces import earlier

pytestmark = pytest.mark.django_db
MOST_STATEMENTS = 12
OWN, HERS = "/xep-loai/tieu-chi/2025/", "/xep-loai/tieu-chi/2025/an/"
TYPED = {
    "tc-conduct": "co", "tc-exemplary": "co", "tc-done": "100", "tc-exceeding": "49,99%",
    "tc-short": "0",
}  # fmt: skip
NOTES = {name.replace("tc-", "dc-"): "Báo cáo 12/BC" for name in TYPED}


@pytest.fixture
def year(signed_in):
    signed_in.period = earlier.opened()
    return signed_in


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_the_form_asks_what_the_text_asks_of_her_and_chooses_nothing(year):
    body = year("an").get(OWN).content.decode()
    assert re.findall(r'id="tc-(\w+)"', body) == ["done", "exceeding", "short"]
    assert body.count('type="radio"') == 4
    assert " checked" not in body
    leader = year("binh").get(OWN).content.decode()
    assert "tc-units_good" in leader


def test_what_is_told_says_the_level_and_the_condition_that_fails(year):
    answer = year("an").post(OWN, TYPED | NOTES, follow=True)
    told = text(answer)
    assert "Theo điều đã kê: Hoàn thành tốt nhiệm vụ" in told
    assert "Hoàn thành xuất sắc nhiệm vụ: chưa đủ điều kiện" in told
    assert "cần từ 50%" in told
    assert "49,99% chưa đạt" in told
    assert "theo bài tóm tắt 90/2020/NĐ-CP; chưa có toàn văn" in told
    assert "không tính vào mức" in told


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"tc-done": "101"}, "phải từ 0 đến 10000"),
        ({"tc-done": "mười"}, "không phải là số"),
        ({"dc-done": ""}, "hãy ghi dẫn chứng"),
        ({"tc-done": ""}, "còn thiếu phần trả lời"),
    ],
)
def test_a_mistake_is_told_and_what_was_typed_is_kept(year, changed, says):
    answer = year("an").post(OWN, TYPED | NOTES | changed)
    assert answer.status_code == 422
    assert says in text(answer)
    assert 'value="49,99%"' in answer.content.decode()
    assert told_of("an", period_id=year.period.id).told == {}


def test_the_office_confirms_what_is_whole_and_gives_it_back(year):
    office = year("office")
    assert "còn thiếu" in text(office.post(HERS, {"lam": "xac-nhan"}))
    earlier.told(year.period)
    assert "Đã kê, chờ xác nhận" in text(office.get(OWN))
    assert "Đã xác nhận" in text(office.post(HERS, {"lam": "xac-nhan"}, follow=True))
    assert 'name="tc-done"' not in year("an").get(OWN).content.decode()
    assert "phải ghi lý do" in text(office.post(HERS, {"lam": "tra-lai", "ly-do": " "}))
    office.post(HERS, {"lam": "tra-lai", "ly-do": "Thiếu số liệu"})
    assert not told_of("an", period_id=year.period.id).confirmed


def test_a_year_of_points_and_one_never_opened_have_no_such_page(year):
    assert year("an").get("/xep-loai/tieu-chi/2026/").status_code == 404
    assert year("office").get("/xep-loai/tieu-chi/2025/khong-co/").status_code == 404


def test_few_statements(year):
    earlier.told(year.period)
    for client, page in ((year("office"), OWN), (year("an"), OWN), (year("office"), HERS)):
        with CaptureQueriesContext(connection) as asked:
            client.get(page)
        assert len([one for one in asked if "SELECT" in one["sql"]]) <= MOST_STATEMENTS
