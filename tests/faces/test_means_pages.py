"""Quý, 6 tháng: everybody's mean, which months it is made of, and what was amended since."""

import io
import zipfile

import pytest

from congvu.apps.evaluation import actions as evaluation
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook.queries import period
from congvu.kernel.periods import Month
from tests.apps import world
from tests.faces import town
from tests.faces.test_impact_page import text_of
from tests.faces.test_room_page import own_questions

PATH = "/ky/"
OK, NO, HIDDEN = 200, 403, 404
WHY = {"by": None, "at": world.AT}


@pytest.fixture
def quarter(signed_in):
    """October published, with An at 60 % of the general criteria; November open."""
    signed_in("noi.vu")
    october = rulebook.open_period(Month(2026, 10), **WHY)
    evaluation.open_scorecards(october, **WHY)
    for post in world.POSTS:
        share = 60 if post.person == "an" else 100
        world.review(october, post.person, share, leads=post.leads != "none")
        if post.person != "dung":
            world.done(october, world.task(post.person, post.unit, due_on=october.starts_on))
    evaluation.close_month(october, **WHY)
    return signed_in


def test_the_list_tells_means_months_and_why_there_is_none(quarter):
    page = text_of(quarter("noi.vu").get(PATH))
    assert "Quý IV/2026: điểm trung bình" in page
    assert "7 người. Tính trên tháng 10 đã công bố; tháng 11 chưa công bố, chưa tính." in page
    assert "Nguyễn Văn An Phòng Kinh tế, Phường Nha Trang 88,00 Hoàn thành tốt 88,00" in page
    dung = page[page.index("Đỗ Dung") :]
    assert dung.startswith("Đỗ Dung Phòng Văn hóa, Phường Nha Trang – không có tháng nào")
    assert "6 tháng cuối năm 2026" in page


def test_two_published_months_make_their_exact_mean_in_quarter_and_half_year(quarter):
    november = period(town.MONTH)
    world.review_again(november, evaluation.Review("an", world.points(21)))
    evaluation.close_month(november, **WHY)
    page = text_of(quarter("noi.vu").get(f"{PATH}2026-Q4/"))
    half = text_of(quarter("noi.vu").get(f"{PATH}2026-H2/"))
    for told in (page, half):
        an = told[told.index("Nguyễn Văn An") :].split("Trang ", 1)[1]
        mean, *_, first, second = an.split(" ")[:6]
        numbers = [int(one.replace(",", "")) for one in (mean, first, second)]
        assert numbers[0] == (numbers[1] + numbers[2] + 1) // 2


def test_a_reader_sees_those_of_her_units_only_and_finds_them_by_name(quarter):
    page = text_of(quarter("binh").get(PATH))
    assert ("Nguyễn Văn An" in page, "Hồ Giang" in page) == (True, False)
    client = quarter("office")
    assert "Hồ Giang" not in text_of(client.get(PATH))
    found = text_of(client.get(f"{PATH}?tim=van+an"))
    assert ("Nguyễn Văn An" in found, "Đỗ Dung" in found) == (True, False)
    assert "Không có ai khớp" in text_of(client.get(f"{PATH}?tim=giang"))
    assert [quarter(name).get(PATH).status_code for name in ("an", "bi.thu")] == [NO, NO]


@pytest.mark.parametrize("key", ["2026-Q1", "2026-11", "2026-H3", "2031-Q4", "0000-Q1", "x"])
def test_a_span_without_an_opened_period_is_none(quarter, key):
    assert quarter("noi.vu").get(f"{PATH}{key}/").status_code == HIDDEN


def test_the_whole_list_is_fetched_as_a_workbook(quarter):
    answer = quarter("office").get(f"{PATH}2026-Q4/?tep=xlsx")
    assert answer["Content-Disposition"] == 'attachment; filename="trung-binh-2026-Q4.xlsx"'
    content = b"".join(answer) if answer.streaming else answer.content
    text = b"".join(
        zipfile.ZipFile(io.BytesIO(content)).read(name)
        for name in zipfile.ZipFile(io.BytesIO(content)).namelist()
    ).decode(errors="ignore")
    assert "Nguyễn Văn An" in text
    assert "Hồ Giang" not in text
    assert "tháng 11: chưa công bố" in text


def test_the_page_asks_few_questions(quarter):
    asked = own_questions(quarter("noi.vu"), PATH)
    assert len(asked) <= 6, asked
