"""A toolkit taken over: in as proposals, issued here, brought together with its next version."""

from dataclasses import replace
from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from congvu.apps.audit.refusals import Refused
from congvu.apps.catalogue import queries as catalogue_queries
from congvu.apps.toolkit import actions, queries
from congvu.apps.toolkit.models import Adoption, Change, Proposal
from congvu.engine.lists.conflicts import NotResolved, Side
from congvu.exchange.toolkit.adoption import Choosing, take_over
from congvu.exchange.toolkit.assembly import Facts, lists_in_force, release
from congvu.exchange.toolkit.inspection import Step, Trust
from congvu.exchange.toolkit.meeting import Way
from congvu.exchange.toolkit.package import unpack
from tests.apps import world
from tests.exchange.toolkit import sharing
from tests.exchange.toolkit.sharing import (
    OTHER_KEY,
    TODAY,
    adopted,
    catalogue,
    framework,
    issued,
    packed,
    received,
    row,
    toolkit,
)

pytestmark = pytest.mark.django_db
FIRST = catalogue(row(1), row(2), row(3))


def first_version() -> bytes:
    return packed(toolkit(FIRST))


def second_version(*rows: dict[str, str], first: bytes | None = None) -> bytes:
    digest = unpack(first or first_version()).digest
    return packed(toolkit(catalogue(*rows), version="1.1.0", previous=digest))


def taken_over_and_issued() -> bytes:
    content = first_version()
    (proposal,) = adopted(content)
    issued(proposal)
    return content


def edit(series: str, *rows: dict[str, str]) -> None:
    """Our own next edition of a list, issued a month later."""
    proposal = actions.start(catalogue(*rows, code=series), based_on=series, by=None, at=world.AT)
    issued(proposal, valid_from=date(2026, 7, 1))


def names_of(proposal: int) -> dict[str, str]:
    rows = queries.draft_document(proposal).rows("products")
    return {one["code"]: one["name"] for one in rows}


def test_what_is_exported_adopted_issued_and_exported_again_is_the_same():
    sent = toolkit(FIRST, framework("Soạn theo mẫu", "Soạn văn bản thường"))
    for proposal in adopted(packed(sent)):
        issued(proposal)
    assert packed(sharing.exported()) == packed(sent)


def test_a_list_that_is_new_here_becomes_a_proposal_with_its_origin():
    (proposal,) = adopted(first_version())
    found = queries.proposal(proposal)
    assert (found.state, found.series, found.based_on) == ("draft", "XA", "")
    assert found.origin == "Bộ công cụ Khánh Hòa 1.0.0 (KH)"
    assert queries.draft_document(proposal) == FIRST


def test_nothing_comes_into_force_by_adopting():
    adopted(first_version())
    assert catalogue_queries.versions() == []


def test_a_list_may_get_another_code_here_and_keeps_it_in_the_next_version():
    content = first_version()
    found = received(content, names={("catalogue", "XA"): "TH-XA"})
    (proposal,) = take_over(
        found, [Choosing("catalogue", "XA", Way.NEW)],  trusts_key=True, by=None,
        at=world.AT,
    )  # fmt: skip
    issued(proposal)
    (met,) = received(second_version(row(1), row(2, "20"))).meetings
    assert (met.here, met.ways) == ("TH-XA", (Way.MERGE,))
    assert met.result(Way.MERGE).code == "TH-XA"


def ours_before(*rows: dict[str, str]) -> None:
    issued(actions.start(catalogue(*rows), by=None, at=world.AT))


def test_a_list_that_exists_here_is_replaced_or_only_added_to():
    ours_before(row(1, name="Báo cáo của ta"), row(4))
    (met,) = received(first_version()).meetings
    assert met.ways == (Way.WHOLE, Way.ADD)
    whole = [one["code"] for one in met.result(Way.WHOLE).rows("products")]
    added = {one["code"]: one["name"] for one in met.result(Way.ADD).rows("products")}
    assert whole == ["A.01", "A.02", "A.03"]
    assert list(added) == ["A.01", "A.04", "A.02", "A.03"]
    assert added["A.01"] == "Báo cáo của ta"


def test_replacing_begins_with_our_edition_and_the_journal_tells_what_changed():
    ours_before(row(1), row(4))
    (proposal,) = adopted(first_version(), ways={"XA": Way.WHOLE})
    assert queries.proposal(proposal).based_on == "XA"
    acts = list(Change.objects.filter(proposal=proposal).order_by("number").values_list("act"))
    assert acts == [("start",), ("merge",)]
    actions.undo(proposal, 2, by=None, at=world.AT)
    assert [one["code"] for one in queries.draft_document(proposal).rows("products")] == [
        "A.01", "A.04",
    ]  # fmt: skip


