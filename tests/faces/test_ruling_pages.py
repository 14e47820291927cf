"""Thử quy định: a run's page, its people in reach, and a draft from its form to its adoption."""

from datetime import date

import pytest

from congvu.apps.accounts.models import User
from congvu.apps.evaluation import actions as evaluation
from congvu.apps.evaluation.actions import Review
from congvu.apps.evaluation.models import Comparison
from congvu.apps.evaluation.queries.comparisons import Asked, asked_of
from congvu.apps.rulebook.models import OverlayDraft
from congvu.apps.rulebook.queries import period, rules_in_force
from congvu.law.faults import NoRuleInForce
from tests.apps import world
from tests.faces import town
from tests.faces.test_impact_page import text_of
from tests.faces.test_room_page import own_questions

PATH = "/quy-dinh/thu/"
DECEMBER = date(2026, 12, 1)
OK, SEE, WRONG, NO, HIDDEN = 200, 302, 422, 403, 404
ASKED = {"ky": town.MONTH, "ly-do": "Xem phương án chặn"}
DRAFTED = {"ngay": "01/12/2026", "quyet-dinh": "QĐ 9/QĐ-UBND", "ly-do": "Các xã đề nghị"}


@pytest.fixture
def published(signed_in):
    """November published; An reaches a higher level where work beyond 100 % counts."""
    signed_in("noi.vu")
    november = period(town.MONTH)
    for post in world.POSTS:
        if post.person != "an":
            world.review(november, post.person, leads=post.leads != "none")
            world.done(november, world.task(post.person, post.unit))
    world.review_again(november, Review("an", world.points(20)))
    world.done(november, world.task("an", amount=4_000), finished_on=date(2026, 11, 24))
    world.done(november, world.task("an", origin=2, amount=2_000))
    evaluation.close_month(november, by=None, at=world.AT)
    return period(town.MONTH)


def run(month, rule: str = "", **values: str) -> int:
    """A run over the month."""
    asked = asked_of(month.ends_on, "civil_servant", rule, values or {"clamp": "results"})
    clerk = User.objects.get(username="noi.vu")
    return evaluation.compare_rules(month, asked, reason="Thử", by=clerk, at=world.AT)


def test_the_answer_comes_first_then_who_changes_and_by_which_bar(signed_in, published):
    page = text_of(signed_in("noi.vu").get(f"{PATH}so/{run(published)}/"))
    assert "1 trong 7 người đổi mức: 1 lên mức cao hơn." in page
    assert "Chặn ở 100 % địa phương chọn Từng tiêu chí" in page
    told = ["Hai bên khác nhau", "Phân bố điểm", "Đổi mức do đâu", "Ai đổi mức (1)"]
    places = [page.index(part) for part in ["1 trong 7 người", *told]]
    assert places == sorted(places)
    people = page[places[-1] :]
    assert "Nguyễn Văn An Phòng Kinh tế, Phường Nha Trang" in people
    assert "Giải thích hai bên" in people


def test_both_explanations_stand_side_by_side(signed_in, published):
    pk = run(published)
    page = text_of(signed_in("thanh.tra").get(f"{PATH}so/{pk}/an/"))
    assert "Điểm tối đa 100,00 100,00" in page
    assert "Làm vượt, nhận thay, đột xuất" in page
    assert "Việc làm nên khác biệt" in page
    assert signed_in("thanh.tra").get(f"{PATH}so/{pk}/binh/").status_code == HIDDEN


def test_small_groups_and_names_are_kept_from_whoever_reads_no_months(signed_in, published):
    pk = run(published)
    page = text_of(signed_in("bi.thu").get(f"{PATH}so/{pk}/"))
    assert "Dưới 5 trong 7 người đổi mức" in page
    assert "Nguyễn Văn An" not in page
    assert "Nhóm dưới 5 người và tên từng người không hiện" in page
    assert signed_in("bi.thu").get(f"{PATH}so/{pk}/an/").status_code == HIDDEN


