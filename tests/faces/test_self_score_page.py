"""Tự chấm: a person scores her own general criteria, keeps, sends and takes them back."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.apps.accounts.models import User
from congvu.apps.audit.models import Event
from congvu.apps.evaluation import actions
from congvu.apps.evaluation.models import CardProof, Scorecard
from congvu.apps.org import actions as org
from congvu.apps.org.actions import NewGrant
from congvu.apps.rulebook.queries import period as period_of
from tests.apps import world
from tests.faces import town
from tests.faces.test_month_page import text_of

PATH = f"/tu-cham/{town.MONTH}/"
CODES = list(world.points())
FULL = {"I.1": "5", "I.2": "5", **dict.fromkeys(CODES[2:], "2,5")}
OK, AWAY, FORBIDDEN, HIDDEN, MISTAKEN = 200, 302, 403, 404, 422


@pytest.fixture
def period(signed_in):
    return period_of(town.MONTH)


@pytest.fixture
def dung(signed_in):
    """Somebody with a card and nothing scored yet, who may score herself."""
    user = User.objects.get(username="dung")
    org.grant_roles([NewGrant(user.pk, "officer", world.START, unit="P2")], by=None, at=world.AT)
    return signed_in("dung")


def card(person="dung"):
    return Scorecard.objects.get(person__code=person)


def typed(act="gui", chosen=None, **more):
    given = FULL if chosen is None else chosen
    return {"viec": act} | {f"d-{code}": text for code, text in given.items()} | more


def test_nothing_is_chosen_beforehand_and_every_criterion_offers_six_steps(dung):
    html = dung.get(PATH).content.decode()
    assert html.count('type="radio"') == 6 * len(CODES)
    assert " checked" not in html
    assert re.findall(r'name="d-I\.1" value="([^"]+)"', html) == ["0", "1", "2", "3", "4", "5"]
    assert re.findall(r'name="d-II\.1" value="([^"]+)"', html)[1:3] == ["0,5", "1"]


def test_each_criterion_has_its_group_and_the_words_of_the_law(dung):
    page = text_of(dung, PATH)
    assert "III. Năng lực đổi mới, sáng tạo" in page
    assert "Chấp hành sự phân công của tổ chức." in page
    assert "khoản 2 Điều 18" in page


def test_a_draft_is_kept_as_far_as_it_goes_and_is_not_sent(dung):
    few = {"I.1": "4", "II.1": "2"}
    answer = dung.post(PATH, typed("luu", few, **{"so-II.2": "2,25", "dc-I.1": "Giấy khen 12"}))
    assert (answer.status_code, answer.url) == (AWAY, PATH)
    assert card().general_self == {"I.1": 400, "II.1": 200, "II.2": 225}
    assert (card().state, card().general_notes) == ("draft", {"I.1": "Giấy khen 12"})
    html = dung.get(PATH).content.decode()
    assert re.search(r'name="d-I\.1" value="4"[^>]* checked', html)
    assert 'name="so-II.2" value="2,25"' in html
    assert "<b data-sum>8,25</b>" in html
    assert "Đã lưu nháp: 8,25 điểm, 3/10 tiêu chí." in html


def test_a_whole_self_score_is_sent_and_read_only_from_then_on(dung, period):
    world.done(period, world.task("dung", "P2"))
    answer = dung.post(PATH, typed(**{"uu-diem": "Đúng hạn", "han-che": "Chậm một việc"}))
    assert (answer.status_code, answer.url) == (AWAY, PATH)
    assert (card().state, card().general_self_hundredths) == ("self_scored", 3000)
    assert (card().strengths, card().shortcomings) == ("Đúng hạn", "Chậm một việc")
    page = text_of(dung, PATH)
    assert "Phiếu: Đã tự chấm · đang chờ Phạm Chi nhận xét, xác nhận từ hôm nay" in page
    assert "Hạn chế (tự đánh giá): Chậm một việc" in page
    html = dung.get(PATH).content.decode()
    assert "data-self-score" not in html
    assert "Rút lại để sửa" in html
    assert Event.objects.filter(verb="evaluation.self_scored").latest("pk").actor_label == (
        "Người dung"
    )


def test_the_computed_part_and_the_total_stand_beside_it(dung, period):
    world.done(period, world.task("dung", "P2"))
    dung.post(PATH, typed("luu", FULL | {"I.1": "4"}))
    page = text_of(dung, PATH)
    assert "Nếu gửi như bản nháp đã lưu: 99,00" in page
    assert "Kết quả 70,00 · Tổng 99,00" in page
    assert 'data-results="7000"' in dung.get(PATH).content.decode()


def test_a_leader_whose_steps_nobody_chose_yet_sees_no_total(signed_in, period):
    world.done(period, world.task("chi", "P2"))
    html = signed_in("chi").get(PATH).content.decode()
    assert "data-results" not in html
    assert "data-total" not in html
    assert "Số lượng (a)" in html


@pytest.mark.parametrize(
    ("sent", "told", "kept"),
    [
        ({"d-I.1": ""}, "Tiêu chí I.1: chưa chấm; chọn một mức điểm.", 'value="4"'),
        ({"d-I.1": "", "so-I.1": "5,5"}, "5,5 điểm; phải từ 0 đến 5.", 'value="5,5"'),
        ({"so-I.1": "4,5"}, "đã chọn 5 và gõ 4,5; chỉ giữ một.", 'value="4,5"'),
        ({"d-I.1": "", "so-I.1": "nhiều"}, "“nhiều” không phải là số", 'value="nhiều"'),
        ({"dc-I.1": "x" * 501}, "dẫn chứng của tiêu chí I.1 dài 501 ký tự", "x" * 501),
        ({"uu-diem": "y" * 2001}, "Phần ưu điểm dài 2001 ký tự", "y" * 2001),
    ],
)
def test_what_cannot_be_taken_is_told_and_everything_typed_is_kept(dung, sent, told, kept):
    answer = dung.post(PATH, typed(**{"d-I.2": "4", **sent}))
    html = answer.content.decode()
    assert answer.status_code == MISTAKEN
    assert told in html
    assert kept in html
    assert re.search(r'name="d-I\.2" value="4"[^>]* checked', html)
    assert 'href="#f-' in html
    assert card().state == "draft"
    assert card().general_self == {}


def test_a_sent_card_is_taken_back_until_it_is_reviewed(dung, period):
    dung.post(PATH, typed())
    assert dung.post(PATH, {"viec": "rut"}).status_code == AWAY
    assert (card().state, card().general_self["I.1"]) == ("draft", 500)
    dung.post(PATH, typed())
    row = actions.Review("dung", world.points(80))
    actions.review_scorecards(period, [row], by=None, at=world.AT)
    answer = dung.post(PATH, {"viec": "rut"})
    assert answer.status_code == MISTAKEN
    assert "không rút lại được" in answer.content.decode()
    assert "Rút lại để sửa" not in answer.content.decode()


def test_a_card_sent_back_says_why_and_is_hers_again(dung, period):
    dung.post(PATH, typed())
    why = "Thiếu dẫn chứng III.1"
    actions.return_scorecard(period, "dung", reason=why, by=None, at=world.AT)
    page = text_of(dung, PATH)
    assert f"Trả lại để sửa: {why}" in page
    assert "data-self-score" in dung.get(PATH).content.decode()


@pytest.mark.parametrize("state", ["confirmed", "published"])
def test_what_was_confirmed_or_published_is_read_only(signed_in, period, state):
    if state == "published":
        actions.close_month(period, by=None, at=world.AT)
    html = signed_in("an").get(PATH).content.decode()
    assert "data-self-score" not in html
    assert "Rút lại" not in html
    answer = signed_in("an").post(PATH, typed())
    assert answer.status_code == MISTAKEN
    assert card("an").state == state


def test_an_unknown_act_or_month_is_not_found_and_no_role_no_page(dung, signed_in):
    assert dung.post(PATH, {"viec": "khac"}).status_code == HIDDEN
    assert dung.get("/tu-cham/2031-01/").status_code == HIDDEN
    assert signed_in("thanh.tra").get(PATH).status_code == FORBIDDEN


def test_whoever_has_no_card_is_told_so(signed_in):
    assert "Không có phiếu" in text_of(signed_in("binh"), PATH) or card("binh")
    Scorecard.objects.filter(person__code="binh").delete()
    assert "Không có phiếu tháng 11/2026" in text_of(signed_in("binh"), PATH)


def test_the_page_takes_few_queries(dung):
    with CaptureQueriesContext(connection) as asked:
        dung.get(PATH)
    reads = [one for one in asked if not one["sql"].startswith(("SAVEPOINT", "RELEASE", "SET"))]
    assert len(reads) <= 12, [one["sql"][:80] for one in reads]


def attached(client, act="luu", **more):
    sent = SimpleUploadedFile("bien-ban.txt", "Biên bản".encode())
    return client.post(PATH, typed(act) | {"tep-I.1": sent} | more, follow=True)


def test_files_are_kept_with_the_draft_taken_off_and_seen_by_the_head_once_sent(
    dung, signed_in, settings, tmp_path
):
    settings.EVIDENCE = tmp_path
    page = attached(dung).content.decode()
    (one,) = CardProof.objects.all()
    file = f"/tu-cham/tep/{one.id}/"
    assert file in page
    assert dung.get(file).content.decode() == "Biên bản"
    chi = signed_in("chi")
    assert chi.get(file).status_code == HIDDEN, "a draft is its owner's alone"
    assert file not in chi.get(f"/nguoi/dung/{town.MONTH}/").content.decode()
    attached(dung, "gui")
    assert card().state == "self_scored"
    assert chi.get(file).content.decode() == "Biên bản"
    for path in (f"/cham-phieu/?ky={town.MONTH}", f"/nguoi/dung/{town.MONTH}/"):
        assert file in chi.get(path).content.decode()
    assert file in dung.get(PATH).content.decode()
    dung.post(PATH, {"viec": "rut"})
    gone = dung.post(PATH, typed("luu") | {"bo": str(one.id)}, follow=True)
    assert file not in gone.content.decode()
    assert card().general_self["I.1"] == 500, "what was chosen is kept with it"
    assert dung.get(file).status_code == HIDDEN


def test_a_file_that_is_not_taken_is_told_at_its_criterion_and_nothing_is_kept(
    dung, settings, tmp_path
):
    settings.EVIDENCE = tmp_path
    bad = SimpleUploadedFile("a.exe", b"MZ\x00")
    answer = dung.post(PATH, typed("gui") | {"tep-I.1": bad})
    assert answer.status_code == MISTAKEN
    page = answer.content.decode()
    assert "hãy chọn lại tệp" in page
    assert "Tiêu chí I.1:" in page
    assert card().state == "draft"
