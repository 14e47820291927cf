"""A list is proposed by one person, appraised by another, issued by a decision."""

from datetime import date

import pytest

from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.catalogue import queries as catalogue_queries
from congvu.apps.toolkit import actions, queries
from congvu.apps.toolkit.actions import RowEdit
from tests.apps import world
from tests.apps.toolkit.lists import IN_FORCE, catalogue, issued, people, product, started

pytestmark = pytest.mark.django_db
AT = world.AT


def submitted(who, *rows):
    proposal = started(*rows, by=who.an)
    actions.submit(proposal, by=who.an, at=AT)
    return proposal


def test_a_sound_list_goes_all_the_way_and_is_in_force_from_its_day():
    who = people()
    code = issued(submitted(who), who)
    found = catalogue_queries.document_of(code)
    assert (code, found) == ("DM", catalogue())
    assert [row.code for row in catalogue_queries.products(on=IN_FORCE)] == [
        "VP.01", "VP.02", "VP.03"
    ]  # fmt: skip
    assert catalogue_queries.products(on=date(2026, 11, 30)) == []


def test_the_next_edition_supersedes_and_old_tasks_keep_theirs():
    who = people()
    first = issued(submitted(who), who)
    later = actions.start(catalogue_queries.document_of(first), based_on=first, by=who.an, at=AT)
    (row, *_) = queries.draft_rows(later, "products")[1]
    edit = RowEdit("products", product(points="6", coefficient="1,2"), row.id)
    actions.change_rows(later, [edit], label="Sửa", by=who.an, at=AT)
    actions.submit(later, by=who.an, at=AT)
    for one in queries.judged(later).findings:
        actions.rule(later, [one.fingerprint], "override", reason="Đã rà", by=who.binh, at=AT)
    second = issued(later, who, date(2027, 1, 1))
    assert second == "DM.2"
    assert catalogue_queries.version(first).valid_until == date(2027, 1, 1)
    assert catalogue_queries.document_of(first).rows("products")[0]["points"] == "5"


def test_only_one_proposal_of_a_list_is_under_way():
    started()
    with pytest.raises(Refused, match="đang có một bản đề xuất chưa xong"):
        started()


def test_a_proposal_that_was_given_up_makes_room():
    actions.withdraw(started(), reason="Lập nhầm", by=None, at=AT)
    assert started()


def test_whoever_proposes_neither_appraises_nor_issues():
    who = people()
    proposal = submitted(who)
    with pytest.raises(Refused, match="thẩm định phải khác người đề xuất"):
        actions.appraise(proposal, opinion="", by=who.an, at=AT)
    with pytest.raises(Refused, match="thẩm định phải khác người đề xuất"):
        actions.send_back(proposal, reason="Sửa", by=who.an, at=AT)
    actions.appraise(proposal, opinion="", by=who.binh, at=AT)
    with pytest.raises(Refused, match="ban hành phải khác người đề xuất"):
        _issue(proposal, who.an)


def test_who_changed_rows_does_not_issue():
    who = people()
    proposal = submitted(who, product(coefficient="50"), *catalogue().rows("products")[1:])
    (slip,) = [one for one in queries.judged(proposal).findings if one.rule == "coefficient"]
    actions.rule(proposal, [slip.fingerprint], "fix", by=who.binh, at=AT)
    actions.appraise(proposal, opinion="", by=who.binh, at=AT)
    with pytest.raises(Refused, match="đã sửa các dòng"):
        _issue(proposal, who.binh)
    _issue(proposal, who.chi)
    assert queries.proposal(proposal).state == "issued"


def test_a_fault_that_blocks_is_not_appraised_away():
    who = people()
    proposal = submitted(who, product(points="60"), *catalogue().rows("products")[1:])
    with pytest.raises(Refused, match="lỗi phải sửa"):
        actions.appraise(proposal, opinion="", by=who.binh, at=AT)


def test_rows_stand_still_while_they_are_appraised_and_after():
    who = people()
    proposal = submitted(who)
    edit = [RowEdit("products", product("VP.09"))]
    with pytest.raises(Refused, match="đã trình thẩm định; không sửa"):
        actions.change_rows(proposal, edit, label="Sửa", by=who.an, at=AT)
    actions.send_back(proposal, reason="Thiếu việc tiếp dân", by=who.binh, at=AT)
    actions.change_rows(proposal, edit, label="Sửa", by=who.an, at=AT)
    assert queries.proposal(proposal).state == "returned"


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda p: actions.submit(p, by=None, at=AT), "chưa có dòng nào"),
        (lambda p: actions.appraise(p, opinion="", by=people().binh, at=AT), "không làm bước này"),
        (lambda p: _issue(p, people().chi), "không làm bước này"),
        (lambda p: actions.send_back(p, reason="x", by=None, at=AT), "không làm bước này"),
        (lambda p: actions.change_settings(p, name=" ", settings={}, by=None, at=AT), "trống"),
    ],
)
def test_a_step_out_of_turn_is_refused_in_words(act, words):
    proposal = started()
    number = len(queries.draft_rows(proposal, "products")[1])
    edits = [
        RowEdit("products", None, row.id) for row in queries.draft_rows(proposal, "products")[1]
    ]
    actions.change_rows(proposal, edits, label=f"Xóa {number} dòng", by=None, at=AT)
    with pytest.raises(Refused, match=words):
        act(proposal)


def test_sending_back_says_why():
    who = people()
    with pytest.raises(Refused, match="phải ghi lý do"):
        actions.send_back(submitted(who), reason=" ", by=who.binh, at=AT)


def test_every_step_is_on_record_with_its_decision():
    who = people()
    issued(submitted(who), who)
    verbs = [event.verb for event in Event.objects.filter(kind="proposal").order_by("pk")]
    assert verbs == [
        "toolkit.proposal_started", "toolkit.rows_changed", "toolkit.proposal_submitted",
        "toolkit.proposal_appraised", "toolkit.proposal_issued",
    ]  # fmt: skip
    assert Event.objects.get(verb="toolkit.proposal_issued").reason == "QĐ 412/QĐ-UBND"


def _issue(proposal, by):
    return actions.issue(
        proposal, decision="QĐ 1", decided_on=IN_FORCE, issued_by="UBND tỉnh",
        valid_from=IN_FORCE, by=by, at=AT,
    )  # fmt: skip