def test_people_are_searched_and_narrowed_by_their_move(signed_in, published):
    client, pk = signed_in("noi.vu"), run(published)
    assert "Nguyễn Văn An" in text_of(client.get(f"{PATH}so/{pk}/?tim=van+an"))
    assert "Không có ai khớp" in text_of(client.get(f"{PATH}so/{pk}/?tim=giang"))
    moved = text_of(client.get(f"{PATH}so/{pk}/?tu=khong&den=3"))
    assert "từ “không có điểm” đến “xuất sắc”" in moved
    assert client.get(f"{PATH}so/{pk}/?tu=x&trang=9").status_code == OK
    assert client.get(f"{PATH}so/999999/").status_code == HIDDEN


def test_another_text_tells_what_the_month_lacks(signed_in, published):
    page = text_of(signed_in("noi.vu").get(f"{PATH}so/{run(published, 'bon_tieu_chi_2025')}/"))
    assert "chưa có “mức hiệu quả” mà văn bản bên phải cần: tính ở mức “tốt, vượt yêu cầu”" in page
    assert "không nêu mức; ở đây xếp theo ngưỡng của Điều 20" in page


def test_a_run_stands_though_the_texts_it_asked_for_are_gone(signed_in, published, monkeypatch):
    pk = run(published)

    def gone(_self):
        raise NoRuleInForce("không còn")

    monkeypatch.setattr(Asked, "rules", property(gone))
    page = text_of(signed_in("noi.vu").get(f"{PATH}so/{pk}/"))
    assert "1 trong 7 người đổi mức" in page
    assert "Quy định bên phải nay khác lúc so" in page
    assert "không giải thích lại được bên phải" in text_of(
        signed_in("noi.vu").get(f"{PATH}so/{pk}/an/")
    )


def test_the_pages_ask_few_questions(signed_in, published):
    pk, client = run(published), signed_in("noi.vu")
    for path in (PATH, f"{PATH}so/{pk}/", f"{PATH}so/{pk}/an/", f"{PATH}so/"):
        asked = own_questions(client, path)
        assert len(asked) <= 8, asked


def test_a_run_is_asked_for_by_its_form(signed_in, published):
    client = signed_in("noi.vu")
    assert "Nếu để nguyên: từng tiêu chí" in text_of(client.get(f"{PATH}so/"))
    answer = client.post(f"{PATH}so/", ASKED | {"p-clamp": "results"})
    assert answer.status_code == SEE
    assert Comparison.objects.get().asked["values"] == {"clamp": "results"}
    assert answer.url == f"{PATH}so/{Comparison.objects.get().pk}/"


def test_the_fields_of_another_text_are_asked_for_and_nothing_is_written(signed_in, published):
    client = signed_in("noi.vu")
    asked = {"viec": "doi", "van-ban": "bon_tieu_chi_2025", "ly-do": "Trình thử"}
    for path in (f"{PATH}so/", f"{PATH}du-thao/"):
        answer = client.post(path, {"ky": town.MONTH, **asked})
        assert answer.status_code == OK
        assert "Trọng số của hiệu quả" in text_of(answer)
        assert 'value="Trình thử"' in answer.content.decode()
    assert not Comparison.objects.exists()
    assert not OverlayDraft.objects.exists()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({}, "Hai bên là cùng một bộ quy định"),
        ({"p-floor_share": "75 %"}, "phải từ 0 % đến 50 %"),
        ({"p-clamp": "gì đó"}, "phải là một mã"),
        ({"p-clamp": "results", "ly-do": " "}, "Ghi lý do so"),
        ({"ngay": "31/02/2026", "p-clamp": "results"}, "31/02/2026"),
        ({"ngay": "01/06/2025"}, "không chấm điểm theo kỳ"),
        ({"van-ban": "khong-co"}, "Không có văn bản “khong-co”"),
    ],
)
def test_a_mistake_is_told_and_what_was_typed_is_kept(signed_in, published, typed, says):
    answer = signed_in("noi.vu").post(f"{PATH}so/", ASKED | typed)
    assert answer.status_code == WRONG
    assert says in text_of(answer)
    kept = {name: text for name, text in typed.items() if name == "p-floor_share"}
    assert all(f'value="{text}"' in answer.content.decode() for text in kept.values())
    assert not Comparison.objects.exists()


