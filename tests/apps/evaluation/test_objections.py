"""Objections: who lodges, replies, advises and decides, until when; what each refuses."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, transaction

from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions, queries
from congvu.apps.evaluation.actions import Decision, NewObjection, Proof
from congvu.apps.evaluation.models import Objection, ObjectionStep, Scorecard
from congvu.apps.rulebook.queries import PeriodRow
from congvu.kernel.workdays import add_working_days
from tests.apps import world
from tests.apps.evaluation import disputes
from tests.apps.evaluation.disputes import LATER, account, decide, granted, lodged, person_id
from tests.standing import standing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def standing_month(django_db_setup, django_db_blocker) -> Iterator[PeriodRow]:
    """Publish November once for the module; each test takes back its own writes."""
    with standing(django_db_blocker):
        yield disputes.published()


@pytest.fixture
def month(standing_month, db) -> PeriodRow:
    return standing_month


def row(made):
    return queries.objection(made)


def test_an_objection_is_kept_with_its_line_its_proof_and_its_day(month):
    proof = Proof("bien-nhan.pdf", "a" * 64, 12, "application/pdf")
    made = lodged(month, link="https://van-ban.example/7", proof=proof)
    kept = row(made)
    assert (kept.label, kept.state) == ("Soạn thảo văn bản", "lodged")
    assert (kept.link, kept.file_name) == ("https://van-ban.example/7", "bien-nhan.pdf")
    assert kept.due_on == add_working_days(date(2026, 11, 24), 7) == date(2026, 12, 3)
    assert kept.left(date(2026, 12, 1)) == 2
    assert kept.left(date(2026, 12, 4)) == -1
    assert [step.kind for step in queries.steps_of(made)] == ["lodged"]
    assert Event.objects.latest("pk").verb == "evaluation.objection_lodged"


@pytest.mark.parametrize("subject", ["all", "general:I.1", "task:0", "unity", "x"])
def test_only_a_line_of_the_card_can_be_objected_to(month, subject):
    criterion = queries.month_of("an", month).criteria[0].criterion.code
    known = {"all": "all", "general:I.1": f"general:{criterion}"}
    if subject in known:
        assert row(lodged(month, known[subject])).subject == known[subject]
        return
    with pytest.raises(Refused, match="không có mục này"):
        lodged(month, subject)


def test_the_last_day_of_the_window_counts_and_the_next_does_not(month):
    last = datetime(2026, 12, 1, 16, 59, tzinfo=world.AT.tzinfo)
    whole = NewObjection("all", "Sai")
    with pytest.raises(Refused, match="hết thời hạn kiến nghị \\(ngày 01/12/2026\\)"):
        actions.lodge_objection(
            month, "an", whole, by=account("an"), at=last + timedelta(minutes=1)
        )
    assert actions.lodge_objection(month, "an", whole, by=account("an"), at=last)


@pytest.mark.parametrize(
    ("kind", "window", "answer", "unsure"),
    [("civil_servant", 5, 7, False), ("public_employee", 5, 10, True)],
)
def test_the_clocks_go_by_the_kind_of_official(db, kind, window, answer, unsure):
    day = date(2026, 11, 23)
    assert queries.objection_window_working_days(day, kind) == window
    assert queries.objection_clocks.objection_working_days(day, kind) == answer
    assert queries.is_unsure(day, kind) == unsure


def test_a_kind_without_a_text_is_told_so(db):
    with pytest.raises(Refused, match="Chưa có quy định"):
        queries.objection_window_working_days(date(2026, 11, 23), "cadre")


def test_one_line_has_one_open_objection(month):
    lodged(month)
    for subject in ("", "all"):
        with pytest.raises(Refused, match="đang có một kiến nghị"):
            lodged(month, subject)
    other = f"task:{disputes.task_of(0).pk}"
    assert lodged(month, other)


def test_a_withdrawn_objection_lets_the_line_go(month):
    made = lodged(month)
    with pytest.raises(Refused, match="Chỉ người gửi"):
        actions.withdraw_objection(made, by=account("binh"), at=LATER)
    actions.withdraw_objection(made, by=account("an"), at=LATER)
    assert row(made).state == "withdrawn"
    assert lodged(month)
    with pytest.raises(Refused, match="đã được giải quyết"):
        actions.withdraw_objection(made, by=account("an"), at=LATER)


def test_nobody_objects_for_another_or_without_words(month):
    with pytest.raises(Refused, match="Chỉ người được đánh giá"):
        actions.lodge_objection(
            month, "an", NewObjection("all", "Sai"), by=account("binh"), at=LATER
        )
    with pytest.raises(Refused, match="vì sao không nhất trí"):
        lodged(month, text="  ")
    with pytest.raises(Refused, match="nhiều nhất 4000"):
        lodged(month, text="x" * 4001)
    with pytest.raises(Refused, match="Đường dẫn dài"):
        lodged(month, link="https://" + "x" * 1000)


def test_the_scorer_replies_once_and_nobody_else_does(month):
    made = lodged(month)
    with pytest.raises(Refused, match="Chỉ người đã nhận xét"):
        actions.reply_to_objection(made, "Đúng rồi", by=account("chi"), at=LATER)
    actions.reply_to_objection(made, "Thiếu phụ lục.", by=account("binh"), at=LATER)
    with pytest.raises(Refused, match="mỗi bước chỉ làm một lần"):
        actions.reply_to_objection(made, "Nữa.", by=account("binh"), at=LATER)
    assert [step.text for step in queries.steps_of(made)] == ["", "Thiếu phụ lục."]


def test_an_opinion_that_nobody_asked_for_is_not_kept(month):
    with pytest.raises(Refused, match="không cần ý kiến"):
        actions.give_opinion(lodged(month), "Đúng.", by=account("long"), at=LATER)


def test_the_nearest_head_decides_and_nobody_else(month):
    made = lodged(month)
    for who in ("alice", "chi", "an"):
        with pytest.raises(Refused, match="có thẩm quyền giải quyết kiến nghị này là Lê Bình"):
            decide(made, Decision("Không."), who)
    decide(made, Decision("Thiếu phụ lục."))
    kept = row(made)
    assert (kept.state, kept.decided_by, kept.changes) == ("upheld", "Lê Bình", {})
    with pytest.raises(Refused, match="đã được giải quyết"):
        decide(made, Decision("Lại."))


def test_a_head_of_a_room_is_answered_by_the_head_above_her(month):
    row = NewObjection("all", "Sai")
    made = actions.lodge_objection(month, "binh", row, by=account("binh"), at=LATER)
    with pytest.raises(Refused, match="là Trần Thị Alice"):
        decide(made, Decision("Không."))
    decide(made, Decision("Không."), "alice")


def test_a_decision_tells_why_and_grants_nothing_but_what_was_asked(month):
    made = lodged(month)
    with pytest.raises(Refused, match="phải ghi lý do"):
        decide(made, Decision(" "))
    other = {"tasks": {str(disputes.task_of(0).pk): {"completed": 500}}}
    with pytest.raises(Refused, match="chỉ về một mục"):
        decide(made, granted(other))
    decide(made, granted(partly=True))
    kept = row(made)
    assert (kept.state, kept.changes) == ("accepted", granted().changes)
    assert queries.steps_of(made)[-1].kind == "partly"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"tasks": {"0": {"completed": 1}}}, "không có việc mang mã 0"),
        ({"tasks": {"0": {}}}, "Chỉ sửa được"),
        ({"tasks": {"0": {"weight": 1}}}, "Chỉ sửa được"),
        ({"tasks": {"0": {"failed": -1}}}, "không được âm"),
        ({"general": {"khong-co": 1}}, "không có tiêu chí"),
        ({"unity": 1}, "Chỉ người giữ chức vụ"),
        ({"settled": True}, "Chỉ người giữ chức vụ"),
        ({"score": 9000}, "các mục của phiếu"),
    ],
)
def test_what_the_card_does_not_have_is_not_granted(month, changes, says):
    made = lodged(month, "all")
    with pytest.raises(Refused, match=says):
        decide(made, granted(changes))


def test_more_than_the_rules_allow_is_not_granted(month):
    made = lodged(month, "all")
    beyond = {"tasks": {str(disputes.task_of(2).pk): {"completed": 10**12}}}
    with pytest.raises(Refused, match="phải từ"):
        decide(made, granted(beyond))
    code = queries.month_of("an", month).criteria[0].criterion.code
    with pytest.raises(Refused, match="phải từ 0 đến"):
        decide(made, granted({"general": {code: 10**6}}))


def test_what_waits_is_told_with_who_holds_it_and_the_next_level(month):
    made = lodged(month)
    (held,) = queries.waiting_objections(date(2026, 12, 4))
    assert (held.row.id, held.decider.full_name, held.above.full_name) == (
        made, "Lê Bình", "Trần Thị Alice"
    )  # fmt: skip


def test_lists_show_what_is_late_first(month):
    first = lodged(month)
    second = lodged(month, f"task:{disputes.task_of(0).pk}")
    decide(first, Decision("Không."))
    path = row(first).unit_path
    shown = queries.Shown([path])
    total, rows = queries.listed_objections(shown, first=0, most=50)
    assert (total, [one.id for one in rows]) == (2, [second, first])
    late = queries.Shown([path], late_on=date(2026, 12, 4))
    assert queries.listed_objections(late, first=0, most=50)[0] == 1
    assert queries.listed_objections(queries.Shown([]), first=0, most=50) == (0, [])
    answered = queries.Shown([path], states=["upheld"])
    assert queries.listed_objections(answered, first=0, most=50)[0] == 1
    assert [one.id for one in queries.objections_of_person(person_id("an"), most=9)] == [
        second, first
    ]  # fmt: skip
    assert [one.id for one in queries.objections_of_card(row(first).card_id)] == [second, first]
    assert queries.disputed([row(first).card_id]) == {row(first).card_id: {row(second).subject}}
    assert queries.objections_open_in(month.id) == 1


def test_a_period_is_sealed_once_its_objections_are_answered(month):
    made, over = lodged(month), date(2026, 12, 31)
    seal = {"today": over, "by": None, "at": world.AT}
    with pytest.raises(Refused, match="Còn 1 kiến nghị chưa trả lời"):
        actions.seal_settled_period(month, **seal)
    decide(made, Decision("Không."))
    actions.seal_settled_period(month, **seal)
    assert set(Scorecard.objects.values_list("state", flat=True)) == {"closed"}


def test_an_unknown_objection_is_told_so(db):
    with pytest.raises(queries.UnknownObjection):
        queries.objection(7)


@pytest.mark.parametrize(
    "change",
    [
        lambda made: Objection.objects.filter(pk=made).update(text="Khác"),
        lambda made: Objection.objects.filter(pk=made).update(due_on=date(2027, 1, 1)),
        lambda made: Objection.objects.filter(pk=made).delete(),
        lambda made: ObjectionStep.objects.filter(objection=made).update(text="Khác"),
        lambda made: ObjectionStep.objects.filter(objection=made).delete(),
    ],
)
def test_what_was_said_cannot_be_changed(month, change):
    made = lodged(month)
    with (
        pytest.raises((IntegrityError, InternalError, ProgrammingError)),
        transaction.atomic(),
    ):
        change(made)


def test_what_was_decided_cannot_be_changed(month):
    made = lodged(month)
    decide(made, Decision("Không."))
    with pytest.raises(IntegrityError), transaction.atomic():
        Objection.objects.filter(pk=made).update(state="lodged", answered_at=None, decided_by=None)
