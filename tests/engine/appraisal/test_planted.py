"""Every planted fault is found, in any clean row of a real list, and nothing else moves."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.engine.appraisal.findings import Rule, Scope, Severity
from congvu.engine.appraisal.linter import findings
from congvu.engine.lists.document import document, scaled, written
from congvu.engine.lists.sheets import CRITERIA, ListKind
from congvu.kernel.vietnamese import nfc
from tests.engine.appraisal import catalogues

thoroughly = settings(max_examples=20, deadline=None)

REAL = catalogues.commune()
ROWS = [dict(row) for row in REAL.rows("products")]
BEFORE = findings(REAL)
TOLD = {number for one in BEFORE if one.scope is Scope.ROW for number in one.rows}
CLEAN = st.sampled_from([number for number in range(len(ROWS)) if number not in TOLD])
SHORT = {
    "Ủy ban nhân dân": "UBND", "thủ tục hành chính": "TTHC", "cải cách hành chính": "CCHC",
    "văn bản quy phạm pháp luật": "VBQPPL", "giấy chứng nhận": "GCN", "cán bộ, công chức": "CBCC",
    "giải phóng mặt bằng": "GPMB", "Chương trình mục tiêu quốc gia": "CTMTQG",
    "chuyển đổi số": "CĐS", "vi phạm hành chính": "VPHC", "cơ sở dữ liệu": "CSDL",
}  # fmt: skip
LONG = {short: full for full, short in SHORT.items()} | {"HĐND": "Hội đồng nhân dân"}
DELIVERABLES = ("Báo cáo", "Kế hoạch", "Biên bản", "Nghị quyết", "Dự toán", "Đề án", "Hồ sơ")


def plain(text):
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return nfc(bare).replace("đ", "d").replace("Đ", "D")


def replaced(text, table):
    for one, other in table.items():
        text = text.replace(one, other)
    return text


def turned(text):
    first, *rest = text.split(", ")
    return ", ".join([*rest, first])


REWORDINGS = (
    plain,
    turned,
    str.upper,
    lambda text: replaced(text, SHORT),
    lambda text: replaced(text, LONG),
    lambda text: f"Tham mưu công tác {text}",
    lambda text: f"Thực hiện việc {text}".replace(" việc ", " các "),
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: text.replace("hòa", "hoà").replace("hóa", "hoá").replace("ủy", "uỷ"),
    lambda text: text.replace("quản lý", "quản lí").replace("kỹ", "kĩ"),
    lambda text: f"{text} theo quy định",
)


def planted(number, **cells):
    rows = [*ROWS]
    rows[number] = {name: text for name, text in (ROWS[number] | cells).items() if text}
    return findings(with_rows(rows))


def added(row):
    return findings(with_rows([*ROWS, row]))


def with_rows(rows):
    return document(ListKind.CATALOGUE, "DM", "Nháp", REAL.settings, {"products": rows})


def told(found, number):
    return {one.rule for one in found if one.scope is Scope.ROW and one.rows[0] == number}


def the(found, rule, number):
    (one,) = [one for one in found if one.rule is rule and one.rows[0] == number]
    return one


def test_rewordings_touch_the_real_rows():
    assert all(any(change(row["name"]) != row["name"] for row in ROWS) for change in REWORDINGS)


@thoroughly
@given(CLEAN, st.data())
def test_a_row_entered_again_is_a_duplicate_that_blocks(number, data):
    column = data.draw(st.sampled_from(("name", "detail", "output")))
    again = ROWS[number] | {"code": "MOI.01", column: plain(ROWS[number][column]).lower()}
    one = the(added(again), Rule.DUPLICATE, len(ROWS))
    assert one.severity is Severity.BLOCKS
    assert one.rows == (len(ROWS), number)
    assert one.change[0].deletes


@thoroughly
@given(CLEAN, st.lists(st.sampled_from(REWORDINGS), min_size=1, max_size=3, unique=True))
def test_a_row_in_other_words_is_told_with_the_row_it_repeats(number, changes):
    name = ROWS[number]["name"]
    for change in sorted(changes, key=lambda one: one is plain):  # nobody types half with marks
        name = change(name)
    again = ROWS[number] | {"code": "MOI.01", "name": name, "section": "Phòng Nội vụ"}
    doubles = {Rule.DUPLICATE, Rule.NEAR_DUPLICATE}
    met = [one for one in added(again) if one.rule in doubles and one.rows[0] == len(ROWS)]
    assert number in {place for one in met for place in one.rows}, name


@thoroughly
@given(CLEAN, CLEAN)
def test_a_code_used_twice_blocks_and_a_free_one_is_offered(number, other):
    if number == other:
        return
    later, first = max(number, other), min(number, other)
    found = planted(later, code=ROWS[first]["code"])
    one = the(found, Rule.CODE_TWICE, later)
    assert (one.severity, one.rows) == (Severity.BLOCKS, (later, first))
    assert Rule.CODE_TWICE not in told(planted(later, code=one.change[0].text), later)


@thoroughly
@given(CLEAN, st.sampled_from(("N1", "N2", "N3", "N4")))
def test_points_in_a_strange_band_block_and_the_right_group_is_offered(number, group):
    right = ROWS[number]["complexity"]
    found = planted(number, complexity=group)
    if group == right:
        assert told(found, number) == set()
        return
    one = the(found, Rule.OUT_OF_BAND, number)
    assert (one.blocks, one.change[0].text) == (True, right)


@thoroughly
@given(CLEAN, st.sampled_from((10, 100)))
def test_a_coefficient_off_by_ten_blocks_and_the_right_one_is_offered(number, times):
    right = ROWS[number]["coefficient"]
    slip = written(scaled(right, 1) * times, 1)
    one = the(planted(number, coefficient=slip), Rule.COEFFICIENT, number)
    assert (one.blocks, one.change[0].text) == (True, right)
    assert ("mười lần" in one.why) == (times == 10)


@thoroughly
@given(CLEAN, st.sampled_from(DELIVERABLES), st.sampled_from(DELIVERABLES),
       st.sampled_from((" và ", ", ", "; ", " + ")))  # fmt: skip
def test_an_output_of_two_products_is_told_to_be_split(number, one, other, joint):
    found = planted(
        number, output=f"{one}{joint}{other.lower()} kết quả", name="Chuẩn bị phiên họp"
    )
    if one == other:
        assert Rule.COMPOSITE not in told(found, number)
        return
    told_one = the(found, Rule.COMPOSITE, number)
    assert one in told_one.fix
    assert other.lower() in told_one.fix


@thoroughly
@given(CLEAN, st.sampled_from(DELIVERABLES), st.sampled_from(DELIVERABLES),
       st.sampled_from((" và lập ", ", lập ", "; ")))  # fmt: skip
def test_a_name_that_makes_two_products_is_told_to_be_split(number, one, other, joint):
    name = f"Xây dựng {one.lower()} kiểm tra{joint}{other.lower()} kết quả"
    found = planted(number, name=name, output=one)
    assert (Rule.COMPOSITE in told(found, number)) == (one != other)


VAGUE = st.sampled_from(
    ("thường xuyên", "Theo yêu cầu", "Kết quả công việc", "Nhiệm vụ được giao", "-", "Sản phẩm",
     "Hoàn thành nhiệm vụ được giao", "theo chỉ đạo của lãnh đạo", "Không có", "Theo dõi, đôn đốc")
)  # fmt: skip


@thoroughly
@given(CLEAN, VAGUE)
def test_an_output_that_cannot_be_counted_is_told(number, output):
    found = planted(number, output=output, group="C")
    assert the(found, Rule.VAGUE, number).column == "output"


@thoroughly
@given(CLEAN, st.lists(st.integers(1, 40), min_size=4, max_size=4))
def test_criteria_that_do_not_add_up_block_and_their_sum_is_offered(number, parts):
    given_parts = {name: str(part) for name, part in zip(CRITERIA, parts, strict=True)}
    found = planted(number, **given_parts)
    if str(sum(parts)) == ROWS[number]["points"]:
        assert told(found, number) == set()
        return
    one = the(found, Rule.CRITERIA_SUM, number)
    assert (one.blocks, one.change[0].text) == (True, str(sum(parts)))


@thoroughly
@given(CLEAN, st.sampled_from(("points", "complexity", "output", "name", "group")))
def test_an_empty_cell_blocks_and_is_named(number, column):
    one = the(planted(number, **{column: ""}), Rule.UNREADABLE, number)
    assert (one.blocks, one.column) == (True, column)


@thoroughly
@given(CLEAN, st.sampled_from(("coefficient", "complexity", "output")))
def test_a_fault_in_one_row_is_told_of_that_row_alone(number, column):
    spoilt = {"coefficient": "99,9", "complexity": "N5", "output": "theo yêu cầu"}
    found = planted(number, **{column: spoilt[column]})
    elsewhere = {one.fingerprint for one in BEFORE if one.scope is Scope.ROW}
    assert elsewhere == {
        one.fingerprint for one in found if one.scope is Scope.ROW and one.rows[0] != number
    }
