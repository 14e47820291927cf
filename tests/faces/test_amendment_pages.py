"""Điều chỉnh on the pages: proposed, checked, signed; both results shown; what rests on them."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.apps.evaluation import actions, queries
from congvu.apps.evaluation.models import Amendment, AmendmentProposal, Objection
from congvu.apps.org.queries import unit
from congvu.apps.rulebook.queries import period
from tests.apps import world
from tests.faces import disputes
from tests.faces.disputes import account, chairwoman, task_of
from tests.faces.test_list_files import sheet
from tests.faces.town import MONTH

pytestmark = pytest.mark.django_db
NEW = f"/dieu-chinh/lap/an/{MONTH}/"


@pytest.fixture
def town(signed_in):
    disputes.published()
    return signed_in


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def page(name, *args) -> str:
    return reverse(name, args=args)


def less() -> dict[str, str]:
    return {f"task:{task_of(0)}:completed": "3", "ly-do": "Kiểm tra thấy chỉ có 3"}


def test_an_accepted_objection_leads_to_its_amendment(town):
    made = disputes.accepted()
    office = town("office")
    answer = office.get(page("objection", made))
    assert f"{NEW}?kien-nghi={made}" in answer.content.decode()
    form = office.get(f"{NEW}?kien-nghi={made}")
    assert "lượt chưa đạt 2 → 0" in text(form)
    assert "task:" not in form.content.decode()
    sent = office.post(NEW, {"kien-nghi": made, "ly-do": "Theo kết quả"}, follow=True)
    assert "chờ người thứ hai kiểm tra" in text(sent)
    assert "76,70" in text(sent)
    assert "81,84" in text(sent)


def test_the_proposer_has_no_form_to_check_and_another_has(town):
    made = disputes.proposed()
    assert "đồng ý điều chỉnh" not in text(town("office").get(page("amendment", made)))
    office2 = town("office2")
    assert "đồng ý điều chỉnh" in text(office2.get(page("amendment", made)))
    own = town("office").post(page("amendment_check", made), {"lam": "dung"})
    assert (own.status_code, "Người kiểm tra không được là" in text(own)) == (422, True)
    done = office2.post(page("amendment_check", made), {"lam": "dung"}, follow=True)
    assert "Có hiệu lực" in text(done)
    assert Objection.objects.get().state == "amended"


def test_a_checker_who_does_not_agree_says_why(town):
    made = disputes.proposed()
    office2 = town("office2")
    empty = office2.post(page("amendment_check", made), {"lam": "khong", "ly-do": ""})
    assert (empty.status_code, "phải ghi lý do" in text(empty)) == (422, True)
    done = office2.post(
        page("amendment_check", made), {"lam": "khong", "ly-do": "Thiếu căn cứ"}, follow=True
    )
    assert "Không đồng ý: Thiếu căn cứ" in text(done)


@pytest.mark.parametrize("who", ["an", "binh", "thanh.tra"])
def test_both_results_and_the_reason_are_shown_on_the_month(town, who):
    disputes.amended()
    path = f"/thang/{MONTH}/" if who == "an" else f"/nguoi/an/{MONTH}/"
    told = text(town(who).get(path))
    assert "Đã điều chỉnh ngày 23/11/2026: 76,70 → 81,84 điểm" in told
    assert "Lý do: Theo kết quả giải quyết" in told
    assert 'data-read="score">81,84<' in town(who).get(path).content.decode()


def test_the_page_shows_before_and_after_and_the_chain(town):
    made = disputes.amended()
    answer = text(town("thanh.tra").get(page("amendment", made)))
    card = queries.card_of("an", period_id=period(MONTH).id, on=period(MONTH).ends_on)
    stands = queries.current_result(card)
    assert f"mã {card.inputs_hash}" in answer
    assert f"mã {stands.sha256}" in answer
    assert "Những kết quả dựa vào kết quả này" in answer
    assert "Lê Bình" in answer
    assert "chưa điều chỉnh" in answer
    assert "Bình quân tính theo kết quả đang có: quý IV/2026: 81,84; 6 tháng" in answer


def test_a_fault_found_later_is_proposed_checked_and_signed(town):
    chairwoman()
    office = town("office")
    assert NEW in office.get(f"/nguoi/an/{MONTH}/").content.decode()
    sent = office.post(NEW, less(), follow=True)
    assert "số hoàn thành 4 → 3" in text(sent)
    made = AmendmentProposal.objects.get().pk
    town("office2").post(page("amendment_check", made), {"lam": "dung"})
    waiting = text(town("office").get(page("amendment", made)))
    assert "Chờ Lý Tinh, Tỉnh Khánh Hòa ký." in waiting
    assert town("binh").post(page("amendment_sign", made), {"lam": "ky"}).status_code == 403
    signer = town("bi.thu")
    assert "Ký quyết định" in text(signer.get(page("amendment", made)))
    done = signer.post(page("amendment_sign", made), {"lam": "ky"}, follow=True)
    assert "Có hiệu lực" in text(done)
    assert "Người bi.thu" in text(done)


def test_who_signs_may_refuse_with_a_reason(town):
    chairwoman()
    town("office").post(NEW, less())
    made = AmendmentProposal.objects.get().pk
    early = town("bi.thu").post(page("amendment_sign", made), {"lam": "ky"})
    assert (early.status_code, "không chờ ký" in text(early)) == (422, True)
    town("office2").post(page("amendment_check", made), {"lam": "dung"})
    typed = {"lam": "khong", "ly-do": "Chưa rõ"}
    done = town("bi.thu").post(page("amendment_sign", made), typed, follow=True)
    assert "Không đồng ý: Chưa rõ" in text(done)


def test_what_was_typed_is_kept_beside_what_is_wrong(town):
    answer = town("office").post(NEW, less() | {"ly-do": " "})
    assert answer.status_code == 422
    assert 'value="3"' in answer.content.decode()
    assert "đang là 4" in text(answer)
    nothing = town("office").post(NEW, {"ly-do": "Sai"})
    assert (nothing.status_code, "ít nhất một điều" in text(nothing)) == (422, True)


@pytest.mark.parametrize(
    "path",
    ["/dieu-chinh/lap/an/2031-01/", "/dieu-chinh/lap/khong-co/2026-11/",
     "/dieu-chinh/lap/giang/2026-11/", f"{NEW}?kien-nghi=999", f"{NEW}?kien-nghi=x"],
)  # fmt: skip
def test_what_is_not_in_reach_is_not_found(town, path):
    assert town("office").get(path).status_code == 404


def test_an_objection_that_was_not_granted_leads_to_no_amendment(town):
    made = disputes.lodged()
    assert town("office").get(f"{NEW}?kien-nghi={made}").status_code == 404


def test_an_open_month_is_not_amended(signed_in):
    assert signed_in("office").get(NEW).status_code == 404


@pytest.mark.parametrize("who", ["chi", "phong"])
def test_others_do_not_find_an_amendment(town, who):
    made = disputes.proposed()
    assert town(who).get(page("amendment", made)).status_code == 404
    assert town("an").get(page("amendment", 999_999)).status_code == 404


def test_the_list_of_those_over_units(town):
    assert "Chưa có đề nghị điều chỉnh nào" in text(town("office").get("/dieu-chinh/"))
    disputes.proposed()
    for who in ("office", "binh", "thanh.tra"):
        assert "Nguyễn Văn An" in text(town(who).get("/dieu-chinh/?loc=cho"))
    assert "Nguyễn Văn An" not in text(town("chi").get("/dieu-chinh/"))
    made = AmendmentProposal.objects.get().pk
    actions.check_amendment(made, by=account("office2"), at=world.AT)
    assert "76,70 → 81,84" in text(town("office").get("/dieu-chinh/"))
    assert "Chưa có" in text(town("office").get("/dieu-chinh/?loc=cho"))


def test_rules_that_read_otherwise_show_the_kept_result_without_bars(town, monkeypatch):
    made = disputes.amended()

    def other(*_given):
        raise queries.amended.Refused("Quy định đã đổi")

    monkeypatch.setattr("congvu.web.objections.marks.rescored", other)
    monkeypatch.setattr(queries, "rescored", other)
    assert 'data-read="score">81,84<' in town("an").get(f"/thang/{MONTH}/").content.decode()
    assert "Quy định đã đổi" in text(town("an").get(page("amendment", made)))


def test_only_a_decision_after_the_amendment_has_taken_it_in(town, monkeypatch):
    made, signed = disputes.amended(), Amendment.objects.get().at
    year = {"full_name": "An", "unit_name": "P1", "year": "2026", "person": "an", "before_id": 1}
    rows = [SimpleNamespace(**year, signed_at=signed + timedelta(days)) for days in (-9, 9)]
    read = "congvu.web.objections.amendment_page.year_results_resting_on"
    monkeypatch.setattr(read, lambda *_whose: rows)
    told = text(town("office").get(page("amendment", made)))
    assert (told.count("đã quyết định lại"), told.count("chưa quyết định lại")) == (1, 1)


@pytest.mark.parametrize(
    ("path", "most"),
    [("amendment", 12), (NEW, 12), ("/dieu-chinh/", 12), (f"/nguoi/an/{MONTH}/", 12)],
)
def test_a_page_asks_few_things(town, path, most):
    made, client = disputes.amended(), town("office")
    path = page("amendment", made) if path == "amendment" else path
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    assert len([one for one in asked if "SELECT" in one["sql"]]) <= most


def test_lists_and_roll_ups_count_what_stands_now(town):
    before = queries.province(period(MONTH)).whole
    disputes.amended()
    held = period(MONTH)
    whole = queries.province(held).whole
    assert (whole.amended, whole.people, whole.scored) == (1, before.people, before.scored)
    assert whole.sum_hundredths == before.sum_hundredths - 7670 + 8184
    told = {one.person: one for one in queries.listed_scores(held, unit("P").path)}
    assert (told["an"].score_hundredths, told["an"].amended, told["binh"].amended) == (
        8184, True, False,
    )  # fmt: skip
    assert "1 kết quả đã điều chỉnh, tính theo kết quả mới" in text(
        town("bi.thu").get(f"/tinh/{MONTH}/")
    )
    room = f"/phong/{MONTH}/?don-vi=P1"
    assert "1 đã điều chỉnh" in text(town("binh").get(room))
    listed = sheet(town("binh").get(f"{room}&tep=xlsx")).values
    (an,) = (row for row in listed if "Nguyễn Văn An" in row)
    assert 81.84 in an
    assert any("đã điều chỉnh, trước 76,70" in str(cell) for cell in an)
