"""Generated expressions: bounds hold, folding changes nothing, and Python = DuckDB = by hand."""

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.engine.backends.dialects import DUCKDB, POSTGRESQL, SPARK
from congvu.engine.backends.scalar import function
from congvu.engine.backends.spelling import HALF, WHOLE, WIDE, Spelled, cast, spell, width_of
from congvu.engine.language import integers as i

COLUMNS = {"x": (0, 9), "y": (-5, 5), "z": (1, 10**6)}
BY_HAND = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "min": min,
    "max": max,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
BUILD = {"+": i.add, "-": i.subtract, "*": i.multiply, "min": i.least, "max": i.greatest}
values = st.fixed_dictionaries(
    {name: st.integers(low, high) for name, (low, high) in COLUMNS.items()}
    | {"f": st.booleans(), "g": st.booleans()}
)


@st.composite
def numbers(draw, depth=3):
    """(node, what it is by hand) of an integer expression."""
    if depth == 0 or draw(st.integers(0, 4)) == 0:
        if draw(st.booleans()):
            value = draw(st.integers(-2, 3))
            return i.Const(value), lambda _: value
        name = draw(st.sampled_from(sorted(COLUMNS)))
        return i.Column(name, *COLUMNS[name]), lambda given: given[name]
    if draw(st.integers(0, 4)) == 0:
        test, told = draw(truths(depth=depth - 1))
        then, a = draw(numbers(depth=depth - 1))
        other, b = draw(numbers(depth=depth - 1))
        return i.pick(test, then, other), lambda given: a(given) if told(given) else b(given)
    sign = draw(st.sampled_from(sorted(BUILD)))
    left, a = draw(numbers(depth=depth - 1))
    right, b = draw(numbers(depth=depth - 1))
    return BUILD[sign](left, right), lambda given: BY_HAND[sign](a(given), b(given))


@st.composite
def truths(draw, depth=2):
    """(node, what it is by hand) of a truth."""
    kind = draw(st.sampled_from(["flag", "compare", "compare", "and", "or", "not", "always"]))
    if depth <= 0 or kind in ("flag", "always"):
        if kind == "always":
            value = draw(st.booleans())
            return i.Always(value), lambda _: value
        name = draw(st.sampled_from("fg"))
        return i.Flag(name), lambda given: given[name]
    if kind == "compare":
        sign = draw(st.sampled_from(["==", "!=", "<", "<=", ">", ">="]))
        left, a = draw(numbers(depth=depth - 1))
        right, b = draw(numbers(depth=depth - 1))
        return i.compare(sign, left, right), lambda given: BY_HAND[sign](a(given), b(given))
    one, p = draw(truths(depth=depth - 1))
    if kind == "not":
        return i.negation(one), lambda given: not p(given)
    two, q = draw(truths(depth=depth - 1))
    if kind == "and":
        return i.both(one, two), lambda given: p(given) and q(given)
    return i.either(one, two), lambda given: p(given) or q(given)


def in_python(node, given_values):
    names = sorted(given_values)
    return function(names, node)(*(given_values[name] for name in names))


@settings(max_examples=300, derandomize=True, deadline=None)
@given(numbers(), values)
def test_an_integer_is_what_it_is_by_hand_and_within_its_bounds(made, chosen):
    node, by_hand = made
    wanted = by_hand(chosen)
    assert in_python(node, chosen) == wanted
    assert node.low <= wanted <= node.high
    assert i.widest(node) >= abs(wanted)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(truths(), values)
def test_deciding_flags_early_changes_nothing(made, chosen):
    node, by_hand = made
    decided = i.substitute(node, {"f": chosen["f"]})
    assert "f" not in i.names_in(decided)
    assert (
        bool(in_python(decided, chosen)) == bool(by_hand(chosen)) == bool(in_python(node, chosen))
    )


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.lists(st.tuples(numbers(), truths(), values), min_size=5, max_size=5))
def test_sql_says_the_same(cases):
    parts = []
    for (number, _), (truth, _), chosen in cases:
        known = {
            name: Spelled(f"({int(value)})" if name in COLUMNS else str(value).upper(), HALF)
            for name, value in chosen.items()
        }
        parts += [spell(number, known, DUCKDB).sql, spell(truth, known, DUCKDB).sql]
    row = duckdb.sql(f"SELECT {', '.join(parts)}").fetchall()[0]
    wanted = [by_hand(chosen) for n, t, chosen in cases for by_hand in (n[1], t[1])]
    assert [int(value) for value in row] == [int(value) for value in wanted]


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 10**4))
def test_whole_division_is_the_same_everywhere(left, right):
    node = i.floor_div(i.Column("l", 0, 10**6), i.Column("r", 1, 10**4))
    assert in_python(node, {"l": left, "r": right}) == left // right
    known = {"l": Spelled(str(left), WHOLE), "r": Spelled(str(right), WHOLE)}
    assert duckdb.sql(f"SELECT {spell(node, known, DUCKDB).sql}").fetchall()[0][0] == left // right


def test_whole_division_folds_constants_and_ones():
    assert i.floor_div(i.Const(7), i.Const(2)) == i.Const(3)
    column = i.Column("l", 0, 9)
    assert i.floor_div(column, i.ONE) is column


@pytest.mark.parametrize(("low", "divisor"), [(-1, 1), (0, 0)])
def test_whole_division_refuses_what_dialects_round_differently(low, divisor):
    with pytest.raises(ValueError, match="phép chia nguyên"):
        i.floor_div(i.Column("l", low, 9), i.Const(divisor))


def test_equal_bounds_decide_a_comparison_only_when_constant():
    same = i.Column("x", 3, 3)
    assert i.compare("==", i.Const(3), i.Const(3)) == i.Always(True)
    assert i.compare("==", same, i.Const(4)) == i.Always(False)
    assert i.compare("<", same, i.Const(4)) == i.Always(True)
    assert i.compare(">=", i.Column("x", 4, 9), i.Const(4)) == i.Always(True)


WIDTHS = [(0, 2**31 - 1, HALF), (-(2**31), 0, WHOLE), (0, 2**63 - 1, WHOLE), (0, 2**63, WIDE)]


@pytest.mark.parametrize(("low", "high", "width"), WIDTHS)
def test_the_type_follows_the_bounds(low, high, width):
    assert width_of(low, high) == width


def test_products_past_64_bits_are_numeric_in_postgresql_and_hugeint_in_duckdb():
    big = i.Column("b", 0, 2**62)
    node = i.floor_div(i.multiply(big, i.Const(16)), i.Const(3))
    known = {"b": Spelled("b", WHOLE)}
    assert "AS numeric" in spell(node, known, POSTGRESQL).sql
    assert spell(node, known, POSTGRESQL).sql.startswith("div(")
    assert "AS HUGEINT" in spell(node, known, DUCKDB).sql
    assert " div " in spell(node, known, SPARK).sql
    assert cast(Spelled("b", WIDE), WHOLE, DUCKDB) == "b"
    value = 2**62 - 5
    found = duckdb.sql(f"SELECT {spell(node, {'b': Spelled(str(value), WHOLE)}, DUCKDB).sql}")
    assert found.fetchall()[0][0] == value * 16 // 3
