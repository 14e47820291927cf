"""Claims about the invented names."""

import unicodedata
from collections import Counter

from congvu.exchange.demo.dice import Dice
from congvu.exchange.demo.names import WELL_KNOWN, make_name
from congvu.kernel.vietnamese import sort_key, split_name
from tests.exchange.demo.provinces import whole

KHANH_SON, NINH_PHUOC, TAY_NINH_HOA = "22714", "22870", "22552"


def _names(commune: str, count: int = 600) -> list[str]:
    return [make_name(Dice("test", commune, str(n)), commune).full for n in range(count)]


def test_every_name_is_composed_capitalised_and_has_two_words_or_more():
    for person in whole().people:
        words = person.name.full.split(" ")
        assert unicodedata.is_normalized("NFC", person.name.full)
        assert len(words) >= 2
        assert all(word and word[0].isupper() for word in words), person.name.full


def test_every_name_can_be_put_in_vietnamese_order():
    for person in whole().people:
        family, given = split_name(person.name.full)
        assert family
        assert given
        assert sort_key(person.name.full)


def test_family_names_have_their_known_weight():
    families = Counter(name.split()[0] for name in _names("", 4000))
    assert 0.33 < families["Nguyễn"] / 4000 < 0.45
    assert families["Trần"] > families["Lê"] > families["Võ"] > families["Mai"]


def test_mountain_and_cham_communes_have_their_own_names():
    raglai = [
        n for n in _names(KHANH_SON) if n.startswith(("Bo Bo ", "Pi Năng ", "Katơr ", "Mấu "))
    ]
    assert len(raglai) > 60
    assert sum(n.startswith(("Thập ", "Đàng ", "Hán ", "Quảng ")) for n in _names(NINH_PHUOC)) > 30
    assert sum(n.startswith(("Y ", "H’")) for n in _names(TAY_NINH_HOA)) > 60


def test_no_given_name_repeats_the_word_before_it():
    assert all(len(set(name.split()[-2:])) == 2 for name in _names("", 3000))


def test_nobody_bears_a_well_known_name():
    assert not WELL_KNOWN & {person.name.full for person in whole().people}
