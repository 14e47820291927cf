"""Đơn vị, Nhân sự, a person's file: what is read, by whom, what is written, and what is refused."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.apps.accounts.models import User
from congvu.apps.audit.models import Event
from congvu.apps.evaluation.models import Scorecard
from congvu.apps.org import actions as org
from congvu.apps.org.actions import NewAbsence, NewDiscipline
from congvu.apps.org.models import Absence, Discipline, Person
from congvu.apps.org.queries import unit_file
from congvu.apps.positions.models import FieldAssignment, Posting
from congvu.apps.positions.queries import fields_of, primary_posting
from tests.apps import world

NOVEMBER = date(2026, 11, 1)
TODAY = date(2026, 11, 23)
MOST_STATEMENTS = 12
BESIDE_THE_PAGE = 5
"""Session, user, person, grants, and a deputy's fields: asked for every page."""


def text(answer):
    return " ".join(answer.content.decode().split())


def discipline(person="an", decision="QĐ 7"):
    org.record_discipline(
        NewDiscipline(person, "reprimand", True, decision, NOVEMBER, None, 2026, "P1"),
        by=None,
        at=world.AT,
    )


class TestReading:
    """Who sees what."""

    def test_the_list_of_a_day_names_its_bodies(self, signed_in):
        page = text(signed_in("an").get("/don-vi/"))
        assert "Phường Nha Trang" in page
        assert "Trần Thị Alice" in page
        assert "Chưa" not in text(signed_in("an").get("/don-vi/?ngay=01/01/2026"))
        assert "Ngày đó chưa có đơn vị nào" in text(signed_in("an").get("/don-vi/?ngay=31/12/2025"))

    def test_a_day_that_is_none_is_told_and_kept(self, signed_in):
        answer = signed_in("an").get("/don-vi/?ngay=31/02/2026")
        assert answer.status_code == 422
        assert "tháng 2/2026 có các ngày từ 1 đến 28" in text(answer)
        assert 'value="31/02/2026"' in text(answer)

    def test_a_unit_tells_its_roles_its_leaders_and_what_is_in_it(self, signed_in):
        page = text(signed_in("an").get("/don-vi/P/"))
        assert "Cơ quan sử dụng công chức" in page
        assert "Cơ quan quản lý công chức" in page
        assert "Phòng Kinh tế" in page
        assert "Trần Thị Alice" in page
        room = text(signed_in("an").get("/don-vi/P1/"))
        assert "Cơ quan trực tiếp sử dụng công chức" in room
        assert "/nhan-su/?" not in room

    @pytest.mark.parametrize("path", ["/don-vi/x/", "/don-vi/x/sap-xep/", "/nhan-su/x/"])
    def test_what_never_was_is_not_found(self, signed_in, path):
        assert signed_in("noi.vu").get(path).status_code == 404

    def test_a_head_lists_the_own_room_and_nobody_elses(self, signed_in):
        client = signed_in("binh")
        page = text(client.get("/nhan-su/"))
        assert "Nguyễn Văn" in page
        assert "Đỗ" not in page
        assert client.get("/nhan-su/?don-vi=P2").status_code == 404
        assert client.get("/nhan-su/dung/").status_code == 404

    def test_the_whole_province_is_asked_for_an_agency(self, signed_in):
        assert "Chọn một cơ quan" in text(signed_in("noi.vu").get("/nhan-su/"))
        assert "<b>Dung</b>" in text(signed_in("noi.vu").get("/nhan-su/?don-vi=P"))

    @pytest.mark.parametrize(
        ("asked", "names"),
        [
            ("tim=van an", {"An"}),
            ("tim=DUNG", {"Dung"}),
            ("loai=contract", set()),
            ("vang=1", {"An"}),
        ],
    )
    def test_people_are_found_and_filtered(self, signed_in, asked, names):
        org.record_absence(NewAbsence("an", "sick", NOVEMBER), by=None, at=world.AT)
        page = text(signed_in("office").get(f"/nhan-su/?don-vi=P&{asked}"))
        shown = {name for name in ("An", "Dung", "Chi", "Bình") if f"<b>{name}</b>" in page}
        assert shown == names

    def test_everybody_reads_the_own_file(self, signed_in):
        page = text(signed_in("an").get("/nhan-su/an/"))
        assert "Nguyễn Văn An" in page
        assert "làm việc" in page
        assert "Ghi thêm" not in page

    def test_discipline_is_seen_by_herself_and_by_keepers_only(self, signed_in):
        discipline()
        sees = {
            user: "Khiển trách" in text(signed_in(user).get("/nhan-su/an/"))
            for user in ("an", "binh", "alice", "office", "noi.vu", "thanh.tra", "bi.thu")
        }
        assert {user for user, seen in sees.items() if seen} == {"an", "office", "noi.vu"}

    def test_a_year_too_short_to_be_rated_says_why_and_by_which_article(self, signed_in):
        Posting.objects.filter(person__code="an").update(valid_from=date(2026, 9, 1))
        page = text(signed_in("an").get("/nhan-su/an/"))
        assert "Không xếp loại năm 2026: công tác trong năm chưa đủ 06 tháng" in page
        assert "khoản 1 Điều 11" in page

    def test_the_given_name_is_found_wherever_it_stands(self, signed_in):
        org.correct_name(
            "an", "Y Moan Êban", given="Moan", by=None, at=world.AT, reason="Ghi theo hồ sơ"
        )
        page = text(signed_in("office").get("/nhan-su/?don-vi=P1"))
        assert "Y <b>Moan</b> Êban" in page
        room = text(signed_in("binh").get("/phong/2026-11/"))
        assert "Y <b>Moan Êban</b>" in room

    @pytest.mark.parametrize(
        "path", ["/don-vi/", "/don-vi/P/", "/nhan-su/?don-vi=P", "/nhan-su/an/", "/tim/?q=an"]
    )
    def test_a_page_asks_the_database_little(self, signed_in, path):
        client = signed_in("office")
        client.get(path)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(path)
        sql = [one["sql"] for one in asked if one["sql"].startswith(("SELECT", "WITH", " "))]
        assert len(sql) <= MOST_STATEMENTS + BESIDE_THE_PAGE, sql


