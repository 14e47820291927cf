"""A list from its draft to its edition: found, mended, sent back, let stand, confirmed, issued."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from congvu.apps.accounts.models import User
from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.catalogue import queries as catalogue
from congvu.apps.toolkit import actions, queries
from congvu.apps.toolkit.actions import NewPlan, RowEdit
from congvu.apps.toolkit.models import Ruling
from tests.apps import world
from tests.apps.toolkit.drafts import (
    ROWS,
    RULES,
    SERIES,
    drafted,
    found,
    prints,
    products,
    row,
    submitted,
    user,
)

pytestmark = pytest.mark.django_db
JANUARY = date(2027, 1, 1)
LATER = world.AT + timedelta(days=1)


@pytest.fixture
def clerk() -> User:
    """Who proposes."""
    return user("van.phong")


@pytest.fixture
def appraiser() -> User:
    """Who appraises."""
    return user("tham.dinh")


@pytest.fixture
def signer() -> User:
    """Who enters the decision."""
    return user("noi.vu")


def rule(pk: int, which: str | list[str], verdict: str, by: User, reason: str = "") -> int:
    """Settle the findings of a rule, or those named."""
    chosen = prints(pk, which) if isinstance(which, str) else which
    return actions.rule(pk, chosen, verdict, reason=reason, by=by, at=world.AT)


def issue(pk: int, by: User, **terms: object) -> str:
    """Issue by decision 45 from January."""
    given = {"decision": "45/QĐ-UBND", "decided_on": date(2026, 11, 20), "issued_by": "UBND xã"}
    given |= {"valid_from": JANUARY} | terms
    return actions.issue(pk, by=by, at=world.AT, **given)


def settle(pk: int, by: User) -> None:
    """Mend what can be mended, let the rest stand."""
    for which in ("coefficient", "duplicate", "out_of_band"):
        rule(pk, which, "fix", by)
    rule(pk, prints(pk), "override", by, "Đúng như đã thống nhất với đơn vị.")


def test_what_is_wrong_with_the_sample_is_found(clerk):
    pk = submitted(clerk)
    assert sorted(one.rule for one in found(pk)) == sorted(RULES)
    assert len([one for one in found(pk) if one.blocks]) == 4


def test_a_list_goes_from_its_draft_to_its_edition(clerk, appraiser, signer):
    pk = submitted(clerk)
    settle(pk, appraiser)
    actions.appraise(pk, opinion="Đạt yêu cầu", by=appraiser, at=world.AT)
    code = issue(pk, signer)
    edition = catalogue.version(code)
    assert (edition.code, edition.decision, edition.products) == (SERIES, "45/QĐ-UBND", 5)
    view = queries.proposal(pk)
    assert (view.state, view.appraiser, view.issuer) == (
        "issued",
        "Người tham.dinh",
        "Người noi.vu",
    )
    verbs = Event.objects.filter(kind="proposal").order_by("pk").values_list("verb", flat=True)
    assert list(dict.fromkeys(verbs)) == [
        "toolkit.proposal_started", "toolkit.rows_changed", "toolkit.proposal_submitted",
        "toolkit.findings_ruled", "toolkit.proposal_appraised", "toolkit.proposal_issued",
    ]  # fmt: skip


def test_several_suggestions_are_made_in_one_act(clerk, appraiser):
    pk = submitted(clerk)
    before = queries.proposal(pk).revision
    assert rule(pk, "coefficient", "fix", appraiser) == 2
    mended = products(pk)
    assert (mended["C.02"]["coefficient"], mended["C.03"]["coefficient"]) == ("1,8", "1,4")
    assert queries.proposal(pk).revision == before + 1
    (change,) = [one for one in queries.changes(pk) if one.act == "fix"]
    assert (change.rows, change.label) == (2, "Sửa theo đề nghị 2 phát hiện: Hệ số quy đổi sai")
    event = Event.objects.get(verb="toolkit.findings_ruled")
    assert event.payload["count"] == 2
    assert {told[0] for told in event.payload["rows"]} == {"coefficient"}


def test_suggestions_on_one_row_are_one_edit(clerk, appraiser):
    twice = row("C.07", "Cấp giấy phép", "Giấy phép", "40", "9")
    pk = submitted(clerk, drafted([twice]))
    rule(pk, [*prints(pk, "coefficient"), *prints(pk, "out_of_band")], "fix", appraiser)
    assert len(queries.changes(pk)[0].label) < 100
    assert products(pk)["C.07"] == {**twice, "coefficient": "8", "complexity": "N2"}


def test_a_row_that_one_suggestion_takes_out_goes_whatever_another_writes(clerk, appraiser):
    rows = [*ROWS[:4], ROWS[4] | {"coefficient": "3"}]
    pk = submitted(clerk, drafted(rows))
    assert rule(pk, [*prints(pk, "duplicate"), *prints(pk, "coefficient")], "fix", appraiser) == 4
    assert "C.05" not in products(pk)


def test_an_accepted_suggestion_can_be_undone_and_is_asked_again(clerk, appraiser):
    pk = submitted(clerk)
    rule(pk, "duplicate", "fix", appraiser)
    assert "C.05" not in products(pk)
    actions.undo(pk, queries.changes(pk)[0].number, by=appraiser, at=world.AT)
    assert "C.05" in products(pk)
    assert prints(pk, "duplicate")[0] in {one.fingerprint for one in queries.judged(pk).waiting}


def test_a_ruling_survives_edits_elsewhere_and_falls_with_its_row(clerk, appraiser):
    pk = submitted(clerk)
    rule(pk, "vague", "override", appraiser, "Việc đột xuất")
    rule(pk, "coefficient", "fix", appraiser)
    assert "vague" not in {one.rule for one in queries.judged(pk).waiting}
    actions.send_back(pk, reason="Sửa", by=appraiser, at=world.AT)
    edit_row(pk, clerk, "C.04", output="Theo phân công")
    assert "vague" in {one.rule for one in queries.judged(pk).waiting}


def edit_row(pk: int, by: User, code: str, **texts: str) -> None:
    """Change cells of a row."""
    draft = queries.draft_of(pk)
    rows = draft.document.rows("products")
    place = next(n for n, one in enumerate(rows) if one["code"] == code)
    edit = RowEdit("products", {**rows[place], **texts}, draft.ids["products"][place])
    actions.change_rows(pk, [edit], label="Sửa", by=by, at=world.AT)


def test_several_findings_are_marked_and_the_list_goes_back_once(clerk, appraiser):
    pk = submitted(clerk)
    rule(pk, "vague", "return", appraiser, "Ghi rõ sản phẩm nộp.")
    rule(pk, "composite", "return", appraiser, "Tách hai dòng.")
    assert queries.proposal(pk).state == "submitted"
    assert {(one.label, one.by) for one in queries.comments(pk)} == {
        ("C.04", "Người tham.dinh"), ("C.06", "Người tham.dinh"),
    }  # fmt: skip
    assert "Ghi rõ sản phẩm nộp." in queries.comments(pk)[0].text
    actions.send_back(pk, reason="Hai dòng cần sửa", by=appraiser, at=world.AT)
    assert queries.proposal(pk).state == "returned"


def test_what_was_sent_back_and_comes_again_unmended_is_not_settled(clerk, appraiser):
    pk = submitted(clerk)
    settle_all_but(pk, appraiser, "vague")
    rule(pk, "vague", "return", appraiser, "Ghi rõ sản phẩm nộp.")
    with pytest.raises(Refused, match="Còn 1 phát hiện chưa xử lý"):
        actions.appraise(pk, opinion="", by=appraiser, at=world.AT)
    actions.send_back(pk, reason="Sửa", by=appraiser, at=world.AT)
    actions.submit(pk, by=clerk, at=LATER)
    with pytest.raises(Refused, match="Còn 1 phát hiện chưa xử lý"):
        actions.appraise(pk, opinion="", by=appraiser, at=LATER)
    rule(pk, "vague", "override", appraiser, "Chấp nhận")
    actions.appraise(pk, opinion="", by=appraiser, at=LATER)


def settle_all_but(pk: int, by: User, kept: str) -> None:
    """Settle everything but one rule."""
    for which in ("coefficient", "duplicate", "out_of_band"):
        rule(pk, which, "fix", by)
    rule(pk, [one.fingerprint for one in found(pk) if one.rule != kept], "override", by, "Được")


def test_what_blocks_is_never_let_stand(clerk, appraiser):
    pk = submitted(clerk)
    with pytest.raises(Refused, match="không giữ nguyên được"):
        rule(pk, "duplicate", "override", appraiser, "Cứ để vậy")
    with pytest.raises(Refused, match="Còn 4 lỗi phải sửa"):
        actions.appraise(pk, opinion="", by=appraiser, at=world.AT)


def test_the_same_finding_may_be_decided_otherwise(clerk, appraiser):
    pk = submitted(clerk)
    rule(pk, "vague", "return", appraiser, "Ghi rõ")
    rule(pk, "vague", "override", appraiser, "Thôi, được")
    ruling = queries.judged(pk).rulings[prints(pk, "vague")[0]]
    assert (ruling.verdict, ruling.reason, ruling.by) == (
        "override",
        "Thôi, được",
        "Người tham.dinh",
    )
    assert Ruling.objects.count() == 1


@pytest.mark.parametrize(
    ("which", "verdict", "reason", "said"),
    [
        ("vague", "fix", "", "không có sửa đổi làm sẵn"),
        ("vague", "override", "  ", "phải ghi lý do"),
        ("vague", "return", "", "phải ghi lý do"),
        ("vague", "burn", "x", "Chọn một trong ba"),
        ([], "fix", "", "Chưa chọn phát hiện nào"),
        (["0" * 64], "fix", "", "không còn"),
    ],
)
def test_a_ruling_that_cannot_be_is_refused_and_leaves_nothing(
    clerk, appraiser, which, verdict, reason, said
):
    pk = submitted(clerk)
    with pytest.raises(Refused, match=said):
        rule(pk, which, verdict, appraiser, reason)
    assert not Ruling.objects.exists()
    assert queries.comments(pk) == []


def test_a_code_used_twice_gets_the_next_free_one(clerk, appraiser):
    pk = submitted(clerk, drafted([ROWS[0], ROWS[1], ROWS[2] | {"code": "C.01"}]))
    rule(pk, "code_twice", "fix", appraiser)
    assert sorted(products(pk)) == ["C.01", "C.02", "C.03"]


def test_two_suggestions_for_one_cell_are_not_made_together(clerk, appraiser, monkeypatch):
    pk = submitted(clerk)
    seen = queries.judged(pk)
    one, other = [one for one in seen.findings if one.rule == "coefficient"]
    clash = replace(other, change=(replace(one.change[0], text="9"),))
    told = replace(seen, findings=(one, clash))
    monkeypatch.setattr("congvu.apps.toolkit.actions.appraisal.judged", lambda _: told)
    with pytest.raises(Refused, match="cùng một ô"):
        actions.rule(pk, [one.fingerprint, clash.fingerprint], "fix", by=appraiser, at=world.AT)


def test_nobody_settles_a_list_that_does_not_lie_with_the_appraiser(clerk, appraiser):
    pk = actions.start(drafted(), by=clerk, at=world.AT)
    with pytest.raises(Refused, match="đang ở bước thẩm định"):
        rule(pk, "coefficient", "fix", appraiser)
    with pytest.raises(Refused, match="đang soạn; không làm bước này"):
        actions.appraise(pk, opinion="", by=appraiser, at=world.AT)


def test_nobody_appraises_her_own_proposal(clerk):
    pk = submitted(clerk)
    for act in (
        lambda: rule(pk, "coefficient", "fix", clerk),
        lambda: actions.appraise(pk, opinion="", by=clerk, at=world.AT),
        lambda: actions.send_back(pk, reason="x", by=clerk, at=world.AT),
    ):
        with pytest.raises(Refused, match="phải khác người đề xuất"):
            act()


def test_whoever_wrote_rows_of_anothers_proposal_does_not_appraise_it(clerk, appraiser):
    pk = actions.start(drafted(), by=clerk, at=world.AT)
    edit_row(pk, appraiser, "C.01", note="Theo mẫu")
    actions.submit(pk, by=clerk, at=world.AT)
    with pytest.raises(Refused, match="đã soạn các dòng"):
        rule(pk, "coefficient", "fix", appraiser)


def test_whoever_loaded_the_file_does_not_appraise_it_and_whoever_applied_it_does(clerk, appraiser):
    pk = actions.start(drafted(), by=clerk, at=world.AT)
    loader = user("nap.tep")
    sheets = {"products": [dict(one) for one in ROWS[:4]]}
    plan = NewPlan("a.xlsx", "0" * 64, {"sheets": sheets, "settings": {}})
    plan_id = actions.plan_import(pk, plan, by=loader, at=world.AT)
    actions.apply_import(plan_id, by=appraiser, at=world.AT)
    actions.submit(pk, by=clerk, at=world.AT)
    with pytest.raises(Refused, match="đã soạn các dòng"):
        rule(pk, "coefficient", "fix", loader)
    assert rule(pk, "coefficient", "fix", appraiser) == 2


def test_sending_back_asks_why(clerk, appraiser):
    pk = submitted(clerk)
    with pytest.raises(Refused, match="phải ghi lý do"):
        actions.send_back(pk, reason=" ", by=appraiser, at=world.AT)


def appraised(clerk: User, appraiser: User) -> int:
    """A proposal that waits for its decision."""
    pk = submitted(clerk)
    settle(pk, appraiser)
    actions.appraise(pk, opinion="Đạt", by=appraiser, at=world.AT)
    return pk


def test_whoever_proposed_or_mended_rows_does_not_issue(clerk, appraiser, signer):
    pk = appraised(clerk, appraiser)
    with pytest.raises(Refused, match="phải khác người đề xuất"):
        issue(pk, clerk)
    with pytest.raises(Refused, match="đã sửa các dòng"):
        issue(pk, appraiser)
    assert issue(pk, signer) == SERIES


def test_only_an_appraised_list_is_issued_and_only_once(clerk, appraiser, signer):
    with pytest.raises(Refused, match="không làm bước này"):
        issue(submitted(clerk, drafted()), signer)
    actions.withdraw(queries.proposals()[0].id, reason="", by=clerk, at=world.AT)
    pk = appraised(clerk, appraiser)
    issue(pk, signer)
    with pytest.raises(Refused, match="không làm bước này"):
        issue(pk, signer)


@pytest.mark.parametrize("field", ["decision", "issued_by"])
def test_a_decision_names_its_number_and_whose_it_is(clerk, appraiser, signer, field):
    pk = appraised(clerk, appraiser)
    with pytest.raises(Refused, match="số quyết định và cơ quan"):
        issue(pk, signer, **{field: " "})
    assert queries.proposal(pk).state == "appraised"


def test_an_edition_begins_after_the_one_before(clerk, appraiser, signer):
    issue(appraised(clerk, appraiser), signer)
    pk = appraised(clerk, appraiser)
    with pytest.raises(Refused, match="sau ngày có hiệu lực"):
        issue(pk, signer, valid_from=JANUARY)
    assert queries.proposal(pk).state == "appraised"
    code = issue(pk, signer, valid_from=date(2027, 2, 1))
    assert catalogue.version(SERIES).valid_until == date(2027, 2, 1)
    assert queries.standing(drafted(), on=JANUARY).document == catalogue.document_of(code)


def test_the_latest_edition_is_the_latest_however_it_is_named(clerk, appraiser, signer):
    issue(appraised(clerk, appraiser), signer)
    pk = appraised(clerk, appraiser)
    renamed = queries.proposal(pk)
    actions.send_back(pk, reason="Đổi tên", by=appraiser, at=world.AT)
    actions.change_settings(
        pk, name="Zz danh mục", settings=dict(renamed.settings), by=clerk, at=world.AT
    )
    actions.submit(pk, by=clerk, at=world.AT)
    actions.appraise(pk, opinion="", by=appraiser, at=world.AT)
    code = issue(pk, signer, valid_from=date(2027, 2, 1))
    assert [one.code for one in catalogue.editions_of(SERIES)] == [code, SERIES]


def test_a_list_that_would_be_the_first_supersedes_nothing(clerk):
    assert queries.standing(drafted(), on=JANUARY) is None
