"""A form is sent once, however often it arrives."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections, transaction
from django.db.utils import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.test import RequestFactory

from congvu.access.once import LONGEST_ANSWER, Answers, sent_once
from congvu.apps.accounts.models import User
from congvu.apps.audit import actions as audit
from congvu.apps.audit import submissions
from congvu.apps.audit.models import Event, Submission
from congvu.apps.audit.submissions import Answered
from tests.apps import world
from tests.apps.promises import Promise, every_constraint_is_promised, kept, refused

TIMES = 10
TOKEN = "t" * 64
KEY = "7f3c1c3e-6d1b-4b0e-9a5e-2f8f0f1d2c3b"
DAY = timedelta(days=1)
Act = Callable[[HttpRequest], HttpResponse]


@pytest.fixture(autouse=True)
def _still_clock(settings) -> None:
    settings.FIXED_CLOCK = world.AT


def again(request: HttpRequest, twin: Answered) -> HttpResponse:
    return HttpResponse(f"{twin.status} {twin.location} {twin.answer}", headers={"X-Twin": "1"})


def not_taken(request: HttpRequest, told: str) -> HttpResponse:
    return HttpResponse(told, status=422)


def write(request: HttpRequest) -> HttpResponse:
    with transaction.atomic():
        audit.record("tests.sent", kind="form", object_id=1, label="Biểu mẫu", by=None)
    return HttpResponseRedirect("/xong/")


def account(name: str = "an") -> User:
    made, _ = User.objects.get_or_create(
        username=name, defaults={"display_name": name, "password": "!"}
    )
    return made


def send(
    act: Act = write,
    *,
    user: User | None = None,
    token: str = TOKEN,
    path: str = "/gui/",
    key: str = "",
    **fields: object,
) -> HttpResponse:
    data = {"csrfmiddlewaretoken": token, **fields} if token else fields
    given = {"Idempotency-Key": key} if key else {}
    request = RequestFactory().post(path, data, headers=given)
    request.user = user or account()
    return sent_once(request, lambda: act(request), Answers(again, not_taken))


@pytest.mark.django_db(transaction=True)
def test_ten_sendings_at_one_time_have_one_effect():
    user, start, statuses = account(), Barrier(TIMES), []

    def press() -> None:
        start.wait()
        statuses.append(send(user=user).status_code)
        connections.close_all()

    threads = [Thread(target=press) for _ in range(TIMES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200] * (TIMES - 1) + [302]
    assert Event.objects.count() == 1


@pytest.mark.django_db
def test_a_twin_is_answered_as_the_first_was():
    assert send().url == "/xong/"
    assert send().content.decode().split() == ["302", "/xong/"]
    assert Event.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "other",
    [{"token": "u" * 64}, {"path": "/gui/?x=1"}, {"so": "2"}, {"so": ["1", "1"]}, {"luot": "7"}],
)
def test_another_rendering_address_or_content_is_another_sending(other):
    send(so="1")
    send(**{"so": "1"} | other)
    assert Event.objects.count() == 2


@pytest.mark.django_db
def test_what_stands_in_one_field_cannot_run_into_the_next():
    send(a="12", b="3")
    send(a="1", b="23")
    assert Event.objects.count() == 2


@pytest.mark.django_db
def test_another_persons_sending_is_her_own():
    send(key=KEY)
    send(user=account("binh"), key=KEY)
    send(user=account("binh"))
    send(user=account("chi"))
    assert Event.objects.count() == 4


@pytest.mark.django_db
def test_files_are_told_apart_by_what_is_in_them():
    for content in (b"one", b"two", b"two"):
        send(tep=SimpleUploadedFile("a.csv", content))
    assert Event.objects.count() == 2


@pytest.mark.django_db
def test_a_file_can_still_be_read_from_its_beginning():
    read = []

    def reading(request: HttpRequest) -> HttpResponse:
        read.append(request.FILES["tep"].read())
        return write(request)

    send(reading, tep=SimpleUploadedFile("a.csv", b"one"))
    assert read == [b"one"]


@pytest.mark.django_db
def test_a_refused_sending_may_be_sent_again():
    send(lambda request: (write(request), HttpResponse(status=422))[1])
    assert send().status_code == 302
    assert Submission.objects.get().status == 302


@pytest.mark.django_db
def test_an_error_undoes_everything_and_frees_the_sending():
    def broken(request: HttpRequest) -> HttpResponse:
        write(request)
        raise LookupError

    with pytest.raises(LookupError):
        send(broken)
    assert (Event.objects.count(), Submission.objects.count()) == (0, 0)
    assert send().status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("answer", [HttpResponse("xem trước"), HttpResponseRedirect("/x/")])
def test_what_did_nothing_may_be_sent_again(answer):
    send(lambda request: answer)
    assert "X-Twin" not in send(lambda request: answer)
    assert Submission.objects.count() == 0


@pytest.mark.django_db
def test_a_key_chosen_by_the_sender_holds_over_other_renderings():
    send(key=KEY, so="1")
    assert send(key=KEY.upper(), so="1", token="u" * 64)["X-Twin"]
    assert send(key=str(uuid.UUID(int=1)), so="1").status_code == 302
    assert Event.objects.count() == 2


@pytest.mark.django_db
def test_a_key_with_other_content_and_a_key_that_is_none_are_refused_in_words():
    send(key=KEY, so="1")
    other, none = send(key=KEY, so="2"), send(key="1", so="1")
    assert (other.status_code, none.status_code) == (422, 422)
    assert "nội dung khác" in other.content.decode()
    assert "phải là một UUID" in none.content.decode()
    assert Event.objects.count() == 1


@pytest.mark.django_db
def test_a_script_gets_its_answer_again():
    def fetched(request: HttpRequest) -> HttpResponse:
        write(request)
        return JsonResponse({"row": 7})

    send(fetched)
    assert send(fetched).content.decode().split(maxsplit=1)[1] == '{"row": 7}'


@pytest.mark.django_db
def test_an_answer_too_long_to_keep_is_not_kept():
    def fetched(request: HttpRequest) -> HttpResponse:
        write(request)
        return JsonResponse({"row": "x" * LONGEST_ANSWER})

    send(fetched)
    assert Submission.objects.get().answer == ""


@pytest.mark.django_db
def test_a_body_that_is_no_form_is_told_apart_too():
    for body in ('{"a": 1}', '{"a": 2}', '{"a": 2}'):
        request = RequestFactory().post(
            "/gui/", body, content_type="application/json", headers={"X-CSRFToken": TOKEN}
        )
        request.user = account()
        sent_once(request, lambda request=request: write(request), Answers(again, not_taken))
    assert Event.objects.count() == 2


@pytest.mark.django_db
def test_what_nothing_names_is_done_each_time():
    send(token="")
    send(token="")
    assert (Event.objects.count(), Submission.objects.count()) == (2, 0)


@pytest.mark.django_db
def test_sendings_are_forgotten_after_some_days():
    send(so="1")
    assert submissions.sweep(now=world.AT + submissions.KEPT) == 0
    assert submissions.sweep(now=world.AT + submissions.KEPT + DAY) == 1
    assert Submission.objects.count() == 0


def submission(**changes: object) -> Submission:
    row = {"key": "k", "actor": "1", "content": "c", "at": world.AT, "status": 302}
    return Submission.objects.create(**row | changes)


PROMISES = [
    Promise("audit_submission_once", beside={}, holds={"key": "m"}, broken={}, edge={"key": "K"}),
    Promise(
        "audit_submission_done",
        holds={"status": None},
        broken={"status": 400},
        edge={"status": 399},
    ),
]


@pytest.mark.django_db
@pytest.mark.parametrize("promise", PROMISES, ids=str)
def test_the_table_keeps_its_promises(promise):
    refused(Submission, submission, promise)
    Submission.objects.all().delete()
    kept(Submission, submission, promise, promise.holds)
    Submission.objects.all().delete()
    kept(Submission, submission, promise, promise.edge)
    every_constraint_is_promised(Submission, PROMISES)


@pytest.mark.django_db
def test_a_refused_row_leaves_the_act_whole():
    """A view that meets a constraint inside an action still answers within the one transaction."""

    def refusing(request: HttpRequest) -> HttpResponse:
        try:
            with transaction.atomic():
                submission(status=400)
        except IntegrityError:
            return write(request)
        return HttpResponse()

    assert send(refusing).status_code == 302
