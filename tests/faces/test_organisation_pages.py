"""The pages of organisations: from a draft to a level that stands; figures, criteria, roll-up."""

import re

import pytest
from django.test import Client

from congvu.apps.evaluation import actions
from congvu.apps.evaluation.actions import organisations as acts
from congvu.apps.evaluation.models import Amendment, Indicator, Recognition
from congvu.apps.evaluation.queries import organisations as reads
from congvu.apps.org.queries import unit
from congvu.exchange.papers.checking import Outcome, checked
from congvu.exchange.papers.reading import told_by
from congvu.web.shared.numbers import points as points_shown
from tests.apps import world
from tests.apps.evaluation.organisations import person
from tests.exchange.forms import docx_reader, pdf_reader
from tests.faces import disputes
from tests.faces.access.organisation_sendings import YEAR, made, recognised, settled
from tests.faces.test_reading import IDENTITY, asked

ROOM, LIST, RECOGNISE = "/to-chuc/P1/", "/to-chuc/?don-vi=P", "/to-chuc/cong-nhan/?don-vi=P"
FIGURES, CRITERIA = "/to-chuc/chi-so/", "/to-chuc/tieu-chi/"
READERS = (("docx", docx_reader.text_of), ("pdf", pdf_reader.text_of))
COUNTS = {"so-tasks": "10", "so-done": "10", "so-in_time": "10", "so-exceeding": "3",
          "so-late": "0", "so-vi-sao": "Sổ theo dõi"}  # fmt: skip


def points(text: str = "8") -> dict[str, str]:
    """Every criterion's points as a head types them."""
    (one, *_) = reads.criteria_sets()
    return {f"diem-{line.code}": text for line in one.lines} | {"diem-II.b": "8,75"}


def typed(**more: str) -> dict[str, str]:
    return {"nam": str(YEAR), "thay": "", "muc": "good", **points(), **COUNTS, **more}


def seen() -> str:
    return reads.assessment("P1", YEAR).seen


