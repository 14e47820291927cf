"""Lists of people and units as offices have them: read, planned, applied by a second, undone."""

from datetime import date
from pathlib import Path
from random import Random

import pytest
import xlsxwriter

from congvu.apps.accounts.models import User
from congvu.apps.audit.refusals import Refused
from congvu.apps.org import queries as org
from congvu.apps.org.models import Person, Unit
from congvu.apps.positions import actions
from congvu.apps.positions.actions import NewPosting
from congvu.apps.positions.models import Posting, RosterPlan
from congvu.apps.positions.queries import primary_posting, roster_plan
from congvu.exchange.rosters.loading import plan_people_file, plan_units_file
from congvu.exchange.workbook.refusal import Refused as FileRefused
from tests.apps import world

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 16)
TITLES = ("STT", "Họ và tên", "Ngày vào", "Chức vụ", "Phòng", "Mã")
UNIT_TITLES = ("STT", "Mã", "Tên đơn vị", "Loại", "Trực thuộc", "Mã định danh")


@pytest.fixture(autouse=True)
def _agency(db):
    world.agency()


def clerk(name):
    user, _ = User.objects.get_or_create(username=name, defaults={"display_name": name})
    return user


def workbook(folder: Path, titles, *rows) -> Path:
    path = folder / "danh-sach.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("Nhân sự")
        page.write(0, 0, "UBND PHƯỜNG NHA TRANG")
        page.write(1, 0, "DANH SÁCH CÁN BỘ, CÔNG CHỨC NĂM 2026")
        for number, row in enumerate((titles, *rows)):
            page.write_row(number + 3, 0, row)
    return path


def people(tmp_path, *rows, titles=TITLES, **more):
    path = workbook(tmp_path, titles, *rows)
    return plan_people_file(org.unit("P"), path, path.name, day=DAY, **more)


def units(tmp_path, *rows):
    path = workbook(tmp_path, UNIT_TITLES, *rows)
    return plan_units_file(org.unit("P"), path, path.name, day=DAY, decision="QĐ 5")


def acts(new):
    return {row["name"]: row["act"] for row in new.plan["rows"]}


def refused(new):
    return {place: what for place, what, _ in new.plan["refused"]}


def applied(new):
    plan = actions.plan_roster(new, by=clerk("mot"), at=world.AT)
    actions.apply_roster(plan, by=clerk("hai"), at=world.AT)
    return plan


AN = (1, "Nguyễn Văn An", "", "Chức danh", "Phòng Kinh tế", "an")
MOVED = (2, "Đỗ Dung", "16/11/2026", "Chuyên viên", "Phòng Kinh tế", "dung")
NEW = (3, "Cao Thị Mới", "16/11/2026", "Chuyên viên", "Phòng Văn hóa", "moi")


