"""A ruling stays with its rows wherever they move, and ends when what was judged changes."""

from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.engine.appraisal.findings import RULE_TITLES, Change, Rule, Scope
from congvu.engine.appraisal.linter import findings
from congvu.engine.lists.document import document
from congvu.engine.lists.sheets import PRODUCTS, ListKind
from tests.engine.appraisal import catalogues
from tests.engine.appraisal.catalogues import made

REAL = catalogues.statistics()
PRINTS = {one.fingerprint for one in findings(REAL)}


def reordered(rows):
    return document(ListKind.CATALOGUE, "DM", "Nháp", REAL.settings, {"products": rows})


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_moving_rows_changes_no_fingerprint(dice):
    rows = [dict(row) for row in REAL.rows("products")]
    dice.shuffle(rows)
    assert {one.fingerprint for one in findings(reordered(rows))} == PRINTS


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 171), st.sampled_from(("note", "source", "unit", "hours")))
def test_editing_what_no_rule_judges_changes_no_fingerprint(number, column):
    rows = [dict(row) for row in REAL.rows("products")]
    rows[number][column] = "8"
    assert {one.fingerprint for one in findings(reordered(rows))} == PRINTS


def test_editing_what_was_judged_ends_a_ruling_and_no_other():
    rows = [dict(row) for row in REAL.rows("products")]
    place = next(n for n, row in enumerate(rows) if row["code"] == "TK.124")
    rows[place]["output"] = "Tài liệu; biên bản"
    after = {one.fingerprint for one in findings(reordered(rows))}
    ended = [one for one in findings(REAL) if one.fingerprint not in after]
    assert [one.rows for one in ended] == [(place,)]


def test_no_two_findings_of_a_list_share_a_fingerprint():
    for real in (catalogues.commune(), REAL):
        found = findings(real)
        assert len({one.fingerprint for one in found}) == len(found)


def test_a_fingerprint_is_sixty_four_hexadecimal_digits():
    assert all(len(one) == 64 and int(one, 16) >= 0 for one in PRINTS)


def test_rows_come_first_in_their_order_then_the_list():
    found = findings(made([{"points": "8"}, {"output": ""}, {"code": "VP.01", "points": "x"}]))
    scopes = [one.scope for one in found]
    assert scopes == sorted(scopes, key=lambda scope: scope is Scope.LIST)
    places = [one.rows[0] for one in found if one.scope is Scope.ROW]
    assert places == sorted(places)
    assert len(places) >= 3


def test_every_rule_has_a_title():
    assert set(RULE_TITLES) == set(Rule)


def test_a_change_without_a_column_takes_the_row_out():
    assert Change(3).deletes
    assert not Change(3, "points", "5").deletes


def apply(rows, change):
    kept = [dict(row) for row in rows]
    for one in sorted(change, key=lambda one: -one.row):
        if one.deletes:
            del kept[one.row]
        else:
            kept[one.row][one.column] = one.text
    return kept


def test_what_is_offered_takes_the_finding_away():
    spoilt = made([
        {}, {"name": "Cấp trích lục", "coefficient": "10"},
        {"name": "Ghi biên bản họp", "points": "40", "coefficient": "8"},
        {"code": "VP.01", "name": "Lập sổ đăng ký tài sản"}, {},
        {"name": "Lập kế hoạch tuần", "difficulty": "2", "volume": "1", "breadth": "1",
         "reach": "2", "coefficient": ""},
    ])  # fmt: skip
    offered = [one for one in findings(spoilt) if one.change]
    assert {one.rule for one in offered} == {
        Rule.COEFFICIENT, Rule.OUT_OF_BAND, Rule.CODE_TWICE, Rule.DUPLICATE, Rule.CRITERIA_SUM,
    }  # fmt: skip
    for one in offered:
        rows = apply(spoilt.rows(PRODUCTS.name), one.change)
        again = document(ListKind.CATALOGUE, "DM", "Nháp", spoilt.settings, {"products": rows})
        assert one.fingerprint not in {other.fingerprint for other in findings(again)}