def test_adding_rows_mixes_no_descriptions():
    positions = sharing.document(
        sharing.ListKind.POSITIONS, "VT", "Vị trí", {},
        {
            "positions": [{"code": "P1", "name": "Chuyên viên", "group": "professional"}],
            "duties": [{"position": "P1", "number": "1", "duty": "Soạn thảo"}],
        },
    )  # fmt: skip
    more = replace(
        positions,
        sheets={
            "positions": (
                *positions.rows("positions"),
                {"code": "P2", "name": "Văn thư", "group": "support"},
            ),
            "duties": (
                *positions.rows("duties"),
                {"position": "P1", "number": "2", "duty": "Của họ"},
                {"position": "P2", "number": "1", "duty": "Đóng dấu"},
            ),
        },
    )
    actions.start(positions, by=None, at=world.AT)
    (met,) = received(packed(toolkit(more))).meetings
    duties = [one["duty"] for one in met.result(Way.ADD).rows("duties")]
    assert duties == ["Soạn thảo", "Đóng dấu"]


def test_an_upgrade_takes_their_changes_keeps_ours_and_asks_where_both_changed():
    first = taken_over_and_issued()
    edit("XA", row(1, name="Báo cáo của ta"), row(2, "15"), row(4))  # ours: 3 removed, 4 added
    second = second_version(
        row(1), row(2, "20"), row(3), row(5, name="Giấy chứng nhận"), first=first
    )
    (met,) = received(second).meetings
    assert [one.id.key for one in met.merged.conflicts] == [("A.02",)]
    conflict = met.merged.conflicts[0]
    (proposal,) = adopted(second, choices={conflict.id: Side.THEIRS})
    rows = {one["code"]: one for one in queries.draft_document(proposal).rows("products")}
    assert set(rows) == {"A.01", "A.02", "A.04", "A.05"}
    assert rows["A.01"]["name"] == "Báo cáo của ta"
    assert (rows["A.02"]["points"], rows["A.02"]["coefficient"]) == ("20", "4")
    assert queries.proposal(proposal).based_on == "XA.2"


def test_a_conflict_that_nobody_chose_in_stops_the_upgrade_and_changes_nothing():
    first = taken_over_and_issued()
    edit("XA", row(1, "15"), row(2), row(3))
    second = second_version(row(1, "20"), row(2), row(3), first=first)
    with pytest.raises(NotResolved, match=r"A\.01"):
        adopted(second)
    assert Proposal.objects.filter(state="draft").count() == 0
    assert Adoption.objects.count() == 1


def test_a_version_given_up_leaves_the_base_where_it_was():
    first = taken_over_and_issued()
    second = second_version(row(1), row(2, "20"), row(3), first=first)
    (proposal,) = adopted(second)
    actions.withdraw(proposal, reason="Chưa cần", by=None, at=world.AT)
    third = packed(
        toolkit(
            catalogue(row(1, "15"), row(2, "20"), row(3)),
            version="1.2.0",
            previous=unpack(second).digest,
        )
    )
    (met,) = received(third).meetings
    assert met.base_version == "1.0.0"
    points = {one["code"]: one["points"] for one in met.result(Way.MERGE).rows("products")}
    assert points == {"A.01": "15", "A.02": "20", "A.03": "10"}


def test_a_version_given_up_whole_can_be_taken_over_again():
    (proposal,) = adopted(first_version())
    actions.withdraw(proposal, reason="Nhầm", by=None, at=world.AT)
    found = received(first_version())
    assert found.inspection.step is Step.FIRST
    assert [one.ways for one in found.meetings] == [(Way.NEW,)]
    assert adopted(first_version()) != [proposal]


def test_an_upgrade_goes_into_the_proposal_under_way():
    content = first_version()
    (proposal,) = adopted(content)
    actions.change_rows(
        proposal, [actions.RowEdit("products", row(7))], label="Thêm", by=None, at=world.AT
    )
    assert adopted(second_version(row(1), row(2, "20"), row(3), first=content)) == [proposal]
    rows = {one["code"]: one["points"] for one in queries.draft_document(proposal).rows("products")}
    assert rows == {"A.01": "10", "A.02": "20", "A.03": "10", "A.07": "10"}