def said(answer, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[:3000]
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def town(signed_in):
    made()
    return signed_in


def test_a_head_keeps_a_draft_that_only_she_sees_and_sends_it(town):
    head, above = town("binh"), town("alice")
    assert head.post(ROOM, typed(viec="luu")).status_code == 302
    assert 'value="8"' in head.get(ROOM).content.decode()
    hidden = above.get(ROOM).content.decode()
    assert 'value="8"' not in hidden
    assert "88,75" not in said(above.get(LIST))
    assert head.post(ROOM, typed(viec="gui", thay=seen())).status_code == 302
    told = said(above.get(LIST))
    assert "88,75" in told
    assert "Chờ xem xét" in told
    assert "chưa gửi" not in told


def test_what_cannot_be_kept_is_told_and_what_was_typed_stays(town):
    head = town("binh")
    wrong = typed(viec="gui", **{"diem-I.1": "12", "diem-II.a": "chín", "ghi-I.1": "Báo cáo 5"})
    answer = head.post(ROOM, wrong)
    told, page = said(answer, 422), answer.content.decode()
    assert "Tiêu chí I.1: 12 điểm; phải từ 0 đến 10." in told
    assert "Tiêu chí II.a: " in told
    assert all(f'value="{text}"' in page for text in ("12", "chín", "Báo cáo 5"))
    assert reads.assessment("P1", YEAR) is None
    assert "phải ghi vì sao" in said(head.post(ROOM, typed(viec="gui", **{"so-vi-sao": ""})), 422)
    assert "hãy bấm một nút" in said(head.post(ROOM, typed(viec="khac")), 422)


def test_nobody_sends_for_another_and_a_reader_only_reads(town):
    assert town("alice").post(ROOM, typed(viec="luu")).status_code == 403
    assert town("phong").get(ROOM).status_code == 404
    reader = town("bi.thu")
    assert 'name="viec"' not in reader.get(ROOM).content.decode()
    assert reader.post(ROOM, typed(viec="luu")).status_code == 403
    assert reader.get("/to-chuc/T/").status_code == 404
    assert reader.get(f"{ROOM}?nam=2019").status_code == 404


def test_an_authority_looks_gives_back_and_looks_again(town):
    head, above = town("binh"), town("alice")
    head.post(ROOM, typed(viec="gui"))
    assert "chưa có chỗ xuất sắc" in said(above.get(ROOM))
    settled("P2")
    told = said(above.get(ROOM))
    assert "0 chỗ trên 1 tổ chức từ mức tốt; còn 0 chỗ. Tổ chức này chưa xem xét xong" in told
    assert "chỗ" not in said(head.get(ROOM))
    other = typed(viec="xem", thay=seen(), **{"diem-I.1": "5"})
    assert "phải ghi lý do: I.1" in said(above.post(ROOM, other), 422)
    back = {"nam": str(YEAR), "viec": "tra", "thay": seen(), "ly-do": "Thiếu minh chứng"}
    assert above.post(ROOM, back).status_code == 302
    assert "Được trả lại: Thiếu minh chứng" in said(head.get(ROOM))
    head.post(ROOM, typed(viec="gui", thay=seen()))
    looked = typed(viec="xem", thay=seen(), **{"diem-I.1": "5", "vi-sao-I.1": "Chậm"})
    assert "đã đổi từ lúc mở trang" in said(above.post(ROOM, looked | {"thay": "cũ"}), 422)
    assert above.post(ROOM, looked).status_code == 302
    told = said(head.get(ROOM))
    assert "Cấp có thẩm quyền: Chậm" in told
    assert "Đã xem xét, chờ công nhận" in told


def test_what_is_ready_is_recognised_in_one_act_and_only_replaced_afterwards(town):
    above = town("alice")
    settled("P1")
    page = said(above.get(RECOGNISE))
    assert "1 tổ chức sẽ được công nhận một lần." in page
    assert "Phòng Văn hóa chưa tự đánh giá" in page
    found = reads.authority_year(YEAR, unit("P").path, world.AT.date())
    sent = {"nam": str(YEAR), "thay": found.digest, "viec": "cong-nhan"}
    assert "Ghi số quyết định" in said(above.post(RECOGNISE, sent), 422)
    assert "không phải là ngày" in said(
        above.post(RECOGNISE, sent | {"quyet-dinh": "QĐ 8", "ngay": "mai"}), 422
    )
    assert above.post(RECOGNISE, sent | {"quyet-dinh": "QĐ 8"}).status_code == 302
    assert "QĐ 8 ngày 23/11/2026, Trần Thị Alice" in said(town("binh").get(ROOM))
    wrong = {"nam": str(YEAR), "quyet-dinh": "QĐ 9", "ly-do": "", "ket-luan": "co"}
    assert "Hãy ghi kết luận nào" in said(above.post(f"{ROOM}thay/", wrong | {"ly-do": "S"}), 422)
    wrong |= {"ket-luan-ghi": "Kết luận 12", "ly-do": "Thanh tra"}
    assert above.post(f"{ROOM}thay/", wrong).status_code == 302
    told = said(town("bi.thu").get(ROOM))
    assert "Không hoàn thành" in told
    assert "Lý do thay: Thanh tra" in told
    assert Recognition.objects.count() == 2


@pytest.mark.parametrize(("fmt", "text_of"), READERS)
def test_a_notice_says_the_result_and_is_checked_by_its_foot(town, fmt, text_of):
    client, path = town("binh"), f"{ROOM}thong-bao/{fmt}/"
    settled("P1")
    assert client.get(path).status_code == 404
    recognised()
    first = client.get(path).content
    acts.replace_recognition(
        "P1", YEAR, acts.OrganisationReview(concluded=True, concluded_note="KL 12"),
        reason="Thanh tra", decision=acts.Decision("QĐ 9", world.AT.date()),
        authority=person("alice"), by=None, at=world.AT,
    )  # fmt: skip
    last = client.get(path).content
    said_there = " ".join(text_of(last).split())
    for words in ("Không hoàn thành nhiệm vụ", "thay kết quả theo Quyết định số QĐ 8",
                  "vì: Thanh tra", "Trần Thị Alice", "Phòng Kinh tế"):  # fmt: skip
        assert words in said_there, words
    (old,), (new,) = told_by(first), told_by(last)
    assert [one.outcome for one in checked([old, new])] == [Outcome.AMENDED, Outcome.FITS]
    asked_for = f"/kiem-tra/?ma={new.code}.{new.seal}"
    assert "Phòng Kinh tế" in client.get(asked_for).content.decode()
    stranger = Client().get(asked_for).content.decode()
    assert "Thông báo xếp loại tổ chức năm 2026" in stranger
    assert "Phòng Kinh tế" not in stranger


def test_the_share_of_the_excellent_is_raised_once(town):
    above = town("alice")
    sent = {"nam": str(YEAR), "viec": "nang", "quyet-dinh": "QĐ 3"}
    assert "thành tích làm căn cứ" in said(above.post(RECOGNISE, sent), 422)
    assert above.post(RECOGNISE, sent | {"thanh-tich": "Vượt thu"}).status_code == 302
    assert "đã được nâng" in said(above.get(RECOGNISE))


def test_figures_are_pasted_planned_and_kept(town):
    office = town("office")
    lines = [
        "Đơn vị;Chỉ số;Giá trị;Nguồn;Ngày",
        "Phòng Kinh tế;Hồ sơ giải quyết đúng hạn;97,5%;Một cửa;20/11/2026",
        "S;Mức độ hài lòng;90;Khảo sát;20/11/2026",
        "P1;Chỉ số lạ;90;Khảo sát;20/11/2026",
        "P1;Mức độ hài lòng;190;Khảo sát;20/11/2026",
        "P1;Mức độ hài lòng;90;Khảo sát;20/12/2026",
        "P1;Mức độ hài lòng;90",
    ]
    told = said(office.post(FIGURES, {"viec": "nap", "danh-sach": "\n".join(lines)}), 422)
    for one in ("Dòng 3: không có đơn vị “S” trong phạm vi", "Dòng 4: không có chỉ số", "Dòng 5:",
                "Dòng 6: ngày số liệu 20/12/2026 sau hôm nay", "Dòng 7: có 3 cột"):  # fmt: skip
        assert one in told
    assert not Indicator.objects.exists()
    good = {"danh-sach": "\n".join(lines[:2])}
    assert "Sẽ ghi 1 chỉ số" in said(office.post(FIGURES, good | {"viec": "xem"}))
    assert not Indicator.objects.exists()
    assert office.post(FIGURES, good | {"viec": "nap"}).status_code == 302
    assert "97,5 %" in said(office.get(FIGURES))
    assert "Không có gì mới" in said(office.post(FIGURES, good | {"viec": "nap"}), 422)
    assert "97,5%" in said(town("binh").get(ROOM))


def test_a_set_of_criteria_is_a_new_dated_one(town):
    clerk = town("noi.vu")
    page = clerk.get(CRITERIA).content.decode()
    assert "II.b | kết quả | 8,75" in page
    assert town("alice").post(CRITERIA, {}).status_code == 403
    lines = (
        "I.1 | chung | 30 | Chung\nII.a | kết quả | 69 | Kết quả | Hồ sơ trực tuyến | 95=100, 80=70"
    )
    sent = {"loai": "commune_room", "tu-ngay": "1/7/2026", "quyet-dinh": "QĐ 9", "dong": lines}
    told = said(clerk.post(CRITERIA, sent), 422)
    assert "cộng lại 69 điểm, phải đúng 70 điểm" in told
    assert "Dòng 1: phần “riêng”" in said(
        clerk.post(CRITERIA, sent | {"dong": lines.replace("chung", "riêng")}), 422
    )
    assert clerk.post(CRITERIA, sent | {"dong": lines.replace("69", "70")}).status_code == 302
    found = [one for one in reads.criteria_sets() if one.unit_kind == "commune_room"]
    assert [len(one.lines) for one in found] == [2, 11]
    assert found[0].lines[1].formula.bands == ((9500, 10_000), (8000, 7000))


def test_a_unit_is_rolled_up_with_amended_results_and_sent_as_a_workbook(town):
    above, page = town("alice"), "/don-vi/P1/tong-hop/"
    assert "Chưa có kỳ nào được công bố" in said(above.get(page))
    disputes.published()
    assert "Tháng 11/2026: trung bình 76,70 điểm, mức tốt; 1 trong 2" in said(above.get(page))
    made = disputes.proposed()
    actions.check_amendment(made, by=disputes.account("office2"), at=world.AT)
    told = said(above.get(page))
    amended = Amendment.objects.get().score_hundredths
    assert amended > 7670
    assert f"trung bình {points_shown(amended)} điểm" in told
    assert "Lê Bình" in told
    assert above.get(f"{page}?tep=xlsx").content[:2] == b"PK"
    assert above.get(f"{LIST}&tep=xlsx").content[:2] == b"PK"
    assert f'href="{page}"' in above.get("/don-vi/P1/").content.decode()


@pytest.mark.parametrize(
    ("who", "path"),
    [("alice", LIST), ("bi.thu", "/to-chuc/"), ("alice", ROOM), ("alice", RECOGNISE),
     ("alice", "/don-vi/P/tong-hop/"), ("office", FIGURES), ("noi.vu", CRITERIA)],
)  # fmt: skip
def test_a_page_asks_little(town, who, path):
    settled("P1")
    statements = [sql for sql in asked(town(who), path) if not any(one in sql for one in IDENTITY)]
    assert len(statements) <= 12, [sql[:200] for sql in statements]


def test_the_rules_of_organisations_are_shown_and_every_clause_leads_into_them(town):
    rules = town("an").get("/quy-dinh/?doi-tuong=to-chuc").content.decode()
    assert "rule nd335_2025_to_chuc" in rules
    page = town("noi.vu").get(CRITERIA).content.decode()
    anchors = set(re.findall(r'doi-tuong=to-chuc#([^"]+)"', page))
    assert len(anchors) >= 2
    assert all(f'id="{one}"' in rules for one in anchors | {"d8-1", "d8-2", "d8-3"})
