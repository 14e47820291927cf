"""Chấm phiếu: a head reviews and confirms the cards that Điều 10 gives her, on one page."""

import re
import uuid
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from congvu.apps.accounts.models import User
from congvu.apps.audit.models import Event
from congvu.apps.evaluation import actions
from congvu.apps.evaluation.actions import Review, SelfScore
from congvu.apps.evaluation.models import Scorecard
from congvu.apps.evaluation.queries.cards import stood
from congvu.apps.org import actions as org
from congvu.apps.org.actions import NewDelegation
from congvu.apps.org.models import Grant
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook.queries import period as period_of
from congvu.kernel.periods import Month
from tests.apps import world
from tests.apps.work.reviews import assigned, logged
from tests.faces import town
from tests.faces.test_month_page import text_of

PATH = f"/cham-phieu/?ky={town.MONTH}"
FETCHED = {"X-Requested-With": "fetch", "Idempotency-Key": str(uuid.UUID(int=9))}
CODES = list(world.points())
OK, AWAY, FORBIDDEN, HIDDEN, STALE, MISTAKEN = 200, 302, 403, 404, 409, 422
TOMORROW = world.AT.date().replace(day=24)


@pytest.fixture
def period(signed_in):
    return period_of(town.MONTH)


@pytest.fixture
def dung(period):
    """Somebody of P2 whose card is sent at four fifths, with work well done."""
    return sent(period, "dung", "P2")


def sent(period, person, unit, share=80, **told):
    actions.save_self_scores(
        period, [SelfScore(person, world.points(share), **told)], by=None, at=world.AT
    )
    world.done(period, world.task(person, unit, amount=500), 400)
    return person


def card(person):
    return Scorecard.objects.get(person__code=person)


def rows(client: Client, path: str = PATH) -> list[str]:
    """The people shown, in their order."""
    return re.findall(r'<li id="phieu-([^"]+)"', client.get(path).content.decode())


def row(client: Client, person: str) -> str:
    """One row of the page as text."""
    html = client.get(PATH).content.decode()
    found = re.search(rf'<li id="phieu-{person}".*?</li>', html, re.S)
    assert found, f"{person} is not on the page"
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found[0])).split())


def seen(person: str) -> str:
    """How a card stands, as the page would send it."""
    held = card(person)
    return stood(held.state, held.since)


def filled(person: str, act: str = "xac-nhan", points: dict[str, str] | None = None, **more):
    texts = {code: str(given / 100).replace(".", ",") for code, given in world.points(80).items()}
    texts |= points or {}
    return {
        "viec": act, "ban": seen(person), "ve": f"ky={town.MONTH}",
        **{f"t-{code}": text for code, text in texts.items()}, **more,
    }  # fmt: skip


def answer(client: Client, person: str, fields, **headers):
    return client.post(f"/cham-phieu/{person}/?ky={town.MONTH}", fields, headers=headers)


LEADER = {"dd": "0", "dd-ly-do": "Có sáng kiến", "e": "0", "e-ly-do": "Đoàn kết"}


# --- whose cards ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reader", "people"),
    [
        ("binh", {"an"}),
        ("chi", {"dung"}),
        ("alice", {"binh", "phong", "chi"}),
        ("phong", {"chi", "dung"}),  # a deputy: his field is P2
    ],
)
def test_everybody_sees_the_cards_that_she_answers_and_no_others(signed_in, reader, people):
    assert set(rows(signed_in(reader))) == people


def test_whoever_answers_no_card_has_no_page(signed_in):
    for reader in ("an", "noi.vu", "thanh.tra", "office", town.NO_ROLE):
        assert signed_in(reader).get(PATH).status_code == FORBIDDEN


def test_cards_out_of_reach_are_not_found_nor_answered(signed_in, dung):
    assert signed_in("binh").get(f"{PATH}&nguoi=dung").status_code == HIDDEN
    assert signed_in("chi").get("/cham-phieu/?ky=2031-01").status_code == HIDDEN
    for reader, person in (("binh", "dung"), ("alice", "dung"), ("chi", "chi"), ("chi", "alice")):
        given = answer(signed_in(reader), person, filled(person))
        assert given.status_code == HIDDEN, (reader, person)
    assert card("dung").state == "self_scored"
    assert answer(signed_in("chi"), "khong-co", filled("dung")).status_code == HIDDEN


