"""A small law folder that is in order, in which tests plant one fault at a time."""

from pathlib import Path

DECREE = """NGHỊ ĐỊNH
Chương I
Điều 1. Điểm
1. Điểm tối đa là 10 điểm, gồm:
a) Điểm nền là 4 điểm.
b) Mỗi lần chậm bị
trừ 25% điểm.
2. Mức đạt là từ 5 điểm.
Chương II
KHÔNG THUỘC ĐIỀU NÀO
Điều 2. Thời hạn
Trả lời trong 07 ngày làm việc.
a) Một điểm không thuộc khoản nào.
Nơi nhận:
- Lưu.
PHỤ LỤC I
1. Mục một
a) Điểm a
PHỤ LỤC II
Mẫu số 01
I | Nền | 4 |
1 | Nếp làm việc | 1,5 |
2 | Kỷ luật | 2,5 |
1. Dòng của mẫu
"""
INSTRUMENTS = """# chú thích
[nd1]
number = "1/2030/NĐ-CP"
title = "Nghị định thử"
issuer = "Chính phủ"
kind = "law"
signed = 2029-12-01
in_force = 2030-01-01
until = 2039-12-31
text = "nd1.txt"
source = "Toàn văn"
checked = 2030-02-01

[nd0]
number = "0/2020/NĐ-CP"
title = "Nghị định cũ"
issuer = "Chính phủ"
kind = "law"
in_force = 2020-01-01
unsure = true
source = "Báo chí"
checked = 2030-02-01

[guide]
number = "Sổ tay thử"
title = "Sổ tay"
issuer = "Bộ"
kind = "guidance"
in_force = 2030-01-01
source = "Bản in"
checked = 2030-02-01
"""
PARAMETERS = """# chú thích
[general_max]
label = "Điểm nền"
unit = "points"
subjects = ["civil_servant"]

[[general_max.value]]
from = 2030-01-01
until = 2039-12-31
value = 4
cite = "nd1"
at = "Đ1.1a"
says = "Điểm nền là 4 điểm."
checked = 2030-02-01

[deduction]
label = "Trừ mỗi lần chậm"
unit = "share"
subjects = ["civil_servant"]

[[deduction.value]]
from = 2020-01-01
until = 2029-12-31
value = "1/5"
cite = "nd0"
at = "Đ7"
unsure = true
source = "Báo chí"
checked = 2030-02-01

[[deduction.value]]
from = 2030-01-01
until = 2039-12-31
value = "1/4"
cite = "nd1"
at = "Đ1.1b"
says = "Mỗi lần chậm bị trừ 25% điểm."
checked = 2030-02-01

[floor]
label = "Mức thấp nhất"
unit = "share"
subjects = ["civil_servant"]

[[floor.value]]
from = 2030-01-01
value = 0
local = "Văn bản không nói"
bounds = [0, "1/2"]
checked = 2030-02-01

[unit_of_delay]
label = "Cách tính chậm"
unit = "choice"
subjects = ["civil_servant"]

[[unit_of_delay.value]]
from = 2030-01-01
value = "day"
local = "Văn bản không nói"
choices = { day = "theo ngày", time = "theo lần" }
cite = "guide"
at = "Chương VI"
says = "mỗi lần/ngày"
checked = 2030-02-01

[counts]
label = "Có tính"
unit = "flag"
subjects = ["civil_servant"]

[[counts.value]]
from = 2030-01-01
value = true
local = "Văn bản không nói"
checked = 2030-02-01

[weight]
label = "Trọng số"
unit = "share"
subjects = ["civil_servant"]
rules = ["province"]

[[weight.value]]
from = 2030-01-01
value = "1/2"
local = "Địa phương đặt"
bounds = [0, 1]
checked = 2030-02-01
"""
CRITERIA = """[[criterion_group]]
code = "I"
label = "Nền"
max = 4
from = 2030-01-01
cite = "nd1"
at = "PL2.M1"
says = "I | Nền | 4 |"
checked = 2030-02-01

[[criterion]]
code = "I.1"
label = "Nếp làm việc"
max = "1,5"
from = 2030-01-01
cite = "nd1"
at = "PL2.M1"
says = "1 | Nếp làm việc | 1,5 |"
checked = 2030-02-01

[[criterion]]
code = "I.2"
label = "Kỷ luật"
max = "2,5"
from = 2030-01-01
cite = "nd1"
at = "PL2.M1"
says = "2 | Kỷ luật | 2,5 |"
checked = 2030-02-01
"""
RULE = """rule basic "Nghị định thử"   # chú thích
from 2030-01-01
until 2039-12-31
subjects civil_servant
cites nd1,
        guide

stage month "Tháng # không phải chú thích"
    line "p.not_a_need" = p.general_max   @ Đ1.1a, local.floor
    more = 1 - p.deduction   @ nd1:Đ1.1b, guide:Đ9
    again = p.general_max   @ Đ1.1a
    undated
"""
PROVINCE = """rule province "Quy định của tỉnh"
from 2030-01-01
subjects civil_servant
cites nd0
local "Tỉnh đặt"

stage month
    line = p.weight   @ Đ3
"""
OLD = """rule old "Nghị định cũ"
from 2020-01-01
until 2029-12-31
subjects civil_servant
cites nd0
"""
FILES = {
    "texts/nd1.txt": DECREE,
    "instruments.toml": INSTRUMENTS,
    "parameters/values.toml": PARAMETERS,
    "parameters/more/criteria.toml": CRITERIA,
    "rules/basic.rule": RULE,
    "rules/province.rule": PROVINCE,
    "rules/old.rule": OLD,
}
VALUES, TEXTS, BASIC = "parameters/values.toml", "instruments.toml", "rules/basic.rule"
ROWS = "parameters/more/criteria.toml"


def write_folder(root: Path) -> Path:
    """Write the folder under `root` and return it."""
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def plant(root: Path, name: str, old: str, new: str) -> Path:
    """Replace the first `old` of a file by `new`; an `old` that is not there is a mistake."""
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return root