def test_a_proposal_that_somebody_changed_meanwhile_is_not_merged_into():
    content = first_version()
    (proposal,) = adopted(content)
    second = second_version(row(1, "15"), row(2), row(3), first=content)
    found = received(second)
    actions.change_rows(
        proposal, [actions.RowEdit("products", row(7))], label="Thêm", by=None, at=world.AT
    )
    with pytest.raises(Refused, match="vừa có người sửa"):
        take_over(
            found, [Choosing("catalogue", "XA", Way.MERGE)], trusts_key=True, by=None,
            at=world.AT,
        )  # fmt: skip


def test_a_list_at_the_appraisers_waits():
    content = first_version()
    (proposal,) = adopted(content)
    actions.submit(proposal, by=None, at=world.AT)
    second = second_version(row(1, "15"), row(2), row(3), first=content)
    with pytest.raises(Refused, match="chờ thẩm định"):
        adopted(second)


def test_a_key_never_met_is_taken_on_the_users_word_only():
    with pytest.raises(Refused, match="chưa từng gặp"):
        adopted(first_version(), trusts_key=False)
    adopted(first_version(), trusts_key=True)
    assert received(first_version()).inspection.trust is Trust.KNOWN


def test_a_version_signed_by_another_key_is_refused_unless_it_is_said():
    first = taken_over_and_issued()
    digest = unpack(first).digest
    forged = packed(toolkit(catalogue(row(1, "15")), version="1.1.0", previous=digest), OTHER_KEY)
    assert received(forged).inspection.trust is Trust.CHANGED
    with pytest.raises(Refused, match="khóa khác"):
        adopted(forged, trusts_key=False)
    with pytest.raises(Refused, match="đã xác nhận"):
        adopted(forged, trusts_key=True)
    assert adopted(forged, trusts_key=True, reason="Sở Nội vụ Khánh Hòa xác nhận qua điện thoại")


@pytest.mark.parametrize(
    ("version", "says"), [("0.9.0", "cũ hơn"), ("1.0.0", "cùng số"), ("0.10.0", "cũ hơn")]
)
def test_a_version_that_is_not_newer_is_refused(version, says):
    taken_over_and_issued()
    with pytest.raises(Refused, match=says):
        adopted(packed(toolkit(catalogue(row(1, "15")), version=version)))


def test_a_version_that_does_not_follow_on_ours_is_told():
    taken_over_and_issued()
    found = received(packed(toolkit(catalogue(row(1, "15")), version="1.2.0", previous="f" * 64)))
    assert found.inspection.step is Step.LATER
    assert "không nối tiếp" in found.notice
    assert not found.refusal


def test_the_same_version_again_has_nothing_new():
    content = taken_over_and_issued()
    found = received(content)
    assert [one.ways for one in found.meetings] == [(Way.SAME,)]
    with pytest.raises(Refused, match="ít nhất một"):
        adopted(content)


def test_a_draft_with_a_code_twice_is_told_and_not_compared():
    actions.start(catalogue(row(1), row(1, "15")), by=None, at=world.AT)
    (met,) = received(first_version()).meetings
    assert "hai dòng cùng" in met.hindrance
    assert not met.is_comparable


def publish(version: str, key: Ed25519PrivateKey = sharing.KEY) -> bytes:
    facts = Facts("BCC-KH", "Bộ công cụ Khánh Hòa", version, sharing.SENDER)
    return release(facts, lists_in_force(TODAY), key, on=TODAY, by=None, at=world.AT).content


def test_each_version_published_names_the_one_before():
    taken_over_and_issued()
    first, second = publish("1.0.0"), publish("1.0.1")
    assert unpack(first).toolkit.previous is None
    assert unpack(second).toolkit.previous == unpack(first).digest
    assert queries.release_package("BCC-KH", "1.0.1") == second


@pytest.mark.parametrize(
    ("version", "says"),
    [("1.0.0", "số lớn hơn"), ("0.9.9", "số lớn hơn"), ("1.1", "ba số"), ("1.0.x", "ba số")],
)
def test_a_number_that_is_not_above_the_last_is_refused(version, says):
    taken_over_and_issued()
    publish("1.0.0")
    with pytest.raises(Refused, match=says):
        publish(version)


def test_nothing_is_published_where_nothing_is_in_force():
    with pytest.raises(Refused, match="Chưa chọn"):
        publish("1.0.0")


def test_the_toolkit_of_a_day_holds_the_editions_of_that_day():
    taken_over_and_issued()
    edit("XA", row(1, "15"))
    found = {one.edition for one in lists_in_force(date(2026, 6, 30))}
    later = {one.edition for one in lists_in_force(date(2026, 7, 1))}
    assert (found, later) == ({"XA"}, {"XA.2"})
