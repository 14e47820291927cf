"""Phòng tôi: one row a person, those who need a look first, and why."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.apps.evaluation import actions
from congvu.apps.org import actions as org
from congvu.apps.positions import actions as positions
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook.enums import Step
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


ASKED_OF_EVERYBODY = (
    *("accounts_session", "accounts_user", "org_grant", '"user_id" ='),
    *("rulebook_localparameter", "rulebook_deadlineextension"),
)
"""What every page asks first: the session, the user, her person and her rights; the settings."""


def own_questions(client, path: str) -> list[str]:
    """What a page asks the database beyond the session, the user and her rights."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    texts = (one["sql"] for one in asked)
    reads = (
        text for text in texts if "SELECT" in text and not text.startswith(("SAVE", "RELEASE"))
    )
    return [text for text in reads if not any(word in text for word in ASKED_OF_EVERYBODY)]


@pytest.mark.parametrize(("user", "unit"), [("binh", "P1"), ("alice", "P"), ("chi", "P2")])
def test_the_room_asks_five_questions_at_most(signed_in, user, unit):
    client = signed_in(user)
    period = period_of(town.MONTH)
    for person, leads in (("binh", True), ("chi", True), ("phong", True), ("alice", True)):
        world.review(period, person, leads=leads)
        world.done(period, world.task(person))
    assert len(own_questions(client, f"{PATH}?don-vi={unit}")) <= 5
    actions.close_month(period, by=None, at=world.AT)
    assert len(own_questions(client, f"{PATH}?don-vi={unit}")) <= 5


def test_a_department_of_five_hundred_is_paged_with_the_order_of_attention(signed_in):
    client = signed_in("chi")
    posts = [world.Post(f"n{number}", "P2", name=f"Người Số {number}") for number in range(120)]
    org.create_people(
        [org.NewPerson(one.person, one.name, "civil_servant") for one in posts],
        by=None,
        at=world.AT,
    )
    positions.open_postings(
        [positions.NewPosting(one.person, "P2", "Chuyên viên", world.START) for one in posts],
        by=None,
        at=world.AT,
    )
    period = period_of(town.MONTH)
    actions.open_scorecards(period, by=None, at=world.AT)
    late = [world.task("n77", "P2", due_on=date(2026, 11, 1))] * 30
    work.assign_tasks(period.id, late, by=None, at=world.AT)
    html = client.get(PATH).content.decode()
    assert html.count("<tr data-row") == 50
    assert names(html)[0] == "77"
    assert "122 người" in text_of(client, PATH)
    last = client.get(f"{PATH}?don-vi=P2&trang=3").content.decode()
    assert last.count("<tr data-row") == 22
    assert len(own_questions(client, PATH)) <= 7


def test_the_head_finds_the_way_to_the_work_and_others_do_not(signed_in):
    html = signed_in("binh").get(PATH).content.decode()
    assert "/giao-viec/?don-vi=P1" in html
    assert "/viec-phong/?don-vi=P1" in html
    assert "/giao-viec/" not in signed_in("thanh.tra").get(f"{PATH}?don-vi=P1").content.decode()


def test_the_room_tells_for_whom_a_card_waits_and_how_long(signed_in, settings):
    client = signed_in("chi")
    row = actions.SelfScore("dung", world.points())
    actions.save_self_scores(period_of(town.MONTH), [row], by=None, at=world.AT)
    assert "chờ ông/bà nhận xét từ hôm nay" in text_of(client, PATH)
    settings.FIXED_CLOCK = world.AT.replace(day=30)
    assert "chờ ông/bà nhận xét 4 ngày, quá hạn 2" in text_of(client, PATH)
    assert "chờ tự chấm, quá hạn 3" in text_of(client, PATH)


def test_a_deadline_that_was_put_off_is_the_one_that_is_told(signed_in):
    client = signed_in("chi")
    until = date(2026, 11, 30)
    rulebook.extend_deadline(
        period_of(town.MONTH), step=Step.COMMENT, until=until, agency="P", reason="Bão", by=None,
        at=world.AT,
    )  # fmt: skip
    assert "hạn nhận xét 30/11, còn 7 ngày" in text_of(client, PATH)
