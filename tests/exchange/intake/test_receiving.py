"""The same dossiers however they come, in whatever order, cut and doubled: counted once."""

import os
import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from congvu.apps.audit.refusals import Refused
from congvu.apps.work import actions, queries
from congvu.apps.work.models import Batch, Entry, Received
from congvu.exchange.intake import receiving
from congvu.exchange.intake.records import read_records
from congvu.exchange.workbook.refusal import Refused as FileRefused
from tests.apps import world
from tests.apps.work import feeds
from tests.exchange.intake import sources

FUZZ = int(os.environ.get("CONGVU_FUZZ", "0"))
TRIES = min(FUZZ, 10_000) or 120


def come(system, content: bytes, *, how="push", at=world.AT):
    return receiving.receive_content(system, content, "a.csv", how, by=None, at=at)


def live() -> list[tuple[str, str, int, int]]:
    rows = Entry.objects.filter(voided_at=None).order_by("source").select_related("person", "task")
    return [(one.source, one.person.code, one.day.day, one.amount_hundredths) for one in rows]


def test_one_file_twice_and_another_that_overlaps_count_each_dossier_once(system):
    first = [sources.dossier(n) for n in range(4)]
    come(system, sources.as_csv(first))
    assert come(system, sources.as_csv(first)).counts == {"same": 4}
    more = come(system, sources.as_json([*first[2:], sources.dossier(9, "dung")]))
    assert more.counts == {"same": 2, "new": 1}
    assert Entry.objects.count() == 5


DOSSIERS = [sources.dossier(n, ["an", "dung"][n % 2], 1 + n) for n in range(9)]
DOSSIERS += [sources.dossier(20, Trạng_thái="Đang xử lý"), sources.dossier(21, "ai")]


@settings(max_examples=25, derandomize=not FUZZ,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(
    order=st.permutations(range(len(DOSSIERS))),
    doubled=st.lists(st.integers(0, len(DOSSIERS) - 1), max_size=5),
    cuts=st.lists(st.integers(0, len(DOSSIERS)), max_size=3),
    kinds=st.lists(st.sampled_from(["csv", "json"]), min_size=4, max_size=4),
)
def test_any_order_doubling_and_cutting_of_records_counts_the_same(
    system, order, doubled, cuts, kinds
):
    rows = [DOSSIERS[n] for n in (*order, *doubled)]
    edges = [0, *sorted(cuts), len(rows)]
    with transaction.atomic():
        for first, last, kind in zip(edges, edges[1:], kinds, strict=False):
            if rows[first:last]:
                come(system, sources.WRITERS[kind](rows[first:last]))
        found = (live(), sorted(Received.objects.values_list("source_id", "state", "reason")))
        transaction.set_rollback(True)
    with transaction.atomic():
        come(system, sources.as_csv(DOSSIERS))
        wanted = (live(), sorted(Received.objects.values_list("source_id", "state", "reason")))
        transaction.set_rollback(True)
    assert found == wanted


def test_a_kept_file_counts_when_it_is_applied_on_the_rules_of_then(system, tmp_path):
    rows = [sources.dossier(1), sources.dossier(2, Trạng_thái="Đã chuyển"), sources.dossier(3)]
    rows += [sources.dossier(3, day=6, Mã_hồ_sơ=rows[2][0])]
    path = sources.written(tmp_path, "xlsx", rows)
    kept = receiving.keep_file(system, path, "ho-so.xlsx", by=None, at=world.AT)
    assert queries.batch(kept).counts == {"new": 1, "unmapped": 1, "refused": 1, "repeated": 1}
    assert live() == []
    assert "Nguyễn Thị Dân" not in str(Batch.objects.get().planned)
    terms = replace(feeds.RETURNED, conditions=[], name="Mọi hồ sơ")
    actions.make_rule(system.id, terms, by=None, at=world.AT)
    done = receiving.apply_planned(system, kept, "ho-so.xlsx", by=None, at=world.AT)
    assert done.counts == {"new": 2, "refused": 1}
    assert len(live()) == 2
    assert queries.batch(kept).counts["repeated"] == 1


def test_what_waited_for_a_rule_counts_when_it_is_read_again(system):
    with pytest.raises(Refused, match="Không có bản ghi nào chờ"):
        receiving.replay(system, by=None, at=world.AT)
    come(system, sources.as_csv([sources.dossier(1, Trạng_thái="Đã chuyển"), sources.dossier(2)]))
    moved = {"field": "Trạng thái", "test": "contains", "values": ["chuyển"]}
    terms = replace(feeds.RETURNED, conditions=[moved])
    actions.make_rule(system.id, terms, by=None, at=world.AT)
    done = receiving.replay(system, by=None, at=world.AT + timedelta(hours=1))
    assert done.counts == {"new": 1}
    assert len(live()) == 2


def test_rules_are_tried_on_what_came_last(system):
    come(system, sources.as_csv([sources.dossier(n, Trạng_thái="Đã chuyển") for n in range(3)]))
    tried, found = receiving.try_rules(system, [], today=world.AT.date())
    assert (tried, found.counts) == (3, {"same": 3})
    assert [one.state for one in found.plan.taken] == ["unmapped"] * 3


def mutated(content: bytes, dice: random.Random) -> bytes:
    """The file with bytes flipped, dropped, doubled, or a piece of it moved."""
    spoilt = bytearray(content)
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(spoilt))
        kind = dice.choice(["flip", "cut", "copy", "sign", "drop"])
        if kind == "flip":
            spoilt[at] ^= 1 << dice.randrange(8)
        elif kind == "cut":
            del spoilt[at : at + dice.randint(1, 40)]
        elif kind == "copy":
            spoilt[at:at] = spoilt[at : at + dice.randint(1, 60)]
        elif kind == "sign":
            spoilt[at : at + 1] = dice.choice([b"\x00", b'"', b"{", b"[", b";", b"\n", b"\\u0000"])
        else:
            spoilt = spoilt[: max(1, at)]
        if not spoilt:
            return b"x"
    return bytes(spoilt)


def spoilt(kind: str, number: int) -> bytes:
    rows = [sources.dossier(n, day=1 + n) for n in range(3)]
    return mutated(sources.WRITERS[kind](rows), random.Random(f"{kind}/{number}/{FUZZ}"))


SHARES = {"json": 6, "csv": 2, "xlsx": 2}
"""Of ten tries: a table is read in a child process, which costs more than what is tried."""


@pytest.mark.parametrize("kind", SHARES)
def test_a_spoilt_file_is_read_or_refused_and_never_breaks_anything(system, tmp_path, kind):
    ends = Counter(
        _ends(system, tmp_path / "tep", spoilt(kind, number))
        for number in range(TRIES * SHARES[kind] // 10)
    )
    assert ends["refused"] > 0
    assert set(ends) <= {"refused", "read"}


def _ends(system, path, content: bytes) -> str:
    path.write_bytes(content)
    try:
        read = read_records(path, system.id_field)
    except FileRefused as refused:
        return "refused" if refused.message.strip() else "silent"
    receiving.preview(system, read.records, today=world.AT.date(), titles=read.titles)
    with transaction.atomic():
        receiving.take_records(system, read, "x", "push", by=None, at=world.AT)
        transaction.set_rollback(True)
    return "read"
