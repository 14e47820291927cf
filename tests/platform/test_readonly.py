"""A page that is only looked at cannot change anything."""

import pytest
from django.db import connection, transaction
from django.db.utils import InternalError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from django.urls import path

from config.readonly import ReadOnlyMiddleware
from congvu.apps.audit import actions as audit
from congvu.apps.audit.models import Event


@transaction.atomic
def _write() -> None:
    audit.record("tests.page_opened", kind="page", object_id=1, label="Trang", by=None)


def writing(request: HttpRequest) -> HttpResponse:
    _write()
    return HttpResponse("đã ghi")


def streaming(request: HttpRequest) -> StreamingHttpResponse:
    def lines():
        yield b"one"
        _write()
        yield b"two"

    return StreamingHttpResponse(lines())


urlpatterns = [path("ghi/", writing), path("chay/", streaming)]
pytestmark = [pytest.mark.urls(__name__)]


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_looking_at_a_page_that_writes_raises(client, method):
    with pytest.raises(InternalError, match="read-only transaction"):
        getattr(client, method)("/ghi/")
    assert Event.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_looking_is_read_only_outside_a_test_transaction_too(client):
    with pytest.raises(InternalError, match="read-only transaction"):
        client.get("/ghi/")
    assert Event.objects.count() == 0


@pytest.mark.django_db
def test_a_stream_is_read_only_to_its_last_line(client):
    response = client.get("/chay/")
    with pytest.raises(InternalError, match="read-only transaction"):
        b"".join(response.streaming_content)


@pytest.mark.django_db(transaction=True)
def test_posting_writes_and_keeps_what_it_wrote(client):
    assert client.post("/ghi/").status_code == 200
    assert Event.objects.get().request_id


@pytest.mark.django_db
def test_writing_is_possible_again_after_a_look():
    middleware = ReadOnlyMiddleware(lambda request: HttpResponse("chỉ xem"))
    middleware(RequestFactory().get("/"))
    _write()
    assert Event.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_connection_is_left_as_it_was_found(client):
    ReadOnlyMiddleware(lambda request: HttpResponse("chỉ xem"))(RequestFactory().get("/"))
    with connection.cursor() as cursor:
        cursor.execute("SHOW transaction_read_only")
        assert cursor.fetchone() == ("off",)
