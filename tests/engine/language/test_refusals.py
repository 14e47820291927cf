"""A rule text with a fault is refused, in Vietnamese, at its line and column."""

from fractions import Fraction

import pytest

from congvu.engine.language.compiler import compile_rule
from congvu.engine.language.errors import RuleError

GOOD = """rule sample "Mẫu"
from 2026-01-01
subjects civil_servant
cites nd335_2025
levels low "Thấp", high "Cao" @ Đ20
stage month "Tháng"
    rows task at_most p.rows
    input task.weight decimal(1) 0..p.ten @ Đ13.1
    input task.given integer 0..p.ten @ Đ18.1b
    input task.done integer 0..p.ten @ Đ14.2a
    input task.kind one_of(plan, extra) @ Đ18.1d
    input leads yes_no @ Đ15
    input general decimal(2) 0..p.ten @ Đ12.2
    input team key @ Đ20.5
    input person key @ Đ20.5
    base "Giao" = total(task.weight * task.given) @ Đ14.1
    require base > 0 else not_scored "chưa giao" @ Đ14.1
    part "Xong" = min(1, total(task.weight * task.done) / base) @ Đ14.2a
    d = 1 if every_managed(score >= p.half) else p.half @ Đ15.3a
    exact = p.ten * (part * d if leads else part) @ Đ16
    result score = round(exact, p.two) @ Đ17.3
    level = high if score >= p.half else low @ Đ20
    rises with task.done
    start task.done = task.given
    start every_managed
    cause short "Chưa xong" sets task.done @ Đ14.2a
    cause managed "Cấp dưới" sets every_managed @ Đ15.3a
    limit high to low within team at_most floor(members(level >= low) * p.half)
            order score desc, person asc
            @ Đ20.5
"""
VALUES = {
    "rows": Fraction(100),
    "ten": Fraction(10),
    "half": Fraction(1, 2),
    "two": Fraction(2),
    "deep": Fraction(10**6),
    "mode": "each",
    "yes": True,
    "minus": Fraction(-1),
}


def compiled(text: str):
    return compile_rule(
        text, VALUES, source="sample.rule", choices={"mode": ("each", "all")}, local_names=["mode"]
    )


def swap(old: str, new: str) -> str:
    assert GOOD.count(old) >= 1, old
    return GOOD.replace(old, new, 1)


def line_with(text: str) -> int:
    return next(n for n, line in enumerate(GOOD.splitlines(), start=1) if text in line)


def after(line: str, added: str) -> str:
    """GOOD with a line added below the one that holds `line`."""
    lines = GOOD.splitlines()
    lines.insert(line_with(line), added)
    return "\n".join(lines)


def test_the_sample_itself_compiles():
    assert compiled(GOOD).stage("month").result == "score"