class TestPeople:
    """Who is new, moves, stays, is not in the file, is not understood."""

    def test_a_plan_tells_each_row_apart_and_changes_nothing(self, tmp_path):
        new = people(tmp_path, AN, MOVED, NEW)
        told = acts(new)
        assert told["Nguyễn Văn An"] == "same"
        assert told["Đỗ Dung"] == "move"
        assert told["Cao Thị Mới"] == "new"
        assert told["Lê Bình"] == "absent"
        assert not new.plan["refused"]
        assert not Person.objects.filter(code="moi").exists()

    def test_applied_by_a_second_person_and_undone_as_one_change(self, tmp_path):
        before = set(Posting.objects.values_list("person__code", "unit__code", "valid_until"))
        plan = applied(people(tmp_path, AN, MOVED, NEW))
        assert primary_posting("dung", on=DAY).unit == "P1"
        assert primary_posting("moi", on=DAY).unit == "P2"
        actions.undo_roster(plan, by=clerk("hai"), at=world.AT)
        after = set(Posting.objects.values_list("person__code", "unit__code", "valid_until"))
        assert after == before
        assert not Person.objects.filter(code="moi").exists()
        assert roster_plan(plan).state == "undone"

    def test_whoever_loaded_it_does_not_apply_it(self, tmp_path):
        plan = actions.plan_roster(people(tmp_path, NEW), by=clerk("mot"), at=world.AT)
        with pytest.raises(Refused, match="phải khác người nạp"):
            actions.apply_roster(plan, by=clerk("mot"), at=world.AT)

    def test_records_that_changed_since_stop_the_plan(self, tmp_path):
        plan = actions.plan_roster(people(tmp_path, MOVED), by=clerk("mot"), at=world.AT)
        row = NewPosting("dung", "P1", "Chuyên viên", date(2026, 10, 1))
        actions.transfer(row, by=None, at=world.AT, reason="QĐ 1")
        with pytest.raises(Refused, match="đã thay đổi từ khi nạp"):
            actions.apply_roster(plan, by=clerk("hai"), at=world.AT)

    def test_what_rests_on_it_stops_the_undoing(self, tmp_path):
        plan = applied(people(tmp_path, NEW))
        world.done(world.november(), world.task("moi", "P2"))
        with pytest.raises(Refused, match="không hoàn tác được nữa"):
            actions.undo_roster(plan, by=clerk("hai"), at=world.AT)
        assert primary_posting("moi", on=DAY)

    def test_a_dropped_plan_does_nothing_ever(self, tmp_path):
        plan = actions.plan_roster(people(tmp_path, NEW), by=clerk("mot"), at=world.AT)
        actions.discard_roster(plan, by=clerk("mot"), at=world.AT)
        with pytest.raises(Refused, match="đã được xử lý"):
            actions.apply_roster(plan, by=clerk("hai"), at=world.AT)
        with pytest.raises(Refused, match="không có gì để hoàn tác"):
            actions.undo_roster(plan, by=clerk("hai"), at=world.AT)

    def test_a_name_without_code_means_the_one_who_bears_it(self, tmp_path):
        new = people(tmp_path, (1, "nguyen van an", "", "Chức danh", "Phòng Kinh tế", ""))
        assert acts(new)["Nguyễn Văn An"] == "same"

    def test_a_name_of_two_is_refused_with_both_named(self, tmp_path):
        second = NewPosting("an2", "P2", "Chuyên viên", world.START)
        world.org.create_people(
            [world.NewPerson("an2", "Nguyễn Văn An", "civil_servant")], by=None, at=world.AT
        )
        actions.open_postings([second], by=None, at=world.AT)
        (what,) = refused(
            people(tmp_path, (1, "Nguyễn Văn An", "", "Chức danh", "Phòng Kinh tế", ""))
        ).values()
        assert "an (Chức danh, Phòng Kinh tế)" in what
        assert "an2 (Chuyên viên, Phòng Văn hóa)" in what

    @pytest.mark.parametrize(
        ("row", "place", "words"),
        [
            (
                (1, "Lê Khác", "", "x", "Phòng Kinh tế", "an"),
                "Nhân sự!B5",
                "mã an là “Nguyễn Văn An”",
            ),
            ((1, "Hồ Giang", "", "x", "Phòng Kinh tế", "giang"), "Nhân sự!B5", "hồ sơ ở nơi khác"),
            ((1, "Mới", "", "x", "Phòng Ma", "m"), "Nhân sự!B5", "không có đơn vị “Phòng Ma”"),
            ((1, "Mới", "", "", "Phòng Kinh tế", "m"), "Nhân sự!B5", "chưa có chức vụ"),
            (
                (1, "Mới", "32/13/2026", "x", "Phòng Kinh tế", "m"),
                "Nhân sự!C5",
                "không có tháng 13",
            ),
        ],
    )
    def test_a_row_that_cannot_be_taken_is_told_with_its_cell(self, tmp_path, row, place, words):
        told = refused(people(tmp_path, row, NEW))
        assert list(told) == [place]
        assert words in told[place]

    def test_one_person_in_two_rows_is_refused_the_second_time(self, tmp_path):
        told = refused(people(tmp_path, AN, AN))
        assert told == {"Nhân sự!B6": "người mã an đã có ở Nhân sự!B5; mỗi người một dòng"}

    def test_somebody_new_without_a_code_is_given_a_free_one(self, tmp_path):
        new = people(tmp_path, (1, "Cao Thị Mới", "", "Chuyên viên", "Phòng Văn hóa", ""))
        row = next(row for row in new.plan["rows"] if row["act"] == "new")
        assert row["person"] == "P-N001"

    def test_headings_of_rooms_stand_for_a_column_of_rooms(self, tmp_path):
        titles = ("STT", "Họ và tên", "Chức vụ", "Mã")
        rows = (
            ("I.", "Phòng Kinh tế"), (1, "Nguyễn Văn An", "Chức danh", "an"),
            ("II.", "Phòng Văn hóa"), (2, "Cao Thị Mới", "Chuyên viên", "moi"),
        )  # fmt: skip
        new = people(tmp_path, *rows, titles=titles)
        units_of = {row["name"]: row["unit"] for row in new.plan["rows"] if row["place"]}
        assert units_of == {"Nguyễn Văn An": "P1", "Cao Thị Mới": "P2"}

    def test_the_signatures_below_are_no_people(self, tmp_path):
        new = people(tmp_path, NEW, ("", "NGƯỜI LẬP BIỂU"), ("", "Trần Văn Ký"))
        assert not new.plan["refused"]
        assert "Trần Văn Ký" not in acts(new)

    def test_a_whole_list_ends_the_posts_of_those_it_lacks_only_when_asked(self, tmp_path):
        rows = (AN, MOVED, NEW)
        applied(people(tmp_path, *rows, ends_absent=True))
        assert primary_posting("binh", on=DAY) is None
        assert primary_posting("an", on=DAY)

    @pytest.mark.parametrize(
        "row",
        [(9, "Lê Bình", "45/11/2026", "x", "Phòng Kinh tế", ""),
         (9, "Ai đó", "", "x", "Phòng Kinh tế", "binh")],
    )  # fmt: skip
    def test_whoever_stands_in_a_refused_row_is_not_absent(self, tmp_path, row):
        new = people(tmp_path, AN, row, ends_absent=True)
        assert len(new.plan["refused"]) == 1
        assert "Lê Bình" not in acts(new)
        applied(new)
        assert primary_posting("binh", on=DAY)

    def test_a_given_name_and_a_kind_are_taken_over(self, tmp_path):
        titles = (*TITLES, "Loại", "Tên gọi")
        row = (1, "Y Moan Êban", "", "Chuyên viên", "Phòng Văn hóa", "moi", "Viên chức", "Moan")
        applied(people(tmp_path, row, titles=titles))
        made = Person.objects.get(code="moi")
        assert (made.given, made.kind) == ("Moan", "public_employee")

    def test_a_file_without_such_a_list_is_turned_away(self, tmp_path):
        with pytest.raises(FileRefused, match="Họ và tên"):
            people(tmp_path, ("x", "y"), titles=("Cột A", "Cột B"))