def test_one_persons_card_opens_alone_from_her_month_and_from_her_row(signed_in, dung):
    client = signed_in("chi")
    assert rows(client, f"{PATH}&nguoi=dung") == ["dung"]
    month = client.get(f"/nguoi/dung/{town.MONTH}/").content.decode()
    assert f'href="/cham-phieu/?ky={town.MONTH}&amp;nguoi=dung"' in month
    room = client.get(f"/phong/{town.MONTH}/?don-vi=P2").content.decode()
    assert f'href="/cham-phieu/?ky={town.MONTH}&amp;nguoi=dung"' in room
    other = signed_in("noi.vu").get(f"/nguoi/dung/{town.MONTH}/").content.decode()
    assert "/cham-phieu/" not in other


# --- what a row shows -------------------------------------------------------------------------


def test_a_row_shows_both_sides_points_the_work_and_the_proposal(signed_in, period):
    sent(period, "dung", "P2", notes={"I.1": "Giấy khen 12"}, shortcomings="Chậm một việc")
    text = row(signed_in("chi"), "dung")
    assert "Đã tự chấm · đang chờ Phạm Chi nhận xét, xác nhận từ hôm nay" in text
    assert "Số lượng 80,0% · Chất lượng 80,0% · Tiến độ 80,0% · Kết quả 56,00" in text
    assert "Chung: tự chấm 24 , đang ghi 24" in text
    assert "80,00 tốt" in text
    assert "Dẫn chứng: I.1 Giấy khen 12" in text
    assert "Hạn chế (tự đánh giá): Chậm một việc" in text
    html = signed_in("chi").get(PATH).content.decode()
    assert 'name="t-I.1" value="4"' in html


def test_a_link_given_as_evidence_opens_and_a_script_does_not(signed_in, period):
    notes = {"I.1": "https://congvan.gov.vn/12", "I.2": '<script src="//x.vn"></script>'}
    sent(period, "dung", "P2", notes=notes | {"II.1": "javascript:alert(1)"})
    for path in (PATH, f"/nguoi/dung/{town.MONTH}/"):
        html = signed_in("chi").get(path).content.decode()
        assert 'href="https://congvan.gov.vn/12"' in html
        assert '<script src="//x.vn">' not in html
        assert 'href="javascript' not in html


def test_nothing_is_proposed_where_nothing_was_sent_and_a_draft_stays_its_owners(signed_in, period):
    draft = SelfScore("dung", {"I.1": 450}, {"I.1": "bí mật"})
    actions.keep_self_score(period, draft, by=None, at=world.AT)
    html = signed_in("chi").get(PATH).content.decode()
    assert 'name="t-I.1" value=""' in html
    assert "bí mật" not in html
    assert "chưa tự chấm" in row(signed_in("chi"), "dung")
    month = signed_in("chi").get(f"/nguoi/dung/{town.MONTH}/").content.decode()
    assert "bí mật" not in month
    assert ">4,5<" not in month


def test_a_leaders_row_has_d_and_says_who_is_below_the_mark(signed_in, period):
    world.review(period, "dung", 0)
    world.done(period, world.task("dung", "P2", amount=10000), 0)
    sent(period, "chi", "P2")
    text = row(signed_in("alice"), "chi")
    assert "Đơn vị (d) 50,0%" in text
    assert "d thấp vì dưới mức: Đỗ Dung" in text
    assert "chưa chấm đ, e" in text


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda period: sent(period, "dung", "P2", 100), "tự chấm tối đa, thiếu dẫn chứng"),
        (lambda period: world.task("dung", "P2"), "chưa tự chấm"),
        (
            lambda period: (sent(period, "dung", "P2", 60), full_work(period)),
            "1 việc chờ nghiệm thu",
        ),
        (lambda period: only_scored(period), "chưa được giao việc"),
        (lambda period: sent(period, "dung", "P2", 60), "so với kỳ trước (24)"),
    ],
)
def test_what_is_odd_is_flagged_and_keeps_a_card_from_the_batch(signed_in, period, make, told):
    if "kỳ trước" in told:
        last_month()
    make(period)
    client = signed_in("chi")
    assert told in row(client, "dung")
    assert "không có gì bất thường" not in client.get(PATH).content.decode().split("<ol")[0]


