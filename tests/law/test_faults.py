"""What is undated, uncited, overlapping, unknown or out of bounds is refused at file and line."""

import pytest

from congvu.law.faults import LawFault
from congvu.law.registry import read_law
from tests.law.folder import BASIC, OLD, ROWS, TEXTS, VALUES, plant

DATED = "from = 2030-01-01\nuntil = 2039-12-31\nvalue = 4\n"
TWICE = '\n[floor]\nlabel = "x"\nunit = "share"\nsubjects = ["civil_servant"]\n'
GUIDE = '[guide]\nnumber = "Sổ tay thử"'
ELSE = """[general_max]
label = "x"
unit = "flag"
subjects = ["cadre"]

[[general_max.value]]
from = 2050-01-01
value = true
local = "Văn bản không nói"
checked = 2030-02-01

"""

# (what is wrong, file, the text in order, the text with the fault, what the refusal says)
FAULTS = [
    ("undated", VALUES, DATED, "value = 4\n", "values.toml:7: .*thiếu “from”"),
    ("unchecked", VALUES, "checked = 2030-02-01", "", "values.toml:7: .*thiếu “checked”"),
    ("a day in quotes", VALUES, "from = 2030-01-01", 'from = "2030-01-01"', ":8: .*ngoặc kép"),
    ("a time", VALUES, "from = 2030-01-01", "from = 2030-01-01T00:00:00", ":8: .*phải là ngày"),
    ("days reversed", VALUES, "until = 2039-12-31", "until = 2029-12-31", ":9: .*đứng trước"),
    ("uncited", VALUES, 'cite = "nd1"\nat = "Đ1.1a"\n', "", ":7: .*không có căn cứ"),
    ("unknown instrument", VALUES, 'cite = "nd1"', 'cite = "nd2"', ":11: .*“nd2”; có phải “nd1”"),
    ("no place", VALUES, 'at = "Đ1.1a"\n', "", ":7: .*thiếu “at”"),
    ("unknown place", VALUES, 'at = "Đ1.1a"', 'at = "Đ9.1"', ":12: .*không có “Đ9.1”"),
    ("ill-written place", VALUES, 'at = "Đ1.1a"', 'at = "Điều 1"', ":12: .*viết như Đ14.2b"),
    ("unquoted", VALUES, 'says = "Điểm nền là 4 điểm."\n', "", ":7: .*thiếu “says”"),
    ("misquoted", VALUES, "Điểm nền là 4", "Điểm nền là 5", ":13: điểm a khoản 1 Điều 1 1/2030"),
    ("quoted elsewhere", VALUES, 'at = "Đ1.1a"', 'at = "Đ1.2"', ":13: khoản 2 Điều 1 "),
    ("before the text", VALUES, DATED, DATED.replace("2030", "2029", 1), ":8: .*từ 01/01/2030"),
    ("after the text", VALUES, "until = 2039-12-31\n", "", ":7: .*đến 31/12/2039; ghi until"),
    ("beyond the text", VALUES, "until = 2039-12-31", "until = 2040-01-01", ":9: .*ghi until"),
    ("sure without text", VALUES, "unsure = true\n", "", ":21: .*ghi unsure = true"),
    ("no source named", VALUES, 'source = "Báo chí"\n', "", ":21: .*source"),
    ("a float", VALUES, "value = 4", "value = 4.0", ":10: .*số nguyên"),
    ("a float in bounds", VALUES, 'bounds = [0, "1/2"]', "bounds = [0, 0.5]", ":49: .*số nguyên"),
    ("text for a number", VALUES, "value = 4", 'value = "bốn"', ":10: .*phải là số nguyên"),
    ("yes for a number", VALUES, "value = 4", "value = true", ":10: .*phải là số nguyên"),
    ("more than all", VALUES, 'value = "1/5"', 'value = "6/5"', ":24: .*tỷ lệ phải từ 0 đến 1"),
    ("no such unit", VALUES, 'unit = "points"', 'unit = "point"', ":4: .*có phải “points”"),
    ("no such subject", VALUES, '["civil_servant"]', '["civil_servants"]', ":5: .*“civil_servant”"),
    ("no subjects", VALUES, '["civil_servant"]', "[]", ":5: .*danh sách chuỗi"),
    ("no such rule text", VALUES, '["province"]', '["provinces"]', ":82: .*có phải “province”"),
    ("blank label", VALUES, '"Điểm nền"', '" "', ":3: .*chuỗi trong ngoặc kép"),
    ("unknown key", VALUES, "value = 4", 'value = 4\nvalues = "x"', ":11: .*có phải “value”"),
    ("unknown head key", VALUES, 'unit = "points"', 'unit = "points"\nnote = 1', ":5: .*“note”"),
    ("quoted key", VALUES, "value = 4", '"value" = 4', ":7: khóa “value” phải viết đầu dòng"),
    ("dotted key", VALUES, "value = 4", "value.is = 4", ":7: .*thiếu “value”"),
    ("long string", VALUES, '"Điểm nền"', '"""Điểm nền"""', ":3: chuỗi phải nằm trên một dòng"),
    ("loose key", VALUES, "# chú thích\n", "x = 1\n", ":1: khóa phải đứng sau"),
    ("broken", VALUES, "value = 4", "value = ", ":10: không đọc được"),
    ("name twice in a file", VALUES, "[counts]", TWICE + "[counts]", ":68: không đọc được"),
    ("name twice in two files", ROWS, "[[criterion_group]]", ELSE + "[[criterion_group]]",
     "values.toml:2: .*đã khai ở parameters/more/criteria.toml:1"),
    ("no value", VALUES, "[counts]", '[lone]\nlabel = "x"\nunit = "flag"\n'
     'subjects = ["cadre"]\n[counts]', ":67: .*chưa có giá trị nào"),
    ("value without head", VALUES, "[[counts.value]]", "[[count.value]]", ":72: .*phải đứng trước"),
    ("overlap", VALUES, "until = 2029-12-31", "", ":31: .*hai giá trị vào ngày 01/01/2030"),
    ("bounds on law", VALUES, "value = 4", "value = 4\nbounds = [0, 9]", ":7: .*chỉ local mới có"),
    ("choices on law", VALUES, "value = 4", 'value = 4\nchoices = { a = "b" }', ":7: .*chỉ local"),
    ("local without bounds", VALUES, 'bounds = [0, "1/2"]\n', "", ":45: .*phải có bounds"),
    ("local without choices", VALUES, 'choices = { day = "theo ngày", time = "theo lần" }\n', "",
     ":57: .*phải có choices"),
    ("default out of bounds", VALUES, "value = 0\n", 'value = "3/4"\n', ":47: .*từ 0 % đến 50 %"),
    ("default no choice", VALUES, 'value = "day"', 'value = "week"', ":59: .*“day” .theo ngày."),
    ("code no code", VALUES, 'value = "day"', 'value = "Theo ngày"', ":59: .*mã chữ thường"),
    ("no reason", VALUES, 'local = "Văn bản không nói"', 'local = ""', ":48: .*“local” phải là"),
    ("bounds reversed", VALUES, '[0, "1/2"]', '["1/2", 0]', ":49: .*cận thấp"),
    ("one bound", VALUES, 'bounds = [0, "1/2"]', "bounds = [0]", ":49: .*thấp nhất, cao nhất"),
    ("bounds of a flag", VALUES, "value = true", "value = true\nbounds = [false, true]",
     ":75: .*chỉ giá trị là số"),
    ("choices as a list", VALUES, '{ day = "theo ngày", time = "theo lần" }', '["day"]',
     ":61: .*bảng mã = “nhãn”"),
    ("law code unnamed", VALUES, 'unit = "points"', 'unit = "choice"', ":10: .*mã chữ thường"),
    ("instrument undated", TEXTS, "in_force = 2030-01-01\n", "", "instruments.toml:2: .*in_force"),
    ("instrument unchecked", TEXTS, "checked = 2030-02-01\n", "", ":2: .*thiếu “checked”"),
    ("signed too late", TEXTS, "signed = 2029-12-01", "signed = 2030-12-01", ":7: .*ngày ký"),
    ("ends before it begins", TEXTS, "until = 2039-12-31", "until = 2029-12-31", ":9: .*ngày cuối"),
    ("no such file", TEXTS, '"nd1.txt"', '"nd9.txt"', ":10: không có tệp texts/nd9.txt"),
    ("no such kind", TEXTS, 'kind = "law"', 'kind = "decree"', ":6: .*không có loại “decree”"),
    ("sure of an unread law", TEXTS, "unsure = true\n", "", ":14: .*unsure = true"),
    ("unsure neither way", TEXTS, "unsure = true", 'unsure = "có"', ":20: .*true hoặc false"),
    ("unknown instrument key", TEXTS, 'source = "Bản in"', 'sources = "x"\nsource = "Bản in"',
     ":30: .*có phải “source”"),
    ("unnamed instrument", TEXTS, GUIDE, "[guide]", "instruments.toml:24: .*thiếu “number”"),
    ("criteria short", ROWS, 'max = "2,5"', 'max = "2,4"', ":1: .*cộng được 3,90, phải là 4,00"),
    ("groups short", VALUES, "value = 4", "value = 5", "criteria.toml:1: .*4,00, phải là 5,00"),
    ("criterion twice", ROWS, 'code = "I.2"', 'code = "I.1"', ":21: tiêu chí I.1 có hai lần"),
    ("criterion astray", ROWS, "[[criterion]]\ncode = \"I.1\"",
     '[[criterion]]\ncode = "V.1"\nlabel = "x"\nmax = 1\nfrom = 2030-01-01\ncite = "nd1"\n'
     'at = "PL2.M1"\nsays = "Nền"\nchecked = 2030-02-01\n\n[[criterion]]\ncode = "I.1"',
     ":11: tiêu chí V.1 không thuộc nhóm"),
    ("criterion misquoted", ROWS, "2 | Kỷ luật", "3 | Kỷ luật", ":28: .*không có lời"),
    ("criterion uncited", ROWS, 'cite = "nd1"', 'cite = "nd9"', ":6: không có văn bản “nd9”"),
    ("criterion unfit", ROWS, 'max = "1,5"', 'max = "nhiều"', ":14: max phải là số"),
    ("criterion too fine", ROWS, 'max = "1,5"', 'max = "1,505"', ":14: max có nhiều nhất hai"),
    ("empty rule", "rules/old.rule", OLD, "", "old.rule:1: subjects: “” không có"),
    ("rule undated", BASIC, "from 2030-01-01\n", "", "basic.rule:1: cần dòng: from"),
    ("rule ill dated", BASIC, "from 2030-01-01", "from 2030-13-01", ":2: .*gặp “2030-13-01”"),
    ("rule reversed", BASIC, "until 2039-12-31", "until 2029-12-31", ":3: ngày cuối"),
    ("rule without subjects", BASIC, "subjects civil_servant\n", "", ":1: subjects: “” không có"),
    ("rule of no such subject", BASIC, "civil_servant", "civil_servants", ":4: .*“civil_servant”"),
    ("rule uncited", BASIC, "cites nd1,\n        guide\n", "", ":1: cites: “” không có"),
    ("rule cites unknown", BASIC, "cites nd1,", "cites nd9,", ":5: cites: “nd9” không có"),
    ("rule untitled", BASIC, '"Nghị định thử"', "", ":1: .*rule tên “nhan đề”"),
    ("word twice", BASIC, "cites", "from 2031-01-01\ncites", ":5: “from” đã ghi ở trên"),
    ("name of another", BASIC, "rule basic", "rule old", "old.rule:1: “old” đã có ở rules/basic"),
    ("two laws on a day", "rules/old.rule", "2029-", "2030-", "basic.rule:1: ngày 01/01/2030"),
    ("local unexplained", "rules/province.rule", '"Tỉnh đặt"', "", ":5: .*local “lý do”"),
    ("needs unknown", BASIC, "p.general_max", "p.general", ":9: văn bản cần “general” cho"),
    ("needs a gap", BASIC, "until 2039-12-31\n", "", ":8: .*từ ngày 01/01/2040 chưa có"),
    ("needs another's", BASIC, "1 - p.deduction", "1 - p.weight", ":10: văn bản cần “weight”"),
    ("unknown clause", BASIC, "Đ1.1a, local.floor", "Đ5.1a", ":9: căn cứ “Đ5.1a” không có"),
    ("unknown choice", BASIC, "local.floor", "local.flor", ":9: .*có phải “local.floor”"),
    ("clause of another", BASIC, "guide:Đ9", "nd0:Đ9", ":10: căn cứ “nd0:Đ9” không có; viết như"),
    ("clause in words", BASIC, "guide:Đ9", "guide:Chương VI", ":10: .*viết như Đ14.2b"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "order", "fault", "says"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS]
)
def test_a_planted_fault_is_refused_where_it_stands(folder, file, order, fault, says):
    plant(folder, file, order, fault)
    with pytest.raises(LawFault, match=says):
        read_law(folder)


def test_the_folder_without_a_fault_is_taken(folder):
    law = read_law(folder)
    assert {one.name for one in law.rule_texts} == {"basic", "province", "old"}
    assert len(law.parameters) == 7
