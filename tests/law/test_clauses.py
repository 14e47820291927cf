"""References are read, put in words and put in order."""

import pytest

from congvu.law.clauses import clause_in_words, clause_order, is_clause


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("Đ22", "Điều 22"),
        ("Đ14.2", "khoản 2 Điều 14"),
        ("Đ14.2b", "điểm b khoản 2 Điều 14"),
        ("Đ9.2đ", "điểm đ khoản 2 Điều 9"),
        ("PL1", "Phụ lục I"),
        ("PL1.2a", "điểm a mục 2 Phụ lục I"),
        ("PL2.M1", "Mẫu số 01 Phụ lục II"),
    ],
)
def test_a_reference_is_said_as_lawyers_say_it(at, words):
    assert is_clause(at)
    assert clause_in_words(at) == words


@pytest.mark.parametrize("at", ["Điều 14", "Đ", "Đ0", "Đ14.b", "14.2b", "Chương VI", ""])
def test_what_is_no_reference_stays_as_it_is(at):
    assert not is_clause(at)
    assert clause_in_words(at) == at


def test_references_stand_in_the_order_of_the_text():
    order = ["Đ9.1", "Đ14", "Đ14.2", "Đ14.2d", "Đ14.2đ", "Đ14.2e", "Đ20.5", "PL1.2a", "PL2.M1"]
    mixed = ["PL2.M1", "Đ14.2e", "Đ9.1", "Đ14.2đ", "Đ20.5", "Đ14", "Đ14.2d", "PL1.2a", "Đ14.2"]
    assert sorted(mixed, key=clause_order) == order