def full_work(period):
    logged(assigned(period, "dung", unit="P2"), person="dung")


def only_scored(period):
    row = SelfScore("dung", world.points(80))
    actions.save_self_scores(period, [row], by=None, at=world.AT)


def last_month():
    october = rulebook.open_period(Month(2026, 10), by=None, at=world.AT)
    actions.open_scorecards(october, by=None, at=world.AT)
    actions.review_scorecards(october, [Review("dung", world.points(80))], by=None, at=world.AT)


# --- answers ----------------------------------------------------------------------------------


def test_the_authority_reviews_and_confirms_in_one_press(signed_in, dung):
    given = answer(
        signed_in("chi"), dung, filled(dung, points={"I.1": "3,5"}, **{"nhan-xet": "Tốt"})
    )
    assert (given.status_code, given.url) == (AWAY, f"{PATH}#phieu-dung")
    held = card(dung)
    assert (held.state, held.general_hundredths, held.comment) == ("confirmed", 2350, "Tốt")
    assert (held.reviewed_by.code, held.confirmed_by.code, held.batch) == ("chi", "chi", False)
    text = row(signed_in("chi"), dung)
    assert "Phạm Chi đã xác nhận, đang chờ chốt kỳ từ hôm nay" in text
    assert "I.1 3,5 (tự chấm 4)" in text


def test_a_deputy_reviews_and_the_authority_confirms_what_he_gave(signed_in, dung):
    deputy = signed_in("phong")
    assert answer(deputy, dung, filled(dung)).status_code == FORBIDDEN
    assert answer(deputy, dung, filled(dung, "tra-lai", **{"can-sua": "Sửa"})).status_code == (
        FORBIDDEN
    )
    answer(deputy, dung, filled(dung, "nhan-xet", points={"I.2": "3"}))
    assert (card(dung).state, card(dung).reviewed_by.code) == ("reviewed", "phong")
    assert "Vũ Phong đã nhận xét, đang chờ Phạm Chi xác nhận" in row(deputy, dung)
    assert "được nhận xét 23, tự chấm 24" in row(signed_in("chi"), dung)
    answer(signed_in("chi"), dung, filled(dung, points={"I.2": "3"}))
    held = card(dung)
    assert (held.state, held.reviewed_by.code, held.confirmed_by.code) == (
        "confirmed", "phong", "chi",
    )  # fmt: skip


def test_whoever_acts_for_the_authority_confirms_in_her_name(signed_in, dung):
    giver, taker = User.objects.get(username="chi"), User.objects.get(username="an")
    grant = Grant.objects.get(user=giver, role="head")
    loan = NewDelegation(grant.pk, taker.pk, world.AT.date(), TOMORROW, "Đi công tác")
    org.delegate(loan, by=giver, at=world.AT)
    client = signed_in("an")
    assert rows(client) == [dung]
    answer(client, dung, filled(dung))
    assert (card(dung).state, card(dung).confirmed_by.code) == ("confirmed", "an")
    event = Event.objects.filter(verb="evaluation.confirmed").latest("pk")
    assert (event.actor_label, event.on_behalf_of) == ("Người an", "Người chi")
    assert answer(client, "chi", filled("chi", **LEADER)).status_code == HIDDEN


def test_a_leaders_steps_are_chosen_with_a_reason_each(signed_in, period):
    sent(period, "chi", "P2")
    client = signed_in("alice")
    for fields, told in (
        ({}, "Chọn mức cho tiêu chí đ."),
        ({"dd": "0"}, "Tiêu chí đ: ghi lý do"),
        ({"dd": "0", "dd-ly-do": "Có sáng kiến"}, "Chọn mức cho tiêu chí e."),
    ):
        given = answer(client, "chi", filled("chi", **fields))
        assert given.status_code == MISTAKEN
        assert told in given.content.decode()
    assert answer(client, "chi", filled("chi", **LEADER)).status_code == AWAY
    assert (card("chi").organising, card("chi").unity_reason) == (0, "Đoàn kết")


