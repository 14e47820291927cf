"""Ban hành: what changes, the decision typed the Vietnamese way, and who may enter it."""

import re
from datetime import date
from html import unescape

import pytest

from congvu.apps.accounts.models import User
from congvu.apps.catalogue import queries as catalogue
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.toolkit import actions, queries
from congvu.engine.lists.document import Document, document
from congvu.engine.lists.sheets import ListKind
from congvu.web.appraisal.reach import edition_page
from tests.apps import world
from tests.apps.toolkit import drafts
from tests.apps.toolkit.drafts import SERIES, drafted, row
from tests.faces import town

TAG = re.compile(r"<[^>]+>")
USERS = (*(login.username for login in town.LOGINS), town.NO_ROLE)
OK, AWAY, NO, HIDDEN, WRONG = 200, 302, 403, 404, 422
TYPED = {
    "so": "45/QĐ-UBND", "ngay": "20/11/2026", "co-quan": "UBND phường", "hieu-luc": "1/12/2026",
}  # fmt: skip
CLEAN = (
    row("C.01", "Báo cáo tháng về đầu tư công", "Báo cáo", "5", "1"),
    row("C.02", "Thẩm định hồ sơ cấp phép xây dựng", "Giấy phép", "9", "1,8"),
    row("C.03", "Tổng hợp ý kiến cử tri", "Văn bản trả lời", "7", "1,4"),
)


def text_of(answer) -> str:
    """A page as one line of text."""
    return " ".join(unescape(TAG.sub(" ", answer.content.decode())).split())


def user(name: str) -> User:
    """Somebody of the town."""
    return User.objects.get(username=name)


def path(pk: int) -> str:
    """The page."""
    return f"/de-xuat/{pk}/ban-hanh/"


def appraised(told: Document | None = None, *, unit: str | None = "P") -> int:
    """A proposal of the office that noi.vu's colleague appraised."""
    pk = drafts.submitted(user("office"), told or drafted(CLEAN), unit=unit)
    by = user("tham.dinh")
    if open_ := [one.fingerprint for one in queries.judged(pk).waiting]:
        actions.rule(pk, open_, "override", reason="Đúng", by=by, at=world.AT)
    actions.appraise(pk, opinion="Đạt", by=by, at=world.AT)
    return pk


def test_the_first_edition_is_issued_and_shown(signed_in):
    client = signed_in("noi.vu")
    pk = appraised()
    page = client.get(path(pk))
    assert "Bản đầu tiên: 3 dòng." in text_of(page)
    assert 'value="01/12/2026"' in page.content.decode()
    answer = client.post(path(pk), TYPED)
    assert (answer.status_code, answer.url) == (AWAY, f"/danh-muc/{SERIES}/")
    told = catalogue.version(SERIES)
    assert (told.decision, told.decided_on, told.issued_by, told.valid_from) == (
        "45/QĐ-UBND", date(2026, 11, 20), "UBND phường", date(2026, 12, 1),
    )  # fmt: skip
    assert told.unit == "P"


def test_what_changes_from_the_edition_before_is_told(signed_in):
    client = signed_in("noi.vu")
    client.post(path(appraised()), TYPED)
    dearer = {**CLEAN[1], "points": "10", "coefficient": ""}
    new = row("C.09", "Lập quy hoạch chi tiết", "Đồ án", "8", "1,6")
    page = client.get(path(appraised(drafted([CLEAN[0], dearer, new], band_2="11-60"))))
    told = text_of(page)
    assert "So với bản trước: 1 dòng mới, 1 dòng đổi, 1 dòng bỏ." in told
    assert "bản trước: 45/QĐ-UBND, áp dụng từ 01/12/2026" in told
    assert "Khung điểm nhóm 2: 11-50 → 11-60" in told
    assert "C.02 Thẩm định hồ sơ cấp phép xây dựng Điểm: trước 9 → sau 10" in told
    assert "Hệ số quy đổi: trước 1,8 → sau 2" in told  # not stated in the draft, and computed
    assert "C.03 Tổng hợp ý kiến cử tri" in told
    assert 'value="UBND phường"' in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"so": " "}, "Số quyết định đang trống."),
        ({"co-quan": ""}, "Cơ quan ban hành đang trống."),
        ({"ngay": "hôm qua"}, "“hôm qua” không phải là ngày; hãy viết như 05/11/2026."),
        ({"ngay": "31/11/2026"}, "tháng 11/2026 có các ngày từ 1 đến 30"),
        ({"ngay": "24/11/2026"}, "Ngày ký 24/11/2026 chưa tới"),
        ({"hieu-luc": "13/13/2026"}, "không có tháng 13"),
        ({"hieu-luc": "01/11/2026"}, "Ngày áp dụng phải từ ngày ký 20/11/2026 trở đi."),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_what_was_typed_is_kept(signed_in, typed, said):
    client = signed_in("noi.vu")
    pk = appraised()
    answer = client.post(path(pk), TYPED | typed)
    html = answer.content.decode()
    assert answer.status_code == WRONG
    assert said in text_of(answer)
    assert "<title>Lỗi: Ban hành" in html
    (field,) = typed
    assert f'href="#{field}"' in html
    assert html.count('aria-invalid="true"') == 1
    for name, text in (TYPED | typed).items():
        assert f'name="{name}" value="{text}"' in html
    assert queries.proposal(pk).state == "appraised"


