"""Tháng của tôi says the handbook's figures, where each point went, and what would have been."""

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client

from congvu.apps.evaluation import actions
from congvu.apps.evaluation.models import Scorecard
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook.enums import Step
from congvu.apps.rulebook.queries import period as period_of
from tests.apps import world
from tests.faces import town

PATH = f"/thang/{town.MONTH}/"
TAG = re.compile(r"<[^>]+>")


def text_of(client: Client, path: str = PATH) -> str:
    """The page as one line of text."""
    return " ".join(unescape(TAG.sub(" ", client.get(path).content.decode())).split())


def test_the_handbooks_figures_are_on_the_page(signed_in):
    page = text_of(signed_in("an"))
    for figure in ("76,70", "89,6%", "68,8%", "41,7%", "66,7% của 70", "46,70", "30,00"):
        assert figure in page
    assert "còn 13,30 điểm nữa là Hoàn thành xuất sắc (từ 90)" in page


@pytest.mark.parametrize("reader", ["binh", "alice", "thanh.tra", "noi.vu", "office"])
def test_whoever_may_read_a_month_reads_the_same_figures(signed_in, reader):
    page = text_of(signed_in(reader), f"/nguoi/an/{town.MONTH}/")
    assert all(figure in page for figure in ("76,70", "89,6%", "68,8%", "41,7%", "66,7%"))
    assert "Nguyễn Văn An" in page


def test_the_lines_of_the_waterfall_sum_to_the_score(signed_in):
    html = signed_in("an").get(PATH).content.decode()
    lines = re.findall(r'<span class="pt (?:minus|plus)">([−+][\d,]+)</span>', html)
    groups = re.findall(
        r'<summary><div class="line"><span class="pt (?:minus|plus)">([−+][\d,]+)', html
    )
    told = [int(line.replace("−", "-").replace("+", "").replace(",", "")) for line in lines]
    heads = [int(line.replace("−", "-").replace("+", "").replace(",", "")) for line in groups]
    assert sum(heads) == 7670 - 10000
    assert sum(told) == 2 * sum(heads)  # each cause once, and once more opened by task


def test_each_lost_point_names_its_clause_its_task_and_what_would_have_been(signed_in):
    page = text_of(signed_in("an"))
    assert "Chậm tiến độ" in page
    assert "nộp đúng hạn: 87,88" in page
    assert "chậm 4 ngày (hạn 20/11, xong 24/11)" in page
    html = signed_in("an").get(PATH).content.decode()
    assert 'href="/quy-dinh/#d14-2c"' in html


def test_every_clause_that_the_page_links_to_is_on_the_page_of_rules(signed_in):
    client = signed_in("binh")
    world.review(period_of(town.MONTH), "binh", 80, leads=True)
    linked = set()
    for path in (PATH, f"/nguoi/an/{town.MONTH}/"):
        linked |= set(re.findall(r'href="/quy-dinh/#([^"]+)"', client.get(path).content.decode()))
    rules = client.get("/quy-dinh/").content.decode()
    assert linked
    assert [anchor for anchor in linked if f'id="{anchor}"' not in rules] == []


def test_a_month_that_is_not_scored_says_why_and_shows_what_is_known(signed_in):
    blank = {"general_self": {}, "general_confirmed": {}}
    blank |= {"general_self_hundredths": None, "general_hundredths": None, "confirmed_at": None}
    Scorecard.objects.filter(person__code="an").update(state="draft", **blank)
    page = text_of(signed_in("an"))
    assert "Tháng này chưa có điểm Chưa có điểm tiêu chí chung." in page
    assert "Chưa có điểm không phải là 0 điểm" in page
    assert "46,70 66,7% của 70" in page
    assert "điểm tháng sẽ từ 46,70 đến 76,70, tuỳ tiêu chí chung" in page