def test_without_a_period_there_is_nothing_to_compare(signed_in):
    signed_in("noi.vu")
    assert signed_in("noi.vu").get(f"{PATH}so/?ky=2031-01").status_code == HIDDEN


def act(client, draft: int, step: str, **typed: str):
    return client.post(f"{PATH}du-thao/{draft}/buoc/", {"viec": step, **typed})


def drafted(client, **typed: str) -> int:
    answer = client.post(f"{PATH}du-thao/", DRAFTED | (typed or {"p-clamp": "results"}))
    assert answer.status_code == SEE, text_of(answer)
    return OverlayDraft.objects.latest("pk").pk


def test_a_draft_goes_from_its_form_through_two_people_into_force(signed_in, published):
    one, other = signed_in("noi.vu"), signed_in("tham.dinh")
    draft = drafted(one)
    assert "Xem trước trên tháng 11/2026, rồi mới đề nghị" in text_of(
        one.get(f"{PATH}du-thao/{draft}/")
    )
    assert act(one, draft, "de-nghi").status_code == WRONG
    assert act(one, draft, "xem").status_code == SEE
    assert "1 trong 7 người đổi mức" in text_of(one.get(f"{PATH}du-thao/{draft}/"))
    assert act(one, draft, "de-nghi").status_code == SEE
    assert "khác người đề nghị" in text_of(act(one, draft, "ap-dung"))
    assert act(other, draft, "ap-dung").status_code == SEE
    assert rules_in_force(DECEMBER).value("clamp") == "results"
    page = text_of(one.get(f"{PATH}du-thao/{draft}/"))
    assert "Đã áp dụng; dự thảo này giữ nguyên" in page


def test_a_changed_draft_is_previewed_again(signed_in, published):
    client = signed_in("noi.vu")
    draft = drafted(client)
    act(client, draft, "xem")
    changed = DRAFTED | {"p-clamp": "results", "p-floor_share": "25 %"}
    assert client.post(f"{PATH}du-thao/{draft}/sua/", changed).status_code == SEE
    page = text_of(client.get(f"{PATH}du-thao/{draft}/"))
    assert "không còn đúng với dự thảo" in page
    assert "Mức thấp nhất của chất lượng và tiến độ một sản phẩm sau khi trừ" in page
    assert act(client, draft, "de-nghi").status_code == WRONG


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({}, "Dự thảo chưa đổi gì"),
        ({"p-clamp": "results", "ngay": "15/11/2026"}, "2026-11 đã chốt"),
        ({"p-clamp": "results", "quyet-dinh": ""}, "Ghi quyết định"),
        ({"p-floor_share": "99 %"}, "phải từ 0 % đến 50 %"),
    ],
)
def test_a_draft_that_could_not_be_adopted_is_refused_in_words(signed_in, published, typed, says):
    answer = signed_in("noi.vu").post(f"{PATH}du-thao/", DRAFTED | typed)
    assert answer.status_code == WRONG
    assert says in text_of(answer)
    assert not OverlayDraft.objects.exists()


def test_a_draft_is_returned_and_withdrawn_with_a_reason(signed_in, published):
    one, other = signed_in("noi.vu"), signed_in("tham.dinh")
    draft = drafted(one, **{"van-ban": "bon_tieu_chi_2025"})
    act(one, draft, "xem")
    act(one, draft, "de-nghi")
    assert "Trả lại phải ghi lý do" in text_of(act(other, draft, "tra"))
    assert act(other, draft, "tra", **{"ly-do": "Chưa rõ"}).status_code == SEE
    assert act(one, draft, "rut", **{"ly-do": "Chưa cần"}).status_code == SEE
    assert "Đã rút" in text_of(one.get(PATH))
    assert act(one, draft, "gi-do").status_code == WRONG


def test_the_page_of_rules_leads_here_for_whoever_may(signed_in):
    assert PATH in signed_in("bi.thu").get("/quy-dinh/").content.decode()
    assert PATH not in signed_in("an").get("/quy-dinh/").content.decode()
