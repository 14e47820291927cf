"""Reviews, objective causes and evidence, each kept as it was."""

from datetime import date

import pytest
from django.db import ProgrammingError, connection, transaction

from congvu.apps.audit.refusals import Refused
from congvu.apps.work import actions, queries
from congvu.apps.work.models import Evidence, Review
from tests.apps import world
from tests.apps.work.desk import LATER, given, log, result, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def period():
    world.agency()
    return world.november()


@pytest.fixture
def head():
    return user("binh")


def reported(period, **more):
    task_id = given(period, **more)
    log(task_id)
    return task_id


def test_a_batch_acceptance_says_so_and_one_by_one_does_not(period, head):
    ids = [reported(period) for _ in range(3)]
    actions.accept_results(ids[:2], batch=True, by=head, at=LATER)
    actions.accept_results(ids[2:], by=head, at=LATER)
    found = {row.task_id: row.batch for row in queries.reviews_of(ids)}
    assert found == {ids[0]: True, ids[1]: True, ids[2]: False}


def test_an_acceptance_by_import_leaves_no_review(period):
    actions.accept_results([reported(period)], by=None, at=LATER)
    assert not Review.objects.exists()


def test_a_failed_review_counts_and_comes_back_with_its_reason(period, head):
    task_id = reported(period)
    actions.fail_result(task_id, reason="Sai số liệu", by=head, at=LATER)
    assert (result(task_id).failed, queries.task(task_id).returned) == (1, "Sai số liệu")
    with pytest.raises(Refused, match="đã trả lại"):
        actions.accept_results([task_id], by=head, at=LATER)
    log(task_id, 0, note="Đã sửa số liệu", at=LATER)
    actions.accept_results([task_id], by=head, at=LATER)
    assert (result(task_id).failed, queries.task(task_id).returned) == (1, "")


@pytest.mark.parametrize("act", [actions.fail_result, actions.return_result])
def test_a_result_is_not_sent_back_without_a_reason(period, head, act):
    task_id = reported(period)
    with pytest.raises(Refused, match="lý do"):
        act(task_id, reason=" ", by=head, at=LATER)
    assert (result(task_id).failed, result(task_id).returned_at) == (0, None)


def test_what_was_returned_does_not_count_as_failed(period, head):
    task_id = reported(period)
    actions.return_result(task_id, reason="Thiếu phụ lục", by=head, at=LATER)
    assert result(task_id).failed == 0
    assert not queries.task(task_id).is_waiting_for_review


def test_an_acceptance_is_taken_back_by_returning_it(period, head):
    task_id = reported(period)
    actions.accept_results([task_id], by=head, at=LATER)
    actions.return_result(task_id, reason="Xem lại", by=head, at=LATER)
    assert result(task_id).accepted_at is None


def test_returning_what_was_added_leaves_what_was_accepted(period, head):
    task_id = reported(period, amount=500)
    actions.accept_results([task_id], by=head, at=world.AT)
    log(task_id, at=LATER)
    actions.return_result(task_id, reason="Trùng", by=head, at=LATER)
    found = result(task_id)
    assert found.accepted_at is not None
    assert (found.completed_hundredths, found.pending_hundredths) == (100, 100)


def test_the_effect_is_graded_after_acceptance_with_a_reason_at_the_ends(period, head):
    task_id = reported(period)
    with pytest.raises(Refused, match="Nghiệm thu kết quả trước"):
        actions.grade_effect(task_id, 1, reason="", by=head, at=LATER)
    actions.accept_results([task_id], by=head, at=LATER)
    for step in (0, 3):
        with pytest.raises(Refused, match="phải ghi lý do"), transaction.atomic():
            actions.grade_effect(task_id, step, reason="", by=head, at=LATER)
    actions.grade_effect(task_id, 2, reason="", by=head, at=LATER)
    actions.grade_effect(task_id, 0, reason="Bộ lấy làm mẫu", by=head, at=LATER)
    assert result(task_id).effect == 0
    with pytest.raises(Refused, match="Chọn một mức"):
        actions.grade_effect(task_id, 9, reason="x", by=head, at=LATER)


