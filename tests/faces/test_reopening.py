"""The head opens a self-score again after the grace, with a day and a reason."""

from congvu.apps.evaluation.models import Scorecard
from tests.apps import world
from tests.faces import town
from tests.faces.test_month_page import text_of

MONTH = f"/nguoi/dung/{town.MONTH}/"
PATH = f"{MONTH}mo-tu-cham/"
OK, SEE, WRONG, NO, HIDDEN = 200, 302, 422, 403, 404


def test_the_way_there_stands_on_the_month_once_the_day_is_over(signed_in, settings):
    head = signed_in("chi")
    assert "Mở lại tự chấm" not in text_of(head, MONTH)
    settings.FIXED_CLOCK = world.AT.replace(day=28)
    assert "Mở lại tự chấm" in text_of(head, MONTH)
    page = text_of(head, PATH)
    assert "Mở lại tự chấm cho Đỗ Dung" in page
    assert "được nhận đến hết 27/11/2026" in page


def test_it_takes_a_day_and_a_reason_and_keeps_what_was_typed(signed_in, settings):
    head = signed_in("chi")
    settings.FIXED_CLOCK = world.AT.replace(day=28)
    wrong = head.post(PATH, {"den": "30/12/2026", "ly-do": "Đi công tác"})
    assert wrong.status_code == WRONG
    assert "Mở lại được từ 28/11/2026 đến 28/11/2026" in wrong.content.decode()
    assert 'value="Đi công tác"' in wrong.content.decode()
    assert "Ghi lý do" in head.post(PATH, {"den": "28/11/2026"}).content.decode()
    answer = head.post(PATH, {"den": "28/11/2026", "ly-do": "Đi công tác"})
    assert (answer.status_code, answer.url) == (SEE, MONTH)
    assert Scorecard.objects.get(person__code="dung").reopened_reason == "Đi công tác"


def test_nobody_opens_her_own_or_one_out_of_reach(signed_in):
    client = signed_in("binh")
    assert client.get(f"/nguoi/binh/{town.MONTH}/mo-tu-cham/").status_code == HIDDEN
    assert client.get(PATH).status_code == HIDDEN
    assert client.get(f"/nguoi/khong-co/{town.MONTH}/mo-tu-cham/").status_code == HIDDEN
