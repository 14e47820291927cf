"""What is known of four published lists: hardly a clean row is told, and the true faults are."""

import pytest

from congvu.engine.appraisal.findings import Rule, Scope
from congvu.engine.appraisal.linter import findings
from tests.engine.appraisal import catalogues

LISTS = {
    "commune": catalogues.commune,
    "statistics": catalogues.statistics,
    "council_office": catalogues.council_office,
    "handbook": catalogues.handbook,
}
# Every finding of a row, read one by one: each is a true fault of the published list.
TOLD = {
    "commune": {
        ("HCC.19", Rule.NEAR_DUPLICATE),  # an apology for a late dossier, also DC.36
        ("ASXH.14", Rule.NEAR_DUPLICATE),  # jobs and training, also ASXH.05
    },
    "statistics": {
        ("TK.001", Rule.COMPOSITE),  # an approved plan, and a report on it
        ("TK.117", Rule.COMPOSITE),  # a tax return, and a final settlement
        ("TK.118", Rule.VAGUE),  # "Khai báo, đối chiếu" are two verbs
        ("TK.124", Rule.COMPOSITE),  # "Tài liệu + biên bản"
        ("TK.125", Rule.COMPOSITE),  # "Hồ sơ + báo cáo"
        ("TK.162", Rule.DUPLICATE),  # "Dự thảo quy chế", also TK.119
        ("TK.164", Rule.NEAR_DUPLICATE),  # repeated in the source, as the source says
    },
    "council_office": {("SH.CM.G3", Rule.COMPOSITE)},  # an estimate; a financial report
    "handbook": set(),
}


def found(name, rule):
    return [one for one in findings(LISTS[name]()) if one.rule is rule]


@pytest.mark.parametrize("name", LISTS)
def test_a_published_list_is_told_its_true_faults_and_nothing_else(name):
    rows = LISTS[name]().rows("products")
    by_row = [one for one in findings(LISTS[name]()) if one.scope is Scope.ROW]
    assert {(rows[one.rows[0]]["code"], one.rule) for one in by_row} == TOLD[name]
    assert 20 * len({one.rows[0] for one in by_row}) <= len(rows)  # at most 5 %


@pytest.mark.parametrize("name", LISTS)
def test_the_same_list_gives_the_same_findings_in_the_same_order(name):
    assert findings(LISTS[name]()) == findings(LISTS[name]())


def test_no_row_of_the_commune_list_is_out_of_its_band_or_its_coefficient():
    wrong = {Rule.OUT_OF_BAND, Rule.COEFFICIENT, Rule.CODE_TWICE, Rule.STANDARD, Rule.UNIFORM}
    assert len(catalogues.commune().rows("products")) == 371
    assert not [one for one in findings(catalogues.commune()) if one.rule in wrong]


def test_parts_of_a_split_conference_are_not_told_as_doubles():
    rows = catalogues.commune().rows("products")
    told = {rows[n]["code"] for one in found("commune", Rule.NEAR_DUPLICATE) for n in one.rows}
    assert not {code for code in told if code.startswith(("DC.HN", "DC.KT", "DC.QPPL"))}


def test_birth_and_death_on_paper_and_online_are_different_work():
    codes = {"VP.34", "VP.35", "HCC.04", "HCC.05"}
    rows = catalogues.commune().rows("products")
    assert not codes & {rows[n]["code"] for one in findings(catalogues.commune())
                        if one.scope is Scope.ROW for n in one.rows}  # fmt: skip


def test_the_statistics_list_has_one_score_for_each_group():
    told = found("statistics", Rule.UNIFORM)
    assert {one.scope for one in told} == {Scope.LIST}
    assert sorted(len(one.rows) for one in told) == [10, 11, 29, 54, 68]


def test_the_statistics_list_has_no_standard_product_of_its_own():
    (told,) = found("statistics", Rule.STANDARD)
    assert "hệ số 1" in told.why
    assert not told.blocks


def test_a_list_without_bands_is_asked_for_them():
    (told,) = found("council_office", Rule.STANDARD)
    assert "khung điểm" in told.why


def test_the_handbook_frames_are_maxima_and_fit_its_own_examples():
    assert found("handbook", Rule.STANDARD) == []


@pytest.mark.parametrize("name", LISTS)
def test_no_list_is_unlike_itself(name):
    (told,) = [findings(LISTS[name](), [LISTS[name]()])]
    assert [one for one in told if one.rule is Rule.OUTLIER] == []