@pytest.mark.parametrize("seed", range(24))
def test_a_spoilt_file_is_read_or_turned_away_in_words(tmp_path, seed):
    path = workbook(tmp_path, TITLES, AN, MOVED, NEW)
    spoilt, dice = bytearray(path.read_bytes()), Random(seed)
    for _ in range(dice.randint(1, 40)):
        spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
    path.write_bytes(bytes(spoilt[: dice.randint(len(spoilt) // 2, len(spoilt))]))
    try:
        new = plan_people_file(org.unit("P"), path, path.name, day=DAY)
    except FileRefused as refusal:
        told = refusal.message
    else:
        told = {row["act"] for row in new.plan["rows"]} & {"same", "new", "move", "absent"}
    assert told


class TestUnits:
    """Which units are new, renamed, moved, coded."""

    def test_new_renamed_and_coded_units_are_applied_and_undone_as_one(self, tmp_path):
        before = list(Unit.objects.order_by("pk").values())
        new = units(
            tmp_path,
            (1, "P1", "Phòng Kinh tế và Hạ tầng", "", "", "H32.22.1"),
            (2, "P9", "Trung tâm Hành chính công", "Trung tâm", "P", ""),
            (3, "P91", "Tổ Một cửa", "Phòng", "Trung tâm Hành chính công", ""),
        )
        assert acts(new) == {
            "Phòng Kinh tế và Hạ tầng": "change",
            "Trung tâm Hành chính công": "new",
            "Tổ Một cửa": "new",
            "Phòng Văn hóa": "absent",
        }
        plan = applied(new)
        assert org.unit_file("P1").official_code == "H32.22.1"
        assert (org.unit("P91").parent, org.unit("P91").agency) == ("P9", "P")
        assert [one.name for one in org.past_states(org.unit("P1").id)] == ["Phòng Kinh tế"]
        actions.undo_roster(plan, by=clerk("hai"), at=world.AT)
        assert list(Unit.objects.order_by("pk").values()) == before
        assert org.past_states(org.unit("P1").id) == []

    def test_a_unit_that_moved_goes_back_with_its_agency(self, tmp_path):
        plan = applied(units(tmp_path, (1, "P2", "Phòng Văn hóa", "", "P1", "")))
        assert org.unit("P2").path.startswith(org.unit("P1").path)
        actions.undo_roster(plan, by=clerk("hai"), at=world.AT)
        assert (org.unit("P2").parent, org.unit("P2").agency) == ("P", "P")

    @pytest.mark.parametrize(
        ("row", "words"),
        [
            ((1, "", "Phòng Mới", "Phòng", "", ""), "phải có mã"),
            ((1, "P9", "Phòng Mới", "Gì đó", "", ""), "loại “Gì đó” chưa rõ"),
            ((1, "P9", "Phòng Mới", "Phòng", "Ở đâu", ""), "đơn vị cấp trên “Ở đâu”"),
            ((1, "P1", "Phòng Kinh tế", "", "", "22366"), "không đúng dạng như H32.22.5"),
        ],
    )
    def test_a_row_that_cannot_be_taken_is_told(self, tmp_path, row, words):
        (what,) = refused(units(tmp_path, row)).values()
        assert words in what

    def test_a_unit_that_was_changed_since_stops_the_plan(self, tmp_path):
        new = units(tmp_path, (1, "P1", "Phòng Mới", "", "", ""))
        plan = actions.plan_roster(new, by=clerk("mot"), at=world.AT)
        world.org.rename_unit(
            "P1", "Phòng Khác", on=date(2026, 10, 1), decision="QĐ", by=None, at=world.AT
        )
        with pytest.raises(Refused, match="đã thay đổi từ khi nạp"):
            actions.apply_roster(plan, by=clerk("hai"), at=world.AT)
        assert RosterPlan.objects.get().state == "planned"
