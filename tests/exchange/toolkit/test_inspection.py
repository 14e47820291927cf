"""A package looked into: what is inside, what it would change here, what to look at first."""

from datetime import date

import pytest

from congvu.engine.lists.document import Document, document
from congvu.engine.lists.sheets import ListKind
from congvu.exchange.toolkit.contents import LawMark, Toolkit
from congvu.exchange.toolkit.inspection import (
    MOST_CAUTIONS,
    Adopted,
    Inspection,
    Step,
    Trust,
    inspect,
)
from congvu.exchange.toolkit.law_checks import law_marks, parameter_fault, rule_check
from congvu.exchange.toolkit.package import Package, pack, unpack
from tests.exchange.toolkit.toolkits import KEY, PRODUCTS, ROWS, RULE, catalogue, resigned, toolkit

DAY = date(2026, 11, 30)
PLAIN = {**ROWS[1], "code": "A.1"}


def look(whole: Toolkit, *ours: Document) -> Inspection:
    return inspect(pack(whole, KEY), {(one.kind, one.code): one for one in ours}, on=DAY)


def local(**values: str) -> Document:
    rows = [{"name": name, "value": value} for name, value in values.items()]
    return document(ListKind.LOCAL, "dp", "Địa phương", {}, {"parameters": rows})


def cautions(found: Inspection) -> list[tuple[str, str]]:
    return [(one.where, one.what) for one in found.cautions]


def test_each_list_is_told_with_what_it_would_change_here() -> None:
    ours = catalogue({**ROWS[0], "points": "8"}, {**ROWS[1], "code": "A.3"})
    changed, new = look(toolkit(catalogue(), catalogue(code="so-b")), ours).parts
    products = changed.differences.sheets["products"]
    assert [row["code"] for row in products.added] == ["A.2"]
    assert [row["code"] for row in products.removed] == ["A.3"]
    assert dict(products.changed[0].columns) == {"points": ("8", "8,5")}
    assert (changed.ours, changed.rows) == (ours, {"products": 2})
    assert (new.ours, new.document.code, new.differences.count) == (None, "so-b", 5)


def test_a_key_is_known_unknown_or_changed() -> None:
    package = pack(toolkit(), KEY)
    found = [
        inspect(package, {}, on=DAY, keys=keys).trust
        for keys in ((), {package.fingerprint}, {"0000 1111"})
    ]
    assert found == [Trust.UNKNOWN, Trust.KNOWN, Trust.CHANGED]


def test_a_version_follows_on_the_one_that_was_taken_over() -> None:
    first = pack(toolkit(version="1.9.0"), KEY)

    def step(package: Package) -> Step:
        adopted = Adopted(first.toolkit.version, first.digest)
        return inspect(package, {}, on=DAY, adopted=adopted).step

    assert inspect(first, {}, on=DAY).step is Step.FIRST
    assert step(first) is Step.SAME
    assert step(pack(toolkit(version="1.10.0", previous=first.digest), KEY)) is Step.NEXT
    assert step(pack(toolkit(version="1.10.0"), KEY)) is Step.LATER
    assert step(pack(toolkit(version="1.9.0", name="Khác"), KEY)) is Step.OLDER


@pytest.mark.parametrize(
    ("name", "value", "what"),
    [
        ("floor_share", "1/4", ""),
        ("delay_unit", "working_day", ""),
        ("floor_share", "3/4", "phải từ 0 % đến 50 %"),
        ("delay_unit", "hour", "phải là một trong"),
        ("quality_deduction", "10 %", "do luật định"),
        ("salary", "1", "không có giá trị “salary”"),
    ],
)
def test_a_local_value_stays_within_what_the_law_leaves_open(
    name: str, value: str, what: str
) -> None:
    fault = parameter_fault(name, value, DAY)
    assert what in fault
    assert bool(fault) == bool(what)
    found = cautions(look(toolkit(local(**{name: value}), rules={})))
    assert found == ([("lists/local/dp/parameters.csv:2:value", fault)] if fault else [])


def test_a_day_without_law_leaves_nothing_to_choose() -> None:
    assert "chưa có văn bản nào" in parameter_fault("clamp", "each", date(1999, 1, 1))


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("stage month", "stahe month", "bon_tieu_chi_2025.rule:"),
        ("subjects civil_servant", "subjects everybody", "“everybody” không có"),
        ("cites toolkit_2025", "cites nowhere", "“nowhere” không có"),
        ("p.toolkit_deduction * task.failed", "p.nothing * task.failed", "nothing"),
        ("(dựng lại)", "(của tỉnh)", "với lời khác; hãy đặt tên khác"),
    ],
)
def test_a_rule_text_that_cannot_run_here_is_told(old: str, new: str, what: str) -> None:
    assert old in RULE
    text = RULE.replace(old, new)
    found = look(toolkit(catalogue(PLAIN), rules={"bon_tieu_chi_2025": text}))
    (rule,) = found.rules
    assert what in rule.fault
    assert cautions(found) == [("rules/bon_tieu_chi_2025.rule", rule.fault)]


def test_a_rule_text_that_runs_is_told_by_its_title() -> None:
    (rule,) = look(toolkit()).rules
    assert (rule.fault, rule.title.startswith("Bộ công cụ bốn tiêu chí")) == ("", True)


def test_a_rule_text_of_the_future_is_judged_by_its_first_day() -> None:
    assert rule_check("bon_tieu_chi_2025", RULE, date(2020, 1, 1)).fault == ""


def test_lists_made_under_another_law_are_to_be_looked_at() -> None:
    marks = law_marks(DAY)
    assert ("nd335_2025", "civil_servant") in {(one.rule, one.subject) for one in marks}
    assert cautions(look(toolkit(catalogue(PLAIN), law=marks, rules={}))) == []
    other = LawMark("nd335_2025", "civil_servant", "0" * 64)
    (found,) = cautions(look(toolkit(catalogue(PLAIN), law=(other,), rules={})))
    assert "khác với văn bản ở đây ngày 30/11/2026" in found[1]


def test_what_looks_like_a_person_or_a_formula_is_pointed_at() -> None:
    texts = {"detail": "Gọi 0912345678", "note": "=HYPERLINK(1)", "source": "a.b@tinh.gov.vn"}
    found = cautions(look(toolkit(catalogue({**PLAIN, **texts}), rules={})))
    assert [where for where, _ in found] == [
        f"{PRODUCTS}:2:detail", f"{PRODUCTS}:2:note", f"{PRODUCTS}:2:source",
    ]  # fmt: skip
    assert "số điện thoại" in found[0][1]
    assert "công thức" in found[1][1]
    assert "thư điện tử" in found[2][1]
    plain = {"note": "- Soạn thảo", "source": "Công văn 335/2025/NĐ-CP, 0123/QĐ", "detail": "1 - 2"}
    assert cautions(look(toolkit(catalogue({**PLAIN, **plain}), rules={}))) == []


def test_cautions_beyond_the_listed_are_counted() -> None:
    rows = [{**PLAIN, "code": f"C{n}", "note": "=1"} for n in range(MOST_CAUTIONS + 7)]
    found = look(toolkit(catalogue(*rows), rules={}))
    assert (len(found.cautions), found.more_cautions) == (MOST_CAUTIONS, 7)


def test_a_readme_of_another_hand_is_pointed_at() -> None:
    package = unpack(resigned({"DOC-TRUOC.md": b"Xin chao"}))
    found = inspect(package, {}, on=DAY)
    assert "DOC-TRUOC.md" in [one.where for one in found.cautions]