class TestWriting:
    """What a keeper enters, and what comes back refused with everything kept."""

    def post(self, client, viec, path="/nhan-su/an/", **more):
        return client.post(path, {"viec": viec} | more)

    def test_a_transfer_is_one_form(self, signed_in):
        answer = self.post(
            signed_in("office"), "dieu-dong", phong="Phòng Văn hóa", ngay="16/11/2026",
            **{"chuc-vu": "Chuyên viên", "lanh-dao": "none", "quyet-dinh": "QĐ 4"},
        )  # fmt: skip
        assert answer.status_code == 302
        assert primary_posting("an", on=TODAY).unit == "P2"
        assert Event.objects.get(verb="positions.transferred").reason == "QĐ 4"

    def test_what_is_missing_is_told_at_its_field_and_the_rest_is_kept(self, signed_in):
        answer = self.post(
            signed_in("office"), "dieu-dong", phong="Phòng Ma", ngay="32/11/2026",
            **{"chuc-vu": "Chuyên viên chính", "lanh-dao": "none"},
        )  # fmt: skip
        page = text(answer)
        assert answer.status_code == 422
        assert "Không có đơn vị “Phòng Ma” trong phạm vi phụ trách" in page
        assert "Số quyết định đang trống" in page
        assert 'value="Chuyên viên chính"' in page
        assert 'value="32/11/2026"' in page
        assert primary_posting("an", on=TODAY).unit == "P1"

    def test_a_unit_out_of_reach_cannot_be_named(self, signed_in):
        answer = self.post(
            signed_in("office"), "dieu-dong", phong="S", ngay="16/11/2026",
            **{"chuc-vu": "Chuyên viên", "lanh-dao": "none", "quyet-dinh": "QĐ 4"},
        )  # fmt: skip
        assert answer.status_code == 422
        assert primary_posting("an", on=TODAY).unit == "P1"

    def test_an_absence_all_month_leaves_the_month_without_a_score(self, signed_in):
        answer = self.post(
            signed_in("office"), "nghi", loai="maternity", tu="01/11/2026", den="30/04/2027"
        )
        assert answer.status_code == 302
        card = Scorecard.objects.get(person__code="an", period__key="2026-11")
        assert card.not_scored_reason == "Nghỉ thai sản cả tháng"
        month = text(signed_in("an").get("/thang/2026-11/"))
        assert "Nghỉ thai sản cả tháng" in month

    def test_two_absences_that_overlap_are_refused_in_words(self, signed_in):
        client = signed_in("office")
        self.post(client, "nghi", loai="sick", tu="01/11/2026")
        answer = self.post(client, "nghi", loai="study", tu="10/11/2026")
        assert answer.status_code == 422
        assert "đã có kỳ nghỉ khác trong khoảng thời gian đó" in text(answer)

    def test_an_absence_is_ended_and_taken_back_on_its_line(self, signed_in):
        client = signed_in("office")
        held = org.record_absence(NewAbsence("an", "sick", NOVEMBER), by=None, at=world.AT)
        self.post(client, "het-nghi", dong=held, ngay="10/11/2026")
        assert Absence.objects.get().ends_on == date(2026, 11, 10)
        assert self.post(client, "bo-nghi", dong=held).status_code == 422
        self.post(client, "bo-nghi", dong=held, **{"ly-do": "Ghi nhầm"})
        assert not Absence.objects.exists()

    def test_the_line_of_somebody_else_is_not_found(self, signed_in):
        held = org.record_absence(NewAbsence("dung", "sick", NOVEMBER), by=None, at=world.AT)
        answer = self.post(signed_in("office"), "het-nghi", dong=held, ngay="10/11/2026")
        assert answer.status_code == 404

    def test_a_discipline_counts_in_the_unit_of_the_day_it_happened(self, signed_in):
        org.record_absence(NewAbsence("an", "study", date(2026, 12, 1)), by=None, at=world.AT)
        answer = self.post(
            signed_in("office"), "ky-luat",
            **{"hinh-thuc": "warning", "quyet-dinh": "QĐ 9", "ngay-ky": "05/11/2026",
               "vi-pham": "03/03/2026", "cong-vu": "1"},
        )  # fmt: skip
        assert answer.status_code == 302
        made = Discipline.objects.get()
        assert (made.counts_year, made.counts_unit.code, made.duty_related) == (2026, "P1", True)

    def test_a_post_ends_on_its_last_day(self, signed_in):
        client = signed_in("office")
        posting = Posting.objects.get(person__code="an")
        assert self.post(client, "thoi", dong=posting.pk, ngay="30/11/2026").status_code == 422
        self.post(client, "thoi", dong=posting.pk, ngay="30/11/2026", **{"ly-do": "QĐ 3"})
        posting.refresh_from_db()
        assert posting.valid_until == date(2026, 12, 1)

    def test_a_deputy_is_assigned_a_unit_from_a_day_and_gives_it_up_on_another(self, signed_in):
        client, phong = signed_in("office"), "/nhan-su/phong/"
        FieldAssignment.objects.all().delete()
        assert "Chưa được phân công phụ trách" in text(client.get(phong))
        told = {"don-vi": "P2", "ngay": "10/11/2026", "quyet-dinh": "QĐ 7"}
        assert self.post(client, "phu-trach", phong, **told).status_code == 302
        page = text(client.get(phong))
        assert "Phụ trách <b>Phòng Văn hóa</b> từ 10/11/2026" in page
        assert "Chưa được phân công phụ trách" not in page
        assert [one.unit_path for one in fields_of(self.who("phong"), on=TODAY)] != []
        assert fields_of(self.who("phong"), on=date(2026, 11, 9)) == []
        held = FieldAssignment.objects.get()
        assert self.post(client, "phu-trach", phong, **told).status_code == 422
        ended = {"dong": held.pk, "ngay": "20/11/2026"}
        assert self.post(client, "thoi-phu-trach", phong, **ended).status_code == 422
        self.post(client, "thoi-phu-trach", phong, **ended, **{"ly-do": "QĐ 8"})
        assert "không phụ trách hôm nay" in text(client.get(phong))
        assert fields_of(self.who("phong"), on=TODAY) == []
        again = self.post(client, "thoi-phu-trach", phong, **ended, **{"ly-do": "QĐ 8"})
        assert "Đã thôi phụ trách từ ngày 21/11/2026" in text(again)

    @pytest.mark.parametrize(
        ("told", "says"),
        [
            ({}, "Ghi đúng một: đơn vị phụ trách, hoặc mã một người"),
            ({"don-vi": "P2", "nguoi": "dung"}, "Ghi đúng một"),
            ({"nguoi": "khong-co"}, "khong-co"),
            ({"nguoi": "phong"}, "không phụ trách chính mình"),
            ({"don-vi": "P2", "ngay": "10/11/2025"}, "không giữ vị trí chính nào ngày 10/11/2025"),
        ],
    )
    def test_what_cannot_be_assigned_is_refused_in_words(self, signed_in, told, says):
        given = {"ngay": "10/11/2026", "quyet-dinh": "QĐ 7"} | told
        answer = self.post(signed_in("office"), "phu-trach", "/nhan-su/phong/", **given)
        assert answer.status_code == 422
        assert says in text(answer)

    def test_only_a_deputy_is_assigned_what_to_look_after(self, signed_in):
        client = signed_in("office")
        assert "Phân công phụ trách" not in text(client.get("/nhan-su/an/"))
        answer = self.post(client, "phu-trach", **{"don-vi": "P2", "ngay": "10/11/2026"})
        assert answer.status_code == 422

    def test_a_line_of_another_deputy_is_not_found(self, signed_in):
        posting = Posting.objects.get(person__code="phong")
        held = FieldAssignment.objects.filter(posting=posting).first()
        answer = self.post(signed_in("office"), "thoi-phu-trach", dong=held.pk, ngay="20/11/2026")
        assert answer.status_code == 404

    @staticmethod
    def who(code):
        return Person.objects.get(code=code).pk

    @pytest.mark.parametrize("user", ["an", "binh", "thanh.tra", "bi.thu"])
    def test_readers_write_nothing(self, signed_in, user):
        answer = self.post(signed_in(user), "nghi", loai="sick", tu="01/11/2026")
        assert answer.status_code == 403
        assert not Absence.objects.exists()

    def test_nobody_keeps_the_own_file(self, signed_in):
        office = User.objects.get(username="office")
        Person.objects.filter(code="dung").update(user_id=office.pk)
        client = signed_in("office")
        assert "Ghi thêm" not in text(client.get("/nhan-su/dung/"))
        answer = self.post(client, "nghi", path="/nhan-su/dung/", loai="sick", tu="01/11/2026")
        assert answer.status_code == 403

    def test_somebody_new_comes_with_the_first_post(self, signed_in):
        given = {
            "viec": "them", "ho-ten": "H'Hen Niê", "ma": "moi1", "loai": "civil_servant",
            "phong": "P2", "chuc-vu": "Chuyên viên", "lanh-dao": "none", "ngay": "01/11/2026",
            "quyet-dinh": "QĐ 2", "ten-goi": "H'Hen",
        }  # fmt: skip
        client = signed_in("office")
        assert client.post("/nhan-su/them/", given).status_code == 302
        assert Person.objects.get(code="moi1").given == "H'Hen"
        again = client.post("/nhan-su/them/", given)
        assert again.status_code == 422
        assert "Mã này đã có" in text(again)


