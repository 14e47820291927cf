"""A person's name, and the keys by which she is put in a list and found."""

from datetime import datetime
from typing import TypedDict

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.org.models import Person
from congvu.apps.org.queries import person_ids
from congvu.kernel.vietnamese import fold, initials, nfc, sort_key, split_name


class NameColumns(TypedDict):
    """The columns of a person that follow from her name."""

    full_name: str
    family_middle: str
    given: str
    sort_key: bytes
    search_key: str
    initials: str


def name_columns(full_name: str, given: str = "") -> NameColumns:
    """Return what follows from a name; `given` where it is not the last word.

    Raises Refused when the given name does not stand in the full name as whole words.
    """
    name = " ".join(nfc(full_name).split())
    family_middle, last = split_name(name)
    asked = " ".join(nfc(given).split())
    if asked and asked != last:
        family_middle, last = _without(name, asked), asked
    return {
        "full_name": name,
        "family_middle": family_middle,
        "given": last,
        "sort_key": sort_key(name, last),
        "search_key": fold(name),
        "initials": initials(name),
    }


@transaction.atomic
def correct_name(
    person: str, full_name: str, *, given: str = "", by: Actor | None, at: datetime, reason: str
) -> None:
    """Correct how a person (by code) is written, or which of her words is the given name.

    Raises UnknownPerson, or Refused for an empty name, a given name that is not in it, or no
    reason.
    """
    if not reason.strip():
        raise Refused("Sửa họ tên phải ghi lý do, như “sai chính tả khi nhập”.")
    held = Person.objects.select_for_update().get(pk=person_ids([person])[person])
    before = [held.full_name, held.given]
    columns = name_columns(full_name, given)
    for name, value in columns.items():
        setattr(held, name, value)
    with in_words(Person):
        held.save(update_fields=list(columns))
    audit.record(
        "org.name_corrected",
        kind="person",
        object_id=person,
        label=held.full_name,
        by=by,
        at=at,
        reason=reason,
        payload={"before": before, "after": [held.full_name, held.given]},
    )


def _without(name: str, given: str) -> str:
    """The name without the given name, which must be whole words of it."""
    before, found, after = f" {name} ".partition(f" {given} ")
    if not found:
        raise Refused(f"Tên gọi “{given}” không có trong họ tên “{name}”; hãy ghi đúng chữ đó.")
    return " ".join(f"{before} {after}".split())
