"""Other systems: connecting them, the keys they push with, the rules that say what counts."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.org.queries import person_ids, unit_ids
from congvu.apps.work.models import MappingRule, System
from congvu.kernel.vietnamese import nfc

MOST_FIELDS = 60
MOST_RULES = 100


@dataclass(frozen=True, slots=True)
class SystemTerms:
    """How a system is connected; the unit by code, conditions as in MappingRule."""

    name: str
    kind: str
    unit: str
    id_field: str
    withdrawn_when: Sequence[dict[str, Any]] = ()
    keep_fields: Sequence[str] = ()
    pull_address: str = ""
    pull_header: str = ""
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class RuleTerms:
    """A mapping rule; a fixed person by code. Meanings are those of MappingRule."""

    name: str
    conditions: Sequence[dict[str, Any]]
    series: str
    product_code: str
    person_by: str
    day_field: str
    person_field: str = ""
    person: str = ""
    amount_field: str = ""
    minutes_field: str = ""


_TERMS = (
    "name", "kind", "unit_id", "id_field", "withdrawn_when", "keep_fields", "pull_address",
    "pull_header", "is_active",
)  # fmt: skip


@transaction.atomic
def connect_system(code: str, terms: SystemTerms, *, by: Actor | None, at: datetime) -> int:
    """Enter another system under a code of its own; return its id. Raises Refused, UnknownUnit."""
    with in_words(System), transaction.atomic():
        made = System.objects.create(
            code=code, made_by_id=by.pk if by else None, made_at=at, **_values(terms)
        )
    _tell("work.system_connected", made, by=by, at=at, payload=_told(terms))
    return made.pk


@transaction.atomic
def change_system(system_id: int, terms: SystemTerms, *, by: Actor | None, at: datetime) -> None:
    """Change how a system is connected; its code and what came of it stay."""
    found = _held(system_id)
    for name, value in _values(terms).items():
        setattr(found, name, value)
    with in_words(System), transaction.atomic():
        found.save(update_fields=_TERMS)
    _tell("work.system_changed", found, by=by, at=at, payload=_told(terms))


def _values(terms: SystemTerms) -> dict[str, object]:
    kept = list(dict.fromkeys(nfc(name).strip() for name in terms.keep_fields if name.strip()))
    if len(kept) > MOST_FIELDS:
        raise Refused(f"Giữ nhiều nhất {MOST_FIELDS} cột.")
    values = (
        nfc(terms.name).strip(), terms.kind, unit_ids([terms.unit])[terms.unit],
        nfc(terms.id_field).strip(), list(terms.withdrawn_when), kept, terms.pull_address.strip(),
        terms.pull_header.strip(), terms.is_active,
    )  # fmt: skip
    return dict(zip(_TERMS, values, strict=True))


def _told(terms: SystemTerms) -> dict[str, object]:
    return {
        "unit": terms.unit,
        "id_field": terms.id_field,
        "keep_fields": list(terms.keep_fields),
        "withdrawn_when": list(terms.withdrawn_when),
        "pull_address": terms.pull_address,
        "is_active": terms.is_active,
    }


def key_hash(key: str) -> str:
    """Return what is stored of a key that a system pushes with."""
    return hashlib.sha256(key.encode()).hexdigest()


@transaction.atomic
def issue_key(system_id: int, *, by: Actor | None, at: datetime) -> str:
    """Make a new key for a system to push with, and return it this once; the old one ends."""
    found = _held(system_id)
    key = secrets.token_urlsafe(32)
    found.key_hash, found.key_last, found.key_made_at = key_hash(key), key[-4:], at
    found.save(update_fields=["key_hash", "key_last", "key_made_at"])
    _tell("work.system_key_issued", found, by=by, at=at, payload={"last": found.key_last})
    return key


@transaction.atomic
def withdraw_key(system_id: int, *, by: Actor | None, at: datetime) -> None:
    """End the key of a system: nothing can be pushed in its name until another is issued."""
    found = _held(system_id)
    last, found.key_hash, found.key_last, found.key_made_at = found.key_last, "", "", None
    found.save(update_fields=["key_hash", "key_last", "key_made_at"])
    _tell("work.system_key_withdrawn", found, by=by, at=at, payload={"last": last})


@transaction.atomic
def make_rule(
    system_id: int,
    terms: RuleTerms,
    *,
    instead_of: int | None = None,
    by: Actor | None,
    at: datetime,
) -> int:
    """Make a rule, the last one asked, or in the place of one that ends with it; return its id.

    What was counted by an earlier rule stays. Raises Refused, UnknownPerson.
    """
    found = _held(system_id)
    standing = MappingRule.objects.filter(system=found, ended_at=None)
    if standing.count() >= MOST_RULES:
        raise Refused(f"Một hệ thống có nhiều nhất {MOST_RULES} luật; hãy gộp bớt.")
    place = (standing.aggregate(last=Max("place"))["last"] or 0) + 1
    if instead_of is not None:
        place = _ended(found, instead_of, by=by, at=at).place
    with in_words(MappingRule), transaction.atomic():
        made = MappingRule.objects.create(
            system=found,
            place=place,
            name=nfc(terms.name).strip(),
            conditions=list(terms.conditions),
            series=terms.series,
            product_code=terms.product_code,
            person_by=terms.person_by,
            person_field=terms.person_field,
            person_id=person_ids([terms.person])[terms.person] if terms.person else None,
            day_field=terms.day_field,
            amount_field=terms.amount_field,
            minutes_field=terms.minutes_field,
            made_by_id=by.pk if by else None,
            made_at=at,
        )
    told = {"rule": made.pk, "name": made.name, "instead_of": instead_of,
            "conditions": made.conditions, "product": made.product_code}  # fmt: skip
    _tell("work.rule_made", found, by=by, at=at, payload=told)
    return made.pk


@transaction.atomic
def end_rule(system_id: int, rule_id: int, *, by: Actor | None, at: datetime) -> None:
    """End a rule; what was counted by it stays."""
    found = _held(system_id)
    ended = _ended(found, rule_id, by=by, at=at)
    _tell("work.rule_ended", found, by=by, at=at, payload={"rule": ended.pk, "name": ended.name})


@transaction.atomic
def note_pull(system_id: int, etag: str, *, at: datetime) -> None:
    """Remember what the last answer of a system was marked with, and when it was asked."""
    found = _held(system_id)
    found.etag, found.pulled_at = etag[:200], at
    found.save(update_fields=["etag", "pulled_at"])


def _ended(system: System, rule_id: int, *, by: Actor | None, at: datetime) -> MappingRule:
    rule = MappingRule.objects.filter(pk=rule_id, system=system, ended_at=None).first()
    if rule is None:
        raise Refused("Luật này không có, hoặc đã thôi dùng.")
    rule.ended_at, rule.ended_by_id = at, by.pk if by else None
    rule.save(update_fields=["ended_at", "ended_by"])
    return rule


def _held(system_id: int) -> System:
    found = System.objects.select_for_update().filter(pk=system_id).first()
    if found is None:
        raise Refused("Không có hệ thống này trong hồ sơ.")
    return found


def _tell(
    verb: str, system: System, *, by: Actor | None, at: datetime, payload: dict[str, Any]
) -> None:
    audit.record(
        verb, kind="system", object_id=system.code, label=system.name, by=by, at=at, payload=payload
    )