class TestReorganising:
    """A unit changes by decision; people move only as shown."""

    PATH = "/don-vi/P2/sap-xep/"

    def post(self, client, viec, **more):
        return client.post(self.PATH, {"viec": viec, "quyet-dinh": "NQ 9"} | more)

    def test_a_renamed_unit_keeps_its_old_name_on_its_page(self, signed_in):
        client = signed_in("office")
        assert self.post(client, "doi-ten", ten="Phòng Văn hóa – Xã hội", ngay="01/10/2026")
        page = text(client.get("/don-vi/P2/"))
        assert "Đổi tên từ “Phòng Văn hóa” thành “Phòng Văn hóa – Xã hội”" in page
        assert "trước đây là Phòng Văn hóa" in text(client.get("/don-vi/?tim=phong+van+hoa"))

    def test_the_plan_shows_everybody_and_changes_nothing(self, signed_in):
        answer = self.post(
            signed_in("office"), "sap-xep", cach="sap-nhap", vao="P1", ngay="01/10/2026"
        )
        page = text(answer)
        assert answer.status_code == 200
        assert "Phạm Chi" in page
        assert "Đỗ Dung" in page
        assert unit_file("P2").valid_until is None

    def test_the_plan_is_applied_as_it_was_shown(self, signed_in):
        client = signed_in("office")
        ids = list(Posting.objects.filter(unit__code="P2").values_list("pk", flat=True))
        sent = {"cach": "sap-nhap", "vao": "P1", "ngay": "01/10/2026", "ap-dung": "1"}
        moves = {f"den-{pk}": "P1" for pk in ids} | {f"chuc-{pk}": "none" for pk in ids}
        answer = self.post(client, "sap-xep", **sent, **moves, **{"vi-tri": ids})
        assert answer.status_code == 302
        assert {primary_posting(one, on=TODAY).unit for one in ("chi", "dung")} == {"P1"}
        assert "Nay là" in text(client.get("/don-vi/P2/"))
        assert "Nhập vào đây" in text(client.get("/don-vi/P1/"))

    def test_a_part_goes_to_another_unit_and_the_rest_stays(self, signed_in):
        client = signed_in("office")
        ids = dict(Posting.objects.filter(unit__code="P2").values_list("person__code", "pk"))
        asked = {"cach": "tach", "vao": "P1", "ngay": "01/10/2026"}
        assert "Ở lại" in text(self.post(client, "sap-xep", **asked))
        moves = {f"den-{ids['dung']}": "P1", f"den-{ids['chi']}": "P2"}
        sent = {"ap-dung": "1", "vi-tri": list(ids.values())}
        assert self.post(client, "sap-xep", **asked, **sent, **moves).status_code == 302
        units = {one: primary_posting(one, on=TODAY).unit for one in ids}
        assert units == {"chi": "P2", "dung": "P1"}
        assert unit_file("P2").valid_until is None
        assert "Một phần thành" in text(client.get("/don-vi/P2/"))

    def test_a_plan_that_forgets_somebody_is_refused(self, signed_in):
        client = signed_in("office")
        sent = {"cach": "giai-the", "ngay": "01/10/2026", "ap-dung": "1"}
        answer = self.post(client, "sap-xep", **sent)
        assert answer.status_code == 422
        assert "đã đổi từ khi xem kế hoạch" in text(answer)

    def test_a_unit_is_made_in_its_agency(self, signed_in):
        client = signed_in("office")
        answer = client.post(
            "/don-vi/P/sap-xep/",
            {"viec": "lap", "ten": "Trung tâm Phục vụ hành chính công", "ma": "P9",
             "loai": "service_unit", "ngay": "01/11/2026", "quyet-dinh": "QĐ 8"},
        )  # fmt: skip
        assert answer.status_code == 302
        made = unit_file("P9")
        assert (made.agency, made.decision) == ("P", "QĐ 8")

    def test_another_agency_is_out_of_reach(self, signed_in):
        assert signed_in("office").get("/don-vi/S/sap-xep/").status_code == 404


