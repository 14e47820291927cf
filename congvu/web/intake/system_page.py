"""What the pages of other systems show: the list, and one with its rules and batches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from congvu.apps.catalogue.queries import dated_products
from congvu.apps.work.enums import BatchState, ReceivedState, SystemKind
from congvu.apps.work.queries import BatchRow, RuleRow, SystemRow, came_at, waiting_counts
from congvu.exchange.intake.words import conditions_words, counts_words, rule_words
from congvu.web.shared.moments import moment
from congvu.web.shared.numbers import count

NEVER = "chưa nhận lần nào"
UNLISTED = "không còn trong danh mục"


@dataclass(frozen=True)
class SystemLine:
    """A system in the list."""

    href: str
    name: str
    kind: str
    unit: str
    came: str
    waits: str
    look: bool
    paused: bool


@dataclass(frozen=True)
class SystemsPage:
    """All systems the reader keeps."""

    answer: str
    systems: tuple[SystemLine, ...]


def systems_page(found: Sequence[SystemRow]) -> SystemsPage:
    """Build the list; two queries, however many systems."""
    ids = [one.id for one in found]
    came, counts = came_at(ids), waiting_counts(ids)
    lines = tuple(_line(one, came.get(one.id), counts[one.id]) for one in found)
    looked = sum(line.look for line in lines)
    answer = f"{count(len(lines))} hệ thống" if lines else "Chưa nối hệ thống nào"
    rest = f"; {count(looked)} hệ thống có bản ghi cần xem" if looked else ""
    return SystemsPage(f"{answer}{rest}.", lines)


def _line(one: SystemRow, came: datetime | None, counts: Mapping[str, int]) -> SystemLine:
    return SystemLine(
        href=reverse("intake_system", args=(one.code,)),
        name=one.name,
        kind=str(SystemKind(one.kind).label),
        unit=one.unit_name,
        came=moment(came) if came else NEVER,
        waits=_waits(counts) or "không có",
        look=bool(_waits(counts)),
        paused=not one.is_active,
    )


def _waits(counts: Mapping[str, int]) -> str:
    parts = [
        f"{count(counts[name])} {told}"
        for name, told in (
            (ReceivedState.UNMAPPED, "chưa có luật"),
            (ReceivedState.REFUSED, "không nhận"),
            ("remarks", "chờ người nghiệm thu"),
        )
        if counts.get(name)
    ]
    return ", ".join(parts)


@dataclass(frozen=True)
class Part:
    """A number of records in one state, with the way to them."""

    href: str
    told: str


@dataclass(frozen=True)
class RuleLine:
    """A rule as a sentence."""

    id: int
    name: str
    sentence: str
    made: str
    edit: str


@dataclass(frozen=True)
class BatchLine:
    """A batch in the list."""

    href: str
    name: str
    when: str
    by: str
    state: str
    counts: str
    waits: bool


@dataclass(frozen=True)
class SystemPage:
    """One system."""

    code: str
    name: str
    kind: str
    unit: str
    paused: bool
    answer: str
    parts: tuple[Part, ...]
    rules: tuple[RuleLine, ...]
    withdrawn: str
    id_field: str
    kept: str
    batches: tuple[BatchLine, ...]
    push_address: str
    key: str
    pull_address: str
    pulled: str
    problem: str


def product_names(rules: Sequence[RuleRow]) -> dict[tuple[str, str], str]:
    """Return the names of the products of rules by (series, code); one query."""
    found = dated_products({(rule.series, rule.product_code) for rule in rules}) if rules else []
    return {(one.series, one.product.code): one.product.name for one in reversed(found)}


def system_page(
    one: SystemRow,
    rules: Sequence[RuleRow],
    products: Mapping[tuple[str, str], str],
    batches: Sequence[BatchRow],
    counts: Mapping[str, int],
    *,
    push_address: str,
    problem: str = "",
) -> SystemPage:
    """Build the page of a system."""
    came = next((b.finished_at for b in batches if b.state == BatchState.APPLIED), None)
    last = f"Nhận gần nhất {moment(came)}" if came else "Chưa nhận lần nào"
    total = count(counts.get(ReceivedState.COUNTED, 0))
    return SystemPage(
        code=one.code,
        name=one.name,
        kind=str(SystemKind(one.kind).label),
        unit=one.unit_name,
        paused=not one.is_active,
        answer=f"{last}. {total} {one.noun} đã tính thành kết quả.",
        parts=tuple(_parts(one, counts)),
        rules=tuple(_rule(one, rule, products) for rule in rules),
        withdrawn=conditions_words(one.withdrawn_when),
        id_field=one.id_field,
        kept=", ".join(f"“{name}”" for name in one.keep_fields),
        batches=tuple(batch_line(one, batch) for batch in batches),
        push_address=push_address,
        key=f"…{one.key_last}, cấp {moment(one.key_made_at)}" if one.key_made_at else "",
        pull_address=one.pull_address,
        pulled=moment(one.pulled_at) if one.pulled_at else "",
        problem=problem,
    )


def _parts(one: SystemRow, counts: Mapping[str, int]) -> list[Part]:
    base = reverse("intake_records", args=(one.code,))
    told = (
        (ReceivedState.UNMAPPED.value, "chưa có luật"),
        (ReceivedState.REFUSED.value, "không nhận"),
        (ReceivedState.WITHDRAWN.value, "nguồn đã rút"),
        ("remarks", "chờ người nghiệm thu"),
    )
    return [
        Part(f"{base}?loai={name}", f"{count(counts[name])} {words}")
        for name, words in told
        if counts.get(name)
    ]


def _rule(one: SystemRow, rule: RuleRow, products: Mapping[tuple[str, str], str]) -> RuleLine:
    name = products.get((rule.series, rule.product_code), UNLISTED)
    by = f"{rule.made_by} lập" if rule.made_by else "lập"
    return RuleLine(
        id=rule.id,
        name=rule.name,
        sentence=rule_words(rule, name),
        made=f"{by} {moment(rule.made_at)}" if rule.made_at else "",
        edit=f"{reverse('intake_rule', args=(one.code,))}?sua={rule.id}",
    )


def batch_line(one: SystemRow, batch: BatchRow) -> BatchLine:
    """A batch as the list shows it."""
    return BatchLine(
        href=reverse("intake_batch", args=(one.code, batch.id)),
        name=batch.file_name if batch.file_name and batch.how == "file" else batch.how_label,
        when=moment(batch.at),
        by=batch.by or "Hệ thống",
        state=batch.state_label,
        counts=counts_words(batch.counts),
        waits=batch.state == BatchState.PLANNED,
    )