FAULTS = {
    "an empty text": ("# chỉ có chú thích\n", "văn bản trống"),
    "no rule line": ("from 2026-01-01\n", "ở đây cần “rule”"),
    "no title": (swap('rule sample "Mẫu"', "rule sample"), "nhan đề"),
    "no stage": ("\n".join(GOOD.splitlines()[:5]), "chưa có stage"),
    "no subjects": (swap("subjects civil_servant\n", ""), "thiếu dòng subjects"),
    "a day that does not exist": (swap("2026-01-01", "2026-02-30"), "không có ngày 2026-02-30"),
    "an end before the start": (
        swap("from 2026-01-01", "from 2026-01-01\nuntil 2025-01-01"),
        "đứng trước ngày có hiệu lực",
    ),
    "an unknown head line": (swap("cites nd", "quotes nd"), "ở đầu văn bản không có dòng “quotes”"),
    "a strange sign": (swap("task.given) @", "task.given) & 1 @"), "ký hiệu lạ '&'"),
    "a bracket left open": (swap("part * d if leads else part)", "part"), "ở đây cần “)”"),
    "words left over": (swap("rises with task.done", "rises with task.done more"), "thừa “more”"),
    "a line without a clause": (swap("task.given) @ Đ14.1", "task.given)"), "thiếu căn cứ"),
    "an empty clause": (swap("task.given) @ Đ14.1", "task.given) @ "), "thiếu căn cứ"),
    "a clause of no shape": (swap("@ Đ14.1\n", "@ điều mười bốn\n"), "không đúng dạng"),
    "a clause of a text not cited": (
        swap("@ Đ14.1\n", "@ nd90:Đ8.1\n"),
        "chưa được khai ở dòng cites",
    ),
    "an unknown local setting": (
        swap("@ Đ14.1\n", "@ local.mood\n"),
        "không có lựa chọn của địa phương",
    ),
    "a number typed in": (
        swap("floor(members(level >= low) * p.half)", "floor(members(level >= low) * 2)"),
        "không viết số 2",
    ),
    "an unknown parameter": (swap("p.half else low", "p.haft else low"), "không có tham số p.haft"),
    "an unknown name": (swap("part * d if", "pant * d if"), "chưa khai “pant”"),
    "a line that is only an unknown word": (
        after("d = 1", "    odd = nothing @ Đ14"),
        "không có tên “nothing”",
    ),
    "an unknown function": (swap("round(exact", "trunc(exact"), "không có hàm “trunc”"),
    "an unknown field": (swap("* task.done)", "* task.dome)"), "không có cột “dome”"),
    "rows of another name": (swap("* task.done)", "* job.done)"), "không có rows “job”"),
    "a field outside a total": (swap("part * d if", "task.done * d if"), "có nhiều dòng"),
    "a total inside a total": (
        swap("task.weight * task.done", "total(task.done)"),
        "không lồng nhau",
    ),
    "a line inside a total": (
        swap("task.weight * task.done", "base * task.done"),
        "chỉ dùng cột của task",
    ),
    "a division by row": (swap("task.weight * task.done", "task.done / task.given"), "số cố định"),
    "a division that may be by zero": (
        swap('    require base > 0 else not_scored "chưa giao" @ Đ14.1\n', ""),
        "có thể bằng 0",
    ),
    "a division by zero": (swap("p.ten * (part", "p.ten / 0 * (part"), "có thể bằng 0"),
    "a truth where a number belongs": (
        swap("part * d if leads", "leads * d if leads"),
        "cần một số",
    ),
    "a number where a truth belongs": (swap("if leads else", "if part else"), "cần một điều kiện"),
    "branches of two kinds": (
        swap("part * d if leads else part", "part if leads else leads"),
        "khác kiểu",
    ),
    "an option that is not one": (
        swap(
            'base "Giao" = total(task.weight * task.given)',
            "base = total(task.given where task.kind == plane)",
        ),
        "không thuộc các lựa chọn",
    ),
    "options ranked": (
        swap(
            'base "Giao" = total(task.weight * task.given)',
            "base = total(task.given where task.kind > plan)",
        ),
        "có thứ tự",
    ),
    "a number compared with an option": (
        swap("task.weight * task.given", "task.given where task.kind == task.done"),
        "không so sánh được",
    ),
    "options of two kinds compared": (
        swap("task.weight * task.given", "task.given where task.kind == p.mode"),
        "không so sánh được một lựa chọn với một lựa chọn",
    ),
    "an option where a number belongs": (
        swap("task.weight * task.given", "task.kind"),
        "gặp một lựa chọn",
    ),
    "every_managed with an open question": (
        swap("every_managed(score >= p.half)", "every_managed(score >= p.half, leads)"),
        "giá trị cố định khi không ai được chấm",
    ),
    "two unknown words compared": (
        after("d = 1", "    odd = 1 if foo == bar else 0 @ Đ14"),
        "không có tên “foo”",
    ),
    "a name used twice": (swap('part "Xong"', 'base "Xong"'), "đã dùng"),
    "names that differ by case only": (
        swap('part "Xong"', 'BASE "Xong"'),
        "không phân biệt hoa thường",
    ),
    "a reserved name": (swap("input leads yes_no", "input managed_scored yes_no"), "đã dùng"),
    "a word of the language as a name": (swap('part "Xong"', 'where "Xong"'), "đã dùng"),
    "a level's name taken": (swap('part "Xong"', 'high "Xong"'), "đã dùng"),
    "two stages of a name": (GOOD + "stage month\n    result x = 1 @ Đ1\n", "đã có ở trên"),
    "two results": (swap("level = high", "result level = high"), "chỉ có một dòng result"),
    "no result": (swap("result score =", "score ="), "chưa có dòng result"),
    "a result that is the same for all": (
        swap("result score = round(exact, p.two)", "result score = round(p.half, p.two)"),
        "dòng result là hằng số",
    ),
    "a result not rounded": (
        swap("result score = round(exact, p.two)", "result score = part"),
        "phải được làm tròn",
    ),
    "rounding to no fixed place": (
        swap("round(exact, p.two)", "round(exact, part)"),
        "số nguyên cố định",
    ),
    "rounding without a place": (swap("round(exact, p.two)", "round(exact)"), "round(biểu thức"),
    "rounding what may be negative": (
        swap("round(exact, p.two)", "round(exact - p.ten, p.two)"),
        "có thể âm",
    ),
    "two rows": (after("rows task", "    rows job at_most p.ten"), "chỉ khai rows một lần"),
    "rows of a stage not there": (
        swap("rows task at_most", "rows task of stage day at_most"),
        "chưa có stage “day”",
    ),
    "rows without bound": (swap("at_most p.rows", "at_most p.half"), "số nguyên cố định"),
    "too many rows": (swap("at_most p.rows", "at_most p.deep"), "số dòng nhiều nhất"),
    "a field before rows": (swap("    rows task at_most p.rows\n", ""), "chưa khai rows task"),
    "an unknown kind": (
        swap("input leads yes_no", "input leads boolean"),
        "không có kiểu “boolean”",
    ),
    "a range turned round": (
        swap("task.done integer 0..p.ten", "task.done integer p.ten..0"),
        "ngược",
    ),
    "a range that is not whole": (
        swap("task.done integer 0..p.ten", "task.done integer 0..p.half"),
        "số nguyên cố định",
    ),
    "too many places": (swap("task.weight decimal(1)", "task.weight decimal(7)"), "nhiều nhất 6"),
    "a one_of of one": (swap("one_of(plan, extra)", "one_of(plan)"), "ít nhất hai lựa chọn"),
    "a one_of of twins": (
        swap("one_of(plan, extra)", "one_of(plan, plan)"),
        "ít nhất hai lựa chọn",
    ),
    "every_managed twice": (
        swap("= p.ten * (part", "= p.ten * (1 if every_managed(score > 0) else 0) * (part"),
        "một lần",
    ),
    "every_managed of another line": (
        swap("every_managed(score >= p.half)", "every_managed(part >= p.half)"),
        "chỉ được xét kết quả",
    ),
    "a requirement on the chain": (
        after("d = 1", '    require d >= 1 else not_scored "x" @ Đ15'),
        "không được dựa vào every_managed",
    ),
    "a false claim of rising": (
        swap("rises with task.done", "falls with task.done"),
        "không chứng minh được",
    ),
    "a claim the signs cannot show": (
        swap("rises with task.done", "rises with task.weight"),
        "không chứng minh được",
    ),
    "a claim about nothing": (
        swap("rises with task.done", "rises with task.dome"),
        "không có dữ liệu vào",
    ),
    "a cause without a start": (
        swap("    start task.done = task.given\n", ""),
        "chưa có dòng start",
    ),
    "a start without a cause": (
        swap('    cause short "Chưa xong" sets task.done @ Đ14.2a\n', ""),
        "thiếu dòng cause",
    ),
    "a last cause that is not the truth": (
        swap("sets task.done @", "sets task.done = 0 @"),
        "thiếu dòng cause",
    ),
    "a cause of an unknown input": (
        swap("sets task.done @", "sets task.dome @"),
        "không có dữ liệu vào",
    ),
    "a value for every_managed": (
        swap("start every_managed", "start every_managed = 1"),
        "không nhận giá trị",
    ),
    "a start out of scale": (
        swap("start task.done = task.given", "start task.done = task.given * p.half"),
        "không đúng số chữ số",
    ),
    "a start of another kind": (
        swap("start task.done = task.given", "start task.done = task.kind"),
        "không hợp với “done”",
    ),
    "a cap on an unknown level": (swap("limit high", "limit top"), "không có mức “top”"),
    "a cap within what is no key": (swap("within team", "within leads"), "phải là input kiểu key"),
    "a cap without members": (
        swap("floor(members(level >= low) * p.half)", "floor(p.ten)"),
        "viết at_most floor",
    ),
    "a cap without a share": (
        swap("floor(members(level >= low) * p.half)", "floor(members(level >= low))"),
        "viết at_most floor",
    ),
    "a cap with a negative share": (
        swap("members(level >= low) * p.half", "members(level >= low) * p.minus"),
        "không được âm",
    ),
    "a cap before any level": (
        GOOD.replace("    level = high if score >= p.half else low @ Đ20\n", ""),
        "limit cần một dòng xếp mức",
    ),
    "a cap ordered by a long fraction": (
        swap("order score desc", "order part desc"),
        "mẫu quá lớn",
    ),
    "a key without direction": (swap("person asc", "person"), "ở đây cần “asc”"),
    "where outside a total": (
        swap("min(1, total(task.weight * task.done) / base)", "min(1, base where leads)"),
        "where chỉ dùng",
    ),
    "members outside a cap": (
        swap("exact = p.ten *", "exact = members(leads) *"),
        "chỉ dùng trong dòng limit",
    ),
    "a total of two": (
        swap("total(task.weight * task.done)", "total(task.weight, task.done)"),
        "nhận một biểu thức",
    ),
    "worst of numbers": (
        swap("level = high if score >= p.half else low", "level = worst(part, d)"),
        "chỉ nhận các mức",
    ),
    "a number past 38 digits": (
        swap("exact = p.ten *", "exact = " + "p.deep * general * " * 7 + "p.ten *"),
        "vượt 38 chữ số",
    ),
    "a name without end": (swap('part "Xong"', "p" * 41), "tên dài quá"),
    "brackets without end": (
        swap("part * d if leads", "(" * 50 + "part" + ")" * 50 + " * d if leads"),
        "lồng nhau quá",
    ),
    "not without end": (swap("if leads else", "if " + "not " * 50 + "leads else"), "lồng nhau quá"),
    "a text without end": (GOOD + "# x\n" * 700, "quá 600 dòng"),
    "a line without end": (GOOD + "#" + "x" * 70_000, "dài quá"),
    "a stage without rows": (
        GOOD + "stage year\n    result y = total(task.done) @ Đ1\n",
        "chưa khai rows",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_refused(name):
    text, told = FAULTS[name]
    with pytest.raises(RuleError) as refused:
        compiled(text)
    assert told in str(refused.value)
    assert str(refused.value).startswith("sample.rule")


def test_there_are_enough_planted_faults():
    assert len(FAULTS) >= 40


def test_the_message_names_line_and_column():
    with pytest.raises(RuleError) as refused:
        compiled(swap("p.half else low", "p.haft else low"))
    assert refused.value.place.line == line_with("level = high")
    assert refused.value.place.column == len("    level = high if score >= p")


def test_no_message_carries_a_traceback_or_python_word():
    for text, _ in FAULTS.values():
        with pytest.raises(RuleError) as refused:
            compiled(text)
        assert "Error" not in str(refused.value)
        assert "None" not in str(refused.value)