class TestSearch:
    """One box: people within reach, units, products."""

    def names(self, client, asked):
        return text(client.get("/tim/", {"q": asked}))

    def test_people_out_of_reach_are_not_found(self, signed_in):
        assert "Đỗ Dung" in self.names(signed_in("chi"), "dung")
        assert "Đỗ Dung" not in self.names(signed_in("binh"), "dung")
        assert "Đỗ Dung" not in self.names(signed_in("an"), "dung")

    def test_everybody_finds_oneself(self, signed_in):
        assert "Nguyễn Văn An" in self.names(signed_in("an"), "nva")

    @pytest.mark.parametrize(
        "asked", ["van an", "an nguyen", "NGUYỄN VĂN AN", "nva", "Nguyê\u0303n"]
    )
    def test_words_in_any_order_marks_or_initials_find_a_name(self, signed_in, asked):
        assert "Nguyễn Văn An" in self.names(signed_in("noi.vu"), asked)

    def test_units_are_found_by_everybody(self, signed_in):
        assert "Phòng Kinh tế" in self.names(signed_in("dung"), "kinh te")

    @pytest.mark.parametrize("asked", ["", "   ", "%", "_", "\\", "'", "\x00", "a" * 500])
    def test_odd_questions_get_an_answer(self, signed_in, asked):
        assert signed_in("noi.vu").get("/tim/", {"q": asked}).status_code == 200

    def test_the_box_stands_on_every_page_of_whoever_signed_in(self, signed_in):
        assert 'action="/tim/"' in text(signed_in("an").get("/thang/"))
