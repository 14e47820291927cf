"""The criteria of organisations are the decree's words, and their points its sums."""

from datetime import date

from congvu.law.organisation_criteria import even_points, written_criteria
from congvu.law.registry import HOME, rules_on

TEXT = (HOME / "texts" / "nd335-2025.txt").read_text(encoding="utf-8")


def test_every_criterion_is_in_the_words_of_the_decree_and_none_is_left_out():
    begin, end = TEXT.index("Điều 6. Tiêu chí chung"), TEXT.index("Điều 8. Mức xếp loại")
    articles = TEXT[begin:end]
    for one in written_criteria():
        assert one.says in articles
    assert len(written_criteria()) == 3 + 8


def test_points_are_even_in_each_part_and_add_up_to_the_law():
    points = even_points(rules_on(date(2026, 12, 31), "organisation"))
    assert points["I.1"] == points["I.3"] == 1000
    assert points["II.a"] == points["II.h"] == 875
    assert sum(points.values()) == 10_000