def test_a_high_score_wants_its_reason_and_what_was_typed_is_kept(signed_in, period):
    sent(period, "dung", "P2", 100)
    world.done(period, world.task("dung", "P2", amount=3000))
    full = {code: "5" if code.startswith("I.") else "2,5" for code in CODES}
    assert "ở mức cao nhất, cần lý do" in row(signed_in("chi"), "dung")
    typed = filled("dung", points=full | {"I.1": "4,9"}, **{"nhan-xet": "Giỏi"})
    given = answer(signed_in("chi"), "dung", typed)
    html = given.content.decode()
    assert given.status_code == MISTAKEN
    assert "phải ghi lý do" in html
    assert 'name="t-I.1" value="4,9"' in html
    assert 'name="nhan-xet" value="Giỏi"' in html
    assert card("dung").state == "self_scored"
    assert answer(signed_in("chi"), "dung", typed | {"ly-do": "Việc khó"}).status_code == AWAY
    assert card("dung").extreme_reason == "Việc khó"


@pytest.mark.parametrize(
    ("points", "told"),
    [
        ({"I.1": ""}, "Tiêu chí I.1 chưa có điểm."),
        ({"I.1": "bốn"}, "“bốn” không phải là số"),
        ({"I.1": "5,01"}, "5,01 điểm; phải từ 0 đến 5,00"),
    ],
)
def test_points_that_cannot_be_taken_are_told_beside_the_card(signed_in, dung, points, told):
    given = answer(signed_in("chi"), dung, filled(dung, points=points))
    html = given.content.decode()
    assert given.status_code == MISTAKEN
    assert told in html
    assert f'name="t-I.1" value="{points["I.1"]}"' in html
    assert card(dung).state == "self_scored"


def test_a_card_is_sent_back_with_what_to_put_right(signed_in, dung):
    client = signed_in("chi")
    assert answer(client, dung, filled(dung, "tra-lai")).status_code == MISTAKEN
    assert answer(
        client, dung, filled(dung, "tra-lai", **{"can-sua": "Thêm dẫn chứng"})
    ).status_code == (AWAY)
    assert (card(dung).state, card(dung).return_reason) == ("draft", "Thêm dẫn chứng")


def test_a_confirmation_is_taken_back_with_a_reason(signed_in, dung):
    client = signed_in("chi")
    answer(client, dung, filled(dung))
    assert answer(client, dung, filled(dung, "bo-xac-nhan")).status_code == MISTAKEN
    given = answer(client, dung, filled(dung, "bo-xac-nhan", **{"can-sua": "Chấm nhầm"}))
    assert given.status_code == AWAY
    assert (card(dung).state, card(dung).confirmed_by) == ("reviewed", None)


def test_two_heads_on_one_card_and_the_second_sees_both_values(signed_in, dung):
    old = filled(dung, points={"I.1": "3"})
    answer(signed_in("phong"), dung, filled(dung, "nhan-xet", points={"I.1": "2"}))
    given = answer(signed_in("chi"), dung, old, **FETCHED)
    told = given.json()
    assert given.status_code == STALE
    assert "Phiếu này vừa thay đổi" in told["row"]
    assert "Đang lưu: 22 điểm tiêu chí chung, Vũ Phong lúc 14:32 23/11" in told["row"]
    assert 'name="t-I.1" value="3"' in told["row"]
    assert card(dung).state == "reviewed"
    plain = answer(signed_in("chi"), dung, old)
    assert plain.status_code == STALE
    assert "Đang lưu: 22 điểm" in plain.content.decode()


