"""After a year's decision, on the pages: an objection in few steps, and a result replaced."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.apps.evaluation import queries
from congvu.apps.evaluation.models import Replacement
from tests.apps.evaluation import replaced
from tests.apps.evaluation.replaced import result
from tests.faces import decided

pytestmark = pytest.mark.django_db
MOST_STATEMENTS = 12
OWN, LIST = "/xep-loai/kien-nghi/2026/", "/xep-loai/thay-the/"
NEW = "/xep-loai/thay-the/lap/2026/dung/"
DAY = "23/11/2026"


@pytest.fixture
def year(db):
    return decided.built()


@pytest.fixture
def client_of():
    return decided.clients()


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def page(name: str, *args: object) -> str:
    return reverse(name, args=args)


def test_the_page_of_objections_leads_to_the_year_and_the_form_says_who_answers(year, client_of):
    client = client_of("dung")
    assert OWN in client.get("/kien-nghi/").content.decode()
    told = text(client.get(OWN))
    assert "Kiến nghị về xếp loại năm 2026" in told
    assert "Trần Thị Alice, Phường Nha Trang trả lời trong 7 ngày làm việc" in told
    assert client_of("alice").get(OWN).status_code == 404
    assert OWN in client.get("/xep-loai/2026/cua-toi/").content.decode()
    assert NEW in client_of("minh").get("/xep-loai/2026/nguoi/dung/").content.decode()
    assert NEW not in client_of("alice").get("/xep-loai/2026/nguoi/dung/").content.decode()


def test_an_objection_is_sent_answered_carried_out_and_signed(year, client_of):
    sent = client_of("dung").post(OWN, {"muc": "mean", "noi-dung": "Tính thiếu"}, follow=True)
    assert "năm 2026: Hoàn thành tốt nhiệm vụ, 80,00 điểm" in text(sent)
    (row,) = queries.objections_of_person(result(year, "dung").person_id, most=9)
    answer = client_of("alice").get(page("objection", row.id))
    assert 'name="months:2026-11" value="80"' in answer.content.decode()
    granted = {"cach": "chap-nhan", "ly-do": "Đúng", "months:2026-11": "95"}
    done = client_of("alice").post(page("objection_decide", row.id), granted, follow=True)
    assert "tháng 11/2026: 80 → 95" in text(done)
    propose = f"{NEW}?kien-nghi={row.id}"
    assert propose in client_of("minh").get(page("objection", row.id)).content.decode()
    made = client_of("minh").post(propose, {"ly-do": "Theo giải quyết"}, follow=True)
    assert "Nếu thay" in text(made)
    number = Replacement.objects.get().pk
    client_of("long").post(page("replacement_check", number), {"lam": "dung"})
    body = client_of("alice").get(page("replacement", number)).content.decode()
    (digest,) = re.findall(r'name="ma" value="(\w{64})"', body)
    typed = {"lam": "ky", "so": "", "ngay": DAY, "ma": digest}
    wrong = client_of("alice").post(page("replacement_sign", number), typed)
    assert (wrong.status_code, "phải có số" in text(wrong)) == (422, True)
    kept = client_of("alice").post(
        page("replacement_sign", number), typed | {"so": "31/QĐ"}, follow=True
    )
    assert "số 31/QĐ ngày 23/11/2026" in text(kept)
    assert result(year, "dung").score_hundredths == 8750
    assert "Đã điều chỉnh" in text(client_of("dung").get(page("objection", row.id)))


def test_a_fault_found_later_is_proposed_from_the_persons_result(year, client_of):
    minh = client_of("minh")
    assert "Đang là: Hoàn thành tốt nhiệm vụ" in text(minh.get(NEW))
    empty = minh.post(NEW, {"ly-do": "Có khuyết điểm"})
    assert (empty.status_code, "ít nhất một điều" in text(empty)) == (422, True)
    assert "Có khuyết điểm" in empty.content.decode()
    made = minh.post(NEW, {"ly-do": "Có khuyết điểm", "concluded": "1"}, follow=True)
    assert "Không hoàn thành nhiệm vụ" in text(made)
    number = Replacement.objects.get().pk
    assert "Lý Tỉnh" not in text(made)
    refused = client_of("long").post(page("replacement_check", number), {"lam": "khong"})
    assert (refused.status_code, "phải ghi lý do" in text(refused)) == (422, True)
    checked = client_of("long").post(
        page("replacement_check", number), {"lam": "dung"}, follow=True
    )
    assert "Chờ Lý Tỉnh, Tỉnh Khánh Hòa ký" in text(checked)
    assert client_of("alice").post(page("replacement_sign", number), {}).status_code == 403
    assert "Có khuyết điểm" in text(minh.get(LIST))
    assert page("replacement", number) in minh.get(LIST).content.decode()


def test_those_who_would_get_or_lose_a_place_are_listed(year, client_of):
    better = {"ly-do": "Chấm sót", "months:2026-11": "96", "months:2026-12": "96"}
    made = client_of("minh").post(NEW, better, follow=True)
    told = text(made)
    assert "Nguyễn Văn An, Phòng Kinh tế: đang là Hoàn thành xuất sắc nhiệm vụ" in told
    assert "Không tự thay đổi" in told
    number = Replacement.objects.get().pk
    client_of("long").post(page("replacement_check", number), {"lam": "khong", "ly-do": "Thiếu"})
    both = client_of("minh").post(NEW, better | {"ca-nguoi-doi-cho": "1"}, follow=True)
    assert "Nguyễn Văn An, Phòng Kinh tế Đang có Hoàn thành xuất sắc nhiệm vụ" in text(both)


def test_who_may_not_read_the_person_finds_nothing(year, client_of):
    made = replaced.proposed(year, {"dung": {"concluded": True}})
    assert client_of("an").get(page("replacement", made)).status_code == 404
    assert client_of("dung").get(page("replacement", made)).status_code == 200
    assert client_of("dung").get(NEW).status_code == 403
    assert client_of("minh").get(page("replacement", 999_999)).status_code == 404
    assert client_of("minh").get("/xep-loai/thay-the/lap/2026/giang/").status_code == 404


def test_pages_ask_few_things(year, client_of):
    made = replaced.proposed(year, {"dung": {"concluded": True}})
    objection = replaced.objected(year, "an")
    client = client_of("minh")
    for path in (LIST, NEW, page("replacement", made), page("objection", objection)):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        selects = [one["sql"] for one in asked if "SELECT" in one["sql"]]
        assert len(selects) <= MOST_STATEMENTS, path