def test_a_day_not_after_the_edition_before_is_told_at_its_field(signed_in):
    client = signed_in("noi.vu")
    client.post(path(appraised()), TYPED)
    answer = client.post(path(appraised()), TYPED)
    assert answer.status_code == WRONG
    assert "Bản trước áp dụng từ 01/12/2026; bản này phải từ sau ngày đó." in text_of(answer)


def test_what_the_law_refuses_is_told_in_its_words(signed_in):
    client = signed_in("noi.vu")
    values = [{"name": "clamp", "value": "khong-co"}]
    told = document(ListKind.LOCAL, "TS", "Tham số", {}, {"parameters": values})
    pk = appraised(told, unit=None)
    answer = client.post(path(pk), TYPED)
    assert answer.status_code == WRONG
    assert "“Chặn ở 100 %” phải là một mã chữ thường" in text_of(answer)
    assert queries.proposal(pk).state == "appraised"


def test_values_of_the_province_are_compared_with_those_in_force(signed_in):
    client = signed_in("noi.vu")
    rulebook.adopt_parameter(
        name="clamp", value="each", decision="QĐ 7", valid_from=world.START, by=None, at=world.AT
    )
    values = [{"name": "clamp", "value": "results"}]
    told = document(ListKind.LOCAL, "TS", "Tham số", {}, {"parameters": values})
    page = text_of(client.get(path(appraised(told, unit=None))))
    assert "1 dòng đổi" in page
    assert "trước each → sau results" in page


def test_whoever_proposed_or_mended_it_is_refused(signed_in):
    pk = drafts.submitted(user("noi.vu"), drafted(CLEAN), unit="P")
    actions.appraise(pk, opinion="", by=user("tham.dinh"), at=world.AT)
    answer = signed_in("noi.vu").post(path(pk), TYPED)
    assert answer.status_code == WRONG
    assert "Người ban hành phải khác người đề xuất." in text_of(answer)


def test_a_list_that_is_not_appraised_or_issued_already_has_no_form(signed_in):
    client = signed_in("noi.vu")
    pk = drafts.submitted(user("office"), drafted(CLEAN), unit="P")
    answer = client.get(path(pk))
    assert "Bản này đã trình thẩm định." in text_of(answer)
    assert 'name="so"' not in answer.content.decode()
    assert client.post(path(pk), TYPED).status_code == WRONG
    actions.withdraw(pk, reason="", by=None, at=world.AT)
    pk = appraised()
    client.post(path(pk), TYPED)
    assert "Bản này đã ban hành." in text_of(client.get(path(pk)))


def test_only_those_who_issue_open_the_page_and_post_to_it(signed_in):
    signed_in("noi.vu")
    pk = appraised()
    seen = {name: signed_in(name).get(path(pk)).status_code for name in USERS}
    assert {name for name, status in seen.items() if status == OK} == {"noi.vu", "tham.dinh"}
    assert set(seen.values()) == {OK, NO}
    sent = {name: signed_in(name).post(path(pk), {}).status_code for name in USERS}
    assert {name for name, status in sent.items() if status == WRONG} == {"noi.vu", "tham.dinh"}
    assert signed_in("noi.vu").get(path(99_999)).status_code == HIDDEN
    assert queries.proposal(pk).state == "appraised"


@pytest.mark.parametrize("kind", ["positions", "framework", "local"])
def test_every_kind_of_list_leads_to_its_page(signed_in, kind):
    assert edition_page(kind, "X/1") in {"/vi-tri/", "/quy-dinh/"}