def test_a_script_gets_the_row_the_sentence_and_the_field(signed_in, dung):
    refused = answer(signed_in("chi"), dung, filled(dung, points={"I.2": "x"}), **FETCHED)
    assert refused.status_code == MISTAKEN
    assert refused.json()["field"] == "t-I.2"
    taken = answer(
        signed_in("chi"), dung, filled(dung),
        **FETCHED | {"Idempotency-Key": str(uuid.UUID(int=10))},
    )  # fmt: skip
    assert taken.json()["said"] == "Đỗ Dung: đã xác nhận 14:32"
    assert 'id="phieu-dung"' in taken.json()["row"]


# --- together ---------------------------------------------------------------------------------


def together(client: Client, *people: str, **more):
    pairs = [f"{one}|{seen(one)}" for one in people]
    return client.post("/cham-phieu/", {"ve": f"ky={town.MONTH}", "dong": pairs} | more)


def test_what_nothing_is_odd_about_is_confirmed_together_and_says_so(signed_in, dung, period):
    client = signed_in("chi")
    assert "Xác nhận 1 phiếu không có gì bất thường" in text_of(client, PATH)
    assert together(client, dung).status_code == AWAY
    held = card(dung)
    assert (held.state, held.batch, held.general_hundredths) == ("confirmed", True, 2400)
    event = Event.objects.filter(verb="evaluation.confirmed").latest("pk")
    assert event.payload["batch"] is True
    assert "(xác nhận gộp)" in row(client, dung)
    page = text_of(signed_in("thanh.tra"), f"/duyet-gop/{town.MONTH}/")
    assert "Phạm Chi Phường Nha Trang 1 1 100%" in page


def test_a_batch_leaves_what_is_odd_changed_or_anothers(signed_in, dung, period):
    assert together(signed_in("binh"), dung).status_code == MISTAKEN
    old = {"ve": f"ky={town.MONTH}", "dong": [f"{dung}|{seen(dung)}"]}
    assert together(signed_in("phong"), dung).status_code == MISTAKEN
    row = Review(dung, world.points(80))
    actions.review_scorecards(period, [row], by=None, at=world.AT.replace(minute=40))
    client = signed_in("chi")
    given = client.post("/cham-phieu/", old)
    assert given.status_code == AWAY
    assert card(dung).state == "reviewed"
    assert "1 phiếu vừa thay đổi" in text_of(client, PATH)
    full_work(period)
    assert together(client, dung).status_code == MISTAKEN


def test_a_confirmation_taken_back_is_no_batch_any_more(signed_in, dung):
    client = signed_in("chi")
    together(client, dung)
    answer(client, dung, filled(dung, "bo-xac-nhan", **{"can-sua": "Xem lại"}))
    assert card(dung).batch is False


# --- states -----------------------------------------------------------------------------------


def test_a_closed_month_is_read_only(signed_in, dung, period):
    answer(signed_in("chi"), dung, filled(dung))
    actions.close_month(period, by=None, at=world.AT)
    html = signed_in("chi").get(PATH).content.decode()
    assert "<form" not in html.split('id="danh-sach"')[1].split('role="status"')[0]
    assert "Đã công bố" in row(signed_in("chi"), dung)
    assert answer(signed_in("chi"), dung, filled(dung)).status_code == MISTAKEN


def test_whoever_is_left_out_of_scoring_waits_for_nobody(signed_in, period):
    actions.leave_out(period, {"dung": "nghỉ thai sản"}, by=None, at=world.AT)
    text = row(signed_in("chi"), "dung")
    assert "Không chấm kỳ này · nghỉ thai sản" in text
    assert "Xác nhận" not in text


def test_whoever_needs_the_head_most_stands_first(signed_in, period):
    sent(period, "phong", "P")
    world.review(period, "binh", 80, leads=True)
    assert rows(signed_in("alice")) == ["chi", "phong", "binh"]


@pytest.mark.parametrize("reader", ["chi", "alice", "phong"])
def test_the_page_takes_few_queries(signed_in, dung, period, reader):
    sent(period, "chi", "P2")  # lacks the steps of a leader: her work is read too
    client = signed_in(reader)
    with CaptureQueriesContext(connection) as asked:
        client.get(PATH)
    reads = [one["sql"] for one in asked if re.match(r"\(?(SELECT|WITH)", one["sql"].strip())]
    assert len(reads) <= 12, [sql.strip()[:90] for sql in reads]
