"""Phòng tôi: one row a person, those who need a look first, and why."""

import re

from congvu.apps.evaluation import actions
from congvu.apps.rulebook.queries import period as period_of
from congvu.apps.work import actions as work
from congvu.apps.work.actions import NewResult
from tests.apps import world
from tests.faces import town
from tests.faces.test_month_page import text_of

PATH = f"/phong/{town.MONTH}/"


def names(html: str) -> list[str]:
    """The given names down the first column."""
    return re.findall(r"<tr data-row[^>]*>\s*<th[^>]*>.*?<b>([^<]+)</b>", html, re.DOTALL)


def test_the_handbooks_figures_are_in_the_row(signed_in):
    page = text_of(signed_in("binh"), PATH)
    row = page[page.index("Nguyễn Văn An") :]
    for figure in ("89,6%", "68,8%", "41,7%", "30,00", "76,70", "tốt", "2 việc chậm"):
        assert figure in row


def test_the_row_that_asks_most_comes_first(signed_in):
    period = period_of(town.MONTH)
    world.review(period, "binh", leads=True)
    world.done(period, world.task("binh"))
    assert names(signed_in("binh").get(PATH).content.decode()) == ["An", "Bình"]


def test_each_row_leads_to_the_month_of_that_person(signed_in):
    html = signed_in("binh").get(PATH).content.decode()
    assert f'href="/nguoi/an/{town.MONTH}/"' in html


def test_the_summary_counts_what_is_missing(signed_in):
    page = text_of(signed_in("alice"), f"{PATH}?don-vi=P2")
    assert "2 người" in page
    assert "2 chưa tự chấm" in page
    assert "2 chưa có điểm" in page


def test_work_that_waits_for_the_head_is_told(signed_in):
    period = period_of(town.MONTH)
    (task_id,) = work.assign_tasks(period.id, [world.task("an")], by=None, at=world.AT)
    work.report_result(NewResult(task_id, 100, world.DUE), by=None, at=world.AT)
    assert "1 việc chờ nghiệm thu" in text_of(signed_in("binh"), PATH)


def test_a_closed_month_no_longer_asks_for_what_can_not_be_done(signed_in):
    period = period_of(town.MONTH)
    assert "chưa tự chấm" in text_of(signed_in("chi"), PATH)
    actions.close_month(period, by=None, at=world.AT)
    rows = signed_in("chi").get(PATH).content.decode()
    assert 'class="flag look">chưa tự chấm' not in rows


def test_who_heads_several_units_chooses_between_them(signed_in):
    html = signed_in("alice").get(PATH).content.decode()
    assert re.findall(r'<option value="([^"]+)"', html) == ["P", "P1", "P2"]
    assert "<h1>Phường Nha Trang</h1>" in html
    assert "<select" not in signed_in("binh").get(PATH).content.decode()


def test_a_reader_of_the_whole_province_is_sent_to_choose_a_unit(signed_in):
    assert signed_in("thanh.tra").get("/phong/").url == "/tinh/"


def test_a_unit_without_anybody_says_so(signed_in):
    from congvu.apps.org import actions as org

    org.create_units(
        [org.NewUnit("P3", "Phòng Mới", "commune_room", world.START, parent="P", agency="P")],
        by=None,
        at=world.AT,
    )
    assert "Chưa có ai để hiển thị" in text_of(signed_in("alice"), f"{PATH}?don-vi=P3")


def test_at_most_a_third_of_the_rows_are_marked(signed_in):
    html = signed_in("alice").get(PATH).content.decode()
    assert html.count("<tr data-row") == 6
    assert html.count('<tr data-row class="look"') <= 2


def test_the_way_up_is_there_for_whoever_may_take_it(signed_in):
    month = f"/nguoi/an/{town.MONTH}/"
    assert "‹ Phòng Kinh tế" in text_of(signed_in("binh"), month)
    assert "‹ Toàn tỉnh" in text_of(signed_in("thanh.tra"), f"{PATH}?don-vi=P1")
    assert "‹ Toàn tỉnh" not in text_of(signed_in("binh"), PATH)