def test_a_leader_not_assessed_yet_sees_no_step_that_nobody_chose(signed_in):
    world.done(period_of(town.MONTH), world.task("chi", "P2"))
    page = text_of(signed_in("chi"))
    assert "Số lượng (a) 100%" in page
    assert "lĩnh vực (d) 100%" in page
    assert "(đ)" not in page
    assert "của 70" not in page
    assert "tuỳ tiêu chí chung" not in page


def test_a_month_without_work_says_so(signed_in):
    client = signed_in("an")
    world.review(period_of(town.MONTH), "phong", leads=True)
    page = text_of(signed_in("phong"))
    assert "Chưa được giao việc trong kỳ" in page
    assert "Chưa có việc nào được giao trong tháng này" in page
    assert client.get(PATH).status_code == 200


def test_a_closed_month_says_when_it_was_closed_and_keeps_its_figures(signed_in):
    actions.close_month(period_of(town.MONTH), by=None, at=world.AT)
    page = text_of(signed_in("an"))
    assert "Đã chốt ngày 23/11/2026" in page
    assert "76,70" in page
    assert "nộp đúng hạn: 87,88" in page


def test_a_closed_month_keeps_the_day_of_vietnam_at_midnight(signed_in):
    late = world.AT.replace(hour=17, minute=30)  # 00:30 on the 24th in Vietnam
    actions.close_month(period_of(town.MONTH), by=None, at=late)
    assert "Đã chốt ngày 24/11/2026" in text_of(signed_in("an"))


def test_the_deadline_shown_is_the_next_one_of_the_card(signed_in):
    assert "Hạn tự chấm 25/11, còn 2 ngày" in text_of(signed_in("chi"))
    assert "Hạn chốt tháng 28/11, còn 5 ngày" in text_of(signed_in("an"))
    rulebook.extend_deadline(
        period_of(town.MONTH), step=Step.SELF_SCORE, until=date(2026, 11, 30), agency="P",
        reason="Bão", by=None, at=world.AT,
    )  # fmt: skip
    assert "Hạn tự chấm 30/11, còn 7 ngày" in text_of(signed_in("chi"))
    assert "Hạn chốt tháng 30/11, còn 7 ngày" in text_of(signed_in("an"))


def test_an_excused_failure_is_told_and_costs_nothing(signed_in):
    world.review(period_of(town.MONTH), "dung")
    world.done(
        period_of(town.MONTH), world.task("dung", "P2", due_on=date(2026, 11, 10)), failed=1,
        excused_failed=1, excused_days=2, excused_by="Chủ tịch", excuse="Mất điện",
        finished_on=date(2026, 11, 12),
    )  # fmt: skip
    page = text_of(signed_in("alice"), f"/nguoi/dung/{town.MONTH}/")
    assert "đạt (miễn 1 do khách quan)" in page
    assert "miễn 2 ngày do khách quan" in page
    assert "100,00" in page


def test_a_local_rule_text_is_shown_as_what_it_is(signed_in):
    client = signed_in("an")
    rulebook.adopt_rule(
        rule="bon_tieu_chi_2025", decision="QĐ 9", valid_from=world.START, by=None, at=world.AT
    )
    page = text_of(client)
    assert "Tính theo quy tắc của địa phương: Công thức của bộ công cụ không được công bố" in page
    assert "Hiệu quả (f)" in page
    assert "Tiêu chí chung 30,00 trên 30" not in page
    html = client.get(PATH).content.decode()
    linked = set(re.findall(r'href="/quy-dinh/#([^"]+)"', html))
    rules = client.get("/quy-dinh/").content.decode()
    assert [anchor for anchor in linked if f'id="{anchor}"' not in rules] == []
    assert "Quy tắc tính của địa phương" in rules
    assert "Mẫu số 01" not in page, "that form is Decree 335's"
    assert client.get(f"/nguoi/an/{town.MONTH}/phieu/pdf/").status_code == 404


def test_the_means_of_quarter_and_half_year_say_which_months_entered(signed_in):
    page = text_of(signed_in("an"))
    assert "Quý và sáu tháng" in page
    assert "Quý IV/2026 – Không có tháng nào được chấm trong quý; tháng 11: chưa công bố." in page
