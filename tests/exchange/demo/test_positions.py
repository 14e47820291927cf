"""Claims about the positions, descriptions and competencies that the demo reads from two papers."""

from collections import Counter

import pytest

from congvu.engine.lists.differences import differences
from congvu.exchange.demo import assessing, competencies, positions, sheets, story
from congvu.exchange.demo.people import position_names
from tests.exchange.demo.provinces import small


def test_every_duty_of_the_paper_is_there_but_five():
    rows = [row for row in sheets.rows(sheets.DUTIES) if row["position_code"] != "TP-NVCN-28"]
    assert len(sheets.rows(sheets.DUTIES)) - len(rows) == 2  # the military command: in no list
    torn = [row for row in rows if row["duty"].endswith("sơ kết,") or row["item"][-3:] == "các"]
    assert len(torn) == 3
    told = positions.scheme().rows("duties")
    assert len(told) == len(rows) - len(torn) - 3  # one duty stands there as four rows “1”


def test_a_duty_stands_under_the_position_that_it_is_about():
    about = {
        "II.27": "công nghệ thông tin", "II.29": "văn thư", "II.09": "quy hoạch xây dựng",
        "II.10": "hoạt động đầu tư xây dựng", "II.11": "giao thông", "II.12": "công thương",
        "II.13": "nông nghiệp", "II.14": "an toàn thực phẩm", "II.15": "đất đai",
        "II.16": "môi trường", "II.17": "tổ chức hành chính", "II.18": "lao động, tiền lương",
        "II.19": "dân tộc, tôn giáo", "II.25": "TTHC",
    }  # fmt: skip
    works = Counter()
    for row in positions.scheme().rows("duties"):
        works[row["position"]] += about.get(row["position"], "?") in row.get("work", "")
    assert [position for position in about if not works[position]] == []


def test_every_described_position_is_one_of_the_list_and_no_number_stands_twice():
    told = positions.scheme()
    described = {row["position"] for row in (*told.rows("duties"), *told.rows("requirements"))}
    assert described <= set(position_names())
    assert len(described) == 30
    numbers = Counter((row["position"], row["number"]) for row in told.rows("duties"))
    assert max(numbers.values()) == 1


def test_the_second_edition_adds_descriptions_and_changes_no_position():
    found = differences(positions.positions_list(), positions.scheme())
    assert {name: one.count for name, one in found.sheets.items()} == {
        "positions": 0, "ranks": 0, "duties": 172, "requirements": 459,
    }  # fmt: skip


def test_numbers_by_rank_add_up_to_those_of_the_paper():
    told = Counter()
    for row in positions.scheme().rows("ranks"):
        told[row["position"]] += int(row["headcount"])
    paper = {
        row["code"]: int(row["headcount_2026"])
        for row in sheets.rows(sheets.POSITIONS)
        if row["headcount_2026"]
    }
    assert told == paper
    assert sum(told.values()) == 33


def test_seventeen_competencies_are_described_wherever_the_paper_describes_them():
    told = competencies.framework()
    assert Counter(row["group"] for row in told.rows("competencies")) == {
        "general": 7, "professional": 5, "managerial": 5,
    }  # fmt: skip
    blank = [row for row in sheets.rows(sheets.LEVELS) if not row["descriptor"].strip()]
    assert len(told.rows("levels")) == len(sheets.rows(sheets.LEVELS)) - len(blank) == 160


def test_wordings_of_one_competency_are_one_and_thirteen_rows_are_none():
    wordings = Counter(row["competency"] for row in sheets.rows(sheets.REQUIRED_LEVELS))
    none = {wording for wording in wordings if competencies.code_of(wording) is None}
    assert sum(wordings[one] for one in none) == 13
    foreign = ("ATTP", "nghiệp vụ", "nhiệm vụ", "độc lập")  # food safety; support staff
    assert all(any(word in one for word in foreign) for one in none)
    assert competencies.code_of(
        "Khả năng phối hợp thực hiện các văn bản (theo nhiệm vụ của vị trí việc làm)."
    ) == competencies.code_of("Thực hiện hoạt động chuyên môn, nghiệp vụ")


@pytest.fixture(scope="module")
def room():
    """The people of the story's room, by code."""
    return {one.code: one for one in small().people if one.postings[-1].unit == story.ROOM}


def test_all_of_the_room_but_two_say_what_they_are_able_to(room):
    officers = {code for code, one in room.items() if one.postings[-1].leads == "none"}
    told = {code for code in officers if list(assessing.levels_of(room[code]))}
    assert officers - told == {story.NOT_YET, story.ON_LEAVE}


def test_two_of_the_room_lack_a_foreign_language(room):
    low = {
        code
        for code, one in room.items()
        for told in assessing.levels_of(one)
        if told.level < 2 and told.competency == assessing.LANGUAGE
    }
    assert low == {story.AN, story.OVERDUE}