def test_a_review_once_made_is_never_changed(period, head):
    actions.accept_results([reported(period)], by=head, at=LATER)
    for sql in ("UPDATE work_review SET batch = true", "DELETE FROM work_review"):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)


def test_a_confirmed_cause_is_left_out_also_when_it_came_before_the_report(period, head):
    task_id = given(period, due_on=date(2026, 11, 10))
    cause = actions.claim_cause(task_id, "disaster", note="bão số 12", by=None, at=world.AT)
    actions.confirm_cause(cause, days=2, failed=0, by=head, at=LATER)
    log(task_id, at=LATER)
    found = result(task_id)
    assert (found.excused_days, found.excused_by) == (2, "Người binh")
    assert found.excuse == "Thiên tai, dịch bệnh bão số 12"


def test_causes_add_up_and_name_each_who_confirmed(period, head):
    task_id = reported(period)
    actions.fail_result(task_id, reason="Sai", by=head, at=world.AT)
    first = actions.claim_cause(task_id, "system", by=None, at=world.AT)
    with pytest.raises(Refused, match="đang chờ xác nhận"):
        actions.claim_cause(task_id, "waiting", by=None, at=world.AT)
    actions.confirm_cause(first, days=1, failed=0, by=head, at=world.AT)
    second = actions.claim_cause(task_id, "other", note="Đổi biểu mẫu", by=None, at=world.AT)
    actions.confirm_cause(second, days=0, failed=1, by=user("alice"), at=LATER)
    found = result(task_id)
    assert (found.excused_days, found.excused_failed) == (1, 1)
    assert found.excused_by == "Người binh; Người alice"


def test_more_failed_reviews_than_there_were_are_not_excused(period, head):
    task_id = reported(period)
    cause = actions.claim_cause(task_id, "system", by=None, at=world.AT)
    with pytest.raises(Refused, match="không được nhiều hơn"), transaction.atomic():
        actions.confirm_cause(cause, days=0, failed=1, by=head, at=LATER)
    with pytest.raises(Refused, match="ít nhất một ngày"):
        actions.confirm_cause(cause, days=0, failed=0, by=head, at=LATER)


def test_a_refused_cause_says_why_and_excuses_nothing(period, head):
    task_id = reported(period)
    cause = actions.claim_cause(task_id, "waiting", by=None, at=world.AT)
    with pytest.raises(Refused, match="ghi vì sao"), transaction.atomic():
        actions.refuse_cause(cause, note="", by=head, at=LATER)
    actions.refuse_cause(cause, note="Đã có văn bản trả lời từ 05/11", by=head, at=LATER)
    assert result(task_id).excused_days == 0
    with pytest.raises(Refused, match="không được xác nhận"):
        actions.confirm_cause(cause, days=1, failed=0, by=head, at=LATER)
    assert [row.waits for row in queries.causes_of([task_id])] == [False]


def test_an_unknown_kind_of_cause_and_one_without_words_are_refused(period):
    task_id = given(period)
    with pytest.raises(Refused, match="trong danh sách"):
        actions.claim_cause(task_id, "x", by=None, at=world.AT)
    with pytest.raises(Refused, match="ghi rõ lý do"), transaction.atomic():
        actions.claim_cause(task_id, "other", note=" ", by=None, at=world.AT)


def test_evidence_is_attached_once_by_its_content_and_removed_but_kept(period):
    task_id, digest = given(period), "ab" * 32

    def attach(label):
        return actions.attach_file(
            task_id, label=label, sha256=digest, size=10, content_type="application/pdf",
            by=None, at=world.AT,
        )  # fmt: skip

    assert attach("Báo cáo.pdf") == attach("Báo cáo lần 2.pdf")
    link = actions.attach_link(
        task_id, label="", link="https://vb.example/12", by=None, at=world.AT
    )
    with pytest.raises(Refused, match="https://"):
        actions.attach_link(task_id, label="x", link="javascript:alert(1)", by=None, at=world.AT)
    assert [row.label for row in queries.proofs_of([task_id])] == [
        "Báo cáo.pdf",
        "https://vb.example/12",
    ]
    actions.remove_evidence(link, by=None, at=LATER)
    assert queries.proof(link) is None
    assert Evidence.objects.count() == 2
