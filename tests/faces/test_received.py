"""What somebody is told whose form arrives a second time."""

import re

from django.test import RequestFactory

from congvu.apps.audit.submissions import Answered
from congvu.apps.toolkit.models import Comment
from congvu.web.shared.received import received
from tests.apps import world
from tests.faces import lists
from tests.faces.lists import at
from tests.faces.test_appraisal_page import text_of

KEY = "7f3c1c3e-6d1b-4b0e-9a5e-2f8f0f1d2c3b"
ONCE = "Đã ghi một lần, lúc 14:32 23/11/2026; lần gửi trùng không ghi thêm."
RENDERED = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def rendered(client, number: int) -> str:
    """The token of a showing of the page."""
    return RENDERED.findall(client.get(at(number)).content.decode())[-1]


def said(client, number: int, token: str, text: str = "Xem lại", **headers: str):
    """Send a comment from that showing."""
    sent = {"csrfmiddlewaretoken": token, "loi": text}
    return client.post(at(number, "y-kien/"), sent, headers=headers, follow=True)


def test_a_form_sent_again_is_written_once_and_said_so(signed_in):
    client, number = signed_in("office"), lists.drafted()
    token = rendered(client, number)
    assert ONCE not in text_of(said(client, number, token))
    assert ONCE in text_of(said(client, number, token))
    assert Comment.objects.count() == 1


def test_the_same_words_from_a_new_showing_are_said_again(signed_in):
    client, number = signed_in("office"), lists.drafted()
    for _ in range(2):
        said(client, number, rendered(client, number))
    assert Comment.objects.count() == 2


def test_a_blank_comment_is_mended_and_sent_from_the_same_showing(signed_in):
    client, number = signed_in("office"), lists.drafted()
    token = rendered(client, number)
    assert said(client, number, token, " ").status_code == 422
    assert said(client, number, token, " ").status_code == 422
    assert ONCE not in text_of(said(client, number, token, "Xem lại"))
    assert Comment.objects.count() == 1


def test_a_script_gets_the_same_answer_again(signed_in):
    client, number = signed_in("office"), lists.drafted()
    row = lists.row_of(number, "SP-02")
    sent = {"csrfmiddlewaretoken": rendered(client, number), "viec": "luu", "dong": row.pk,
            "ban": row.version, "ve": "bang=products", "o-points": "6"}  # fmt: skip
    answers = [
        client.post(at(number, "dong/"), sent, headers={"X-Requested-With": "fetch"}).json()
        for _ in range(2)
    ]
    assert answers[0] == answers[1]
    assert lists.row_of(number, "SP-02").version == row.version + 1


def test_a_key_that_is_none_is_refused_in_words(signed_in):
    client, number = signed_in("office"), lists.drafted()
    answer = said(client, number, "t" * 64, **{"Idempotency-Key": "1"})
    assert answer.status_code == 422
    assert "phải là một UUID" in text_of(answer)
    said(client, number, "t" * 64, **{"Idempotency-Key": KEY})
    other = said(client, number, "t" * 64, "Khác", **{"Idempotency-Key": KEY})
    assert (other.status_code, "nội dung khác" in text_of(other)) == (422, True)
    assert Comment.objects.count() == 1


def test_what_was_answered_by_a_page_is_told_by_a_page_with_the_way_back():
    twin = Answered(200, "", "", world.AT)
    request = RequestFactory().post("/x/", headers={"Referer": "http://testserver/phong/"})
    page = received(request, twin).content.decode()
    assert ONCE in page
    assert 'href="http://testserver/phong/"' in page
    elsewhere = RequestFactory().post("/x/", headers={"Referer": "http://evil.example/"})
    assert "evil.example" not in received(elsewhere, twin).content.decode()


def test_a_part_of_a_page_is_told_to_look_anew():
    request = RequestFactory().post("/x/", headers={"HX-Request": "true"})
    answer = received(request, Answered(200, "", "", world.AT))
    assert (answer.status_code, answer["HX-Refresh"]) == (204, "true")
