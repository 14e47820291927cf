"""Old Vietnamese comes back letter by letter, and nothing else is taken for it."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.exchange.demo import sheets
from congvu.kernel.legacy_text import Encoding, decode, encoding_of, gain, is_syllable
from congvu.kernel.vietnamese import nfc
from tests.kernel.old_texts import TCVN3, to_tcvn3, to_vni

UNHURRIED = settings(deadline=None)  # cores are shared


@cache
def phrases() -> tuple[str, ...]:
    """Real titles of work and outputs, of a commune and of an office of the province."""
    rows = [*sheets.rows(sheets.COMMUNE_CATALOGUE), *sheets.rows(sheets.DEPARTMENT_CATALOGUE)]
    columns = ("task", "work", "work_detail", "output_product")
    return tuple(dict.fromkeys(nfc(row[name]) for row in rows for name in columns if name in row))


def writable(phrase: str) -> bool:
    """Whether TCVN3 has a code for every capital of the phrase."""
    return all(one.isascii() or one == one.lower() or one in TCVN3 for one in phrase)


@UNHURRIED
@given(st.sampled_from(phrases()))
def test_tcvn3_comes_back_as_it_was(phrase):
    if writable(phrase):
        assert decode(to_tcvn3(phrase), Encoding.TCVN3) == phrase


@UNHURRIED
@given(st.sampled_from(phrases()))
def test_vni_comes_back_as_it_was(phrase):
    assert decode(to_vni(phrase), Encoding.VNI) == phrase
    assert decode(to_vni(phrase.upper()), Encoding.VNI) == phrase.upper()


@UNHURRIED
@given(st.sampled_from(phrases()).filter(lambda phrase: len(phrase) > 8))
def test_a_line_in_a_capital_font_comes_back_in_capitals(phrase):
    assert decode(to_tcvn3(phrase.upper()), Encoding.TCVN3) == phrase.upper()


def test_every_letter_of_both_tables_comes_back():
    for letter in "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ":
        assert decode(to_tcvn3(letter), Encoding.TCVN3) == letter
        assert decode(to_vni(letter), Encoding.VNI) == letter
        assert decode(to_vni(letter.upper()), Encoding.VNI) == letter.upper()


def test_capitals_of_tcvn3_follow_the_plain_letters_of_the_line_or_the_word():
    assert decode("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM", Encoding.TCVN3) == (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    )
    assert decode("Thùc hiÖn theo KÕ HO¹CH sè 5", Encoding.TCVN3) == "Thực hiện theo Kế HOẠCH số 5"
    assert decode("Hµ Néi", Encoding.TCVN3) == "Hà Nội"
    assert decode("§µo t¹o\nNGHÞ §ÞNH", Encoding.TCVN3) == "Đào tạo\nNGHỊ ĐỊNH"
    assert decode("UBND", Encoding.TCVN3) == "UBND"


@pytest.mark.parametrize(
    ("encode", "encoding"), [(to_tcvn3, Encoding.TCVN3), (to_vni, Encoding.VNI)]
)
@UNHURRIED
@given(start=st.integers(0, 800))
def test_an_old_list_is_known_by_twenty_of_its_texts(encode, encoding, start):
    texts = (phrases() * 2)[start : start + 20]
    assert encoding_of(map(encode, texts)) is encoding


@UNHURRIED
@given(start=st.integers(0, 800))
def test_old_texts_among_new_ones_are_still_known(start):
    texts = (phrases() * 2)[start : start + 20]
    assert encoding_of([*map(to_tcvn3, texts[:10]), *texts[10:]]) is Encoding.TCVN3


@UNHURRIED
@given(start=st.integers(0, 1400), count=st.integers(1, 40))
def test_unicode_vietnamese_is_never_taken_for_old(start, count):
    texts = (phrases() * 2)[start : start + count]
    assert encoding_of(texts) is None
    assert encoding_of(texts, Encoding.TCVN3) is None


@pytest.mark.parametrize(
    "text",
    [
        "The quick brown fox", "España, el niño y la señora Muñoz de Coruña: mañana", "Ñ",
        "très déjà été où là-bas élève français", "Größe für Straße über Müller",
        "«quoted» ½ × ¼ · ®", "N° 5 ±2 m²",
        "có và là khó sông trái cá nhà", "", "São Paulo, João, coração, não", "Ångström Øresund",
    ],
)  # fmt: skip
def test_other_languages_and_plain_words_are_not_old_vietnamese(text):
    assert encoding_of([text]) is None


def test_a_font_lets_a_single_word_speak_but_not_against_the_letters():
    assert encoding_of(["Néi vô"]) is None
    assert encoding_of(["Néi vô", "Phßng"], Encoding.TCVN3) is Encoding.TCVN3
    assert encoding_of(["Phòng Nội vụ"], Encoding.TCVN3) is None


def test_decoding_gains_words_of_old_texts_and_spoils_new_ones():
    assert gain("Phßng Néi vô", Encoding.TCVN3) == 1  # Néi and vô are syllables as they stand
    assert gain("Nhãm", Encoding.TCVN3) == 0
    assert gain("Phòng Nội vụ", Encoding.TCVN3) < 0
    assert gain("Plain words", Encoding.TCVN3) == 0
    assert decode("Và là", Encoding.TCVN3) == "Và là"  # à is no code of TCVN3


def test_two_vni_letters_that_only_stand_beside_each_other_stay_apart():
    assert decode("ñi yâ", Encoding.VNI) == "đi yâ"
    assert decode("uá", Encoding.VNI) == "uá"


def test_syllables_are_told_from_other_words():
    for word in (
        "nghiêng",
        "Quyết",
        "khuỷu",
        "ĐƯỢC",
        "giếng",
        "ngoèo",
        "ý",
        "giữa",
        "thuở",
        "xoong",
    ):
        assert is_syllable(word), word
    for word in ("España", "strong", "ằà", "kế-hoạch", "jazz", "bcd"):
        assert not is_syllable(word), word
