"""Toolkits published to others, and others' toolkits that come in and are taken over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.toolkit.actions.proposals import start
from congvu.apps.toolkit.actions.rows import Heading, hold, replace_sheets
from congvu.apps.toolkit.enums import Act
from congvu.apps.toolkit.models import Adoption, Incoming, Release
from congvu.engine.lists.document import Document


@dataclass(frozen=True, slots=True)
class NewRelease:
    """A signed file to publish; digests are sha256 in hex."""

    code: str
    version: str
    name: str
    digest: str
    previous: str
    package: bytes


@dataclass(frozen=True, slots=True)
class NewAdoption:
    """Another's toolkit to take over: who published it, its file and the key it is signed with."""

    publisher: str
    code: str
    version: str
    name: str
    digest: str
    key_fingerprint: str
    package: bytes


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A proposal under way that a part goes into, and the revision that was merged with."""

    proposal: int
    revision: int


@dataclass(frozen=True, slots=True)
class Part:
    """A list to take over: its document as it shall stand here, and its code at the publisher.

    `before` is our own edition where the document brings the two together: the proposal begins
    with it, and the journal tells what the merge changed. `into` is a proposal under way instead.
    """

    document: Document
    there: str
    based_on: str = ""
    unit: str | None = None
    before: Document | None = None
    into: UnderWay | None = None


@transaction.atomic
def publish(new: NewRelease, *, by: Actor | None, at: datetime) -> None:
    """Record a published version; raises Refused when its number was published before."""
    with in_words(Release):
        Release.objects.create(
            code=new.code,
            version=new.version,
            name=new.name,
            digest=new.digest,
            previous=new.previous,
            package=new.package,
            by_id=by.pk if by else None,
            at=at,
        )
    audit.record(
        "toolkit.toolkit_published",
        kind="toolkit",
        object_id=f"{new.code}/{new.version}",
        label=new.name,
        by=by,
        at=at,
        payload={"digest": new.digest},
    )


@transaction.atomic
def receive(package: bytes, *, digest: str, filename: str, by: Actor | None, at: datetime) -> None:
    """Keep a file that came in until it is taken over or put away; the same file is kept once."""
    made, is_new = Incoming.objects.get_or_create(
        digest=digest,
        defaults={
            "filename": filename[:300],
            "package": package,
            "by_id": by.pk if by else None,
            "at": at,
        },
    )
    if is_new:
        _tell_incoming("toolkit.package_received", made, by=by, at=at)


@transaction.atomic
def keep_choices(
    digest: str, choices: Mapping[str, Any], *, by: Actor | None, at: datetime
) -> None:
    """Keep what was chosen so far in a merge with a file that came in."""
    found = _incoming(digest)
    found.choices = {**found.choices, **choices}
    found.save(update_fields=["choices"])
    _tell_incoming("toolkit.choices_kept", found, by=by, at=at, count=len(choices))


@transaction.atomic
def put_away(digest: str, *, by: Actor | None, at: datetime) -> None:
    """Drop a file that came in."""
    found = _incoming(digest)
    _tell_incoming("toolkit.package_put_away", found, by=by, at=at)
    found.delete()


@transaction.atomic
def adopt(
    new: NewAdoption,
    parts: Sequence[Part],
    *,
    reason: str = "",
    by: Actor | None,
    at: datetime,
) -> list[int]:
    """Take parts of a toolkit over as proposals, to be appraised and issued here; return their ids.

    The file is kept as the base of the next version's merge. Raises Refused where a proposal of
    the same list is under way that the part does not go into, or where that one changed since.
    """
    if not parts:
        raise Refused("Hãy chọn ít nhất một danh mục để nhận về.")
    origin = f"{new.name} {new.version} ({new.publisher})"[:300]
    made = [_take_over(part, origin, by=by, at=at) for part in parts]
    Adoption.objects.create(
        publisher=new.publisher,
        code=new.code,
        version=new.version,
        name=new.name,
        digest=new.digest,
        key_fingerprint=new.key_fingerprint,
        package=new.package,
        parts=[
            [str(part.document.kind), part.there, part.document.code, proposal]
            for part, proposal in zip(parts, made, strict=True)
        ],
        reason=reason,
        by_id=by.pk if by else None,
        at=at,
    )
    Incoming.objects.filter(digest=new.digest).delete()
    audit.record(
        "toolkit.toolkit_adopted",
        kind="toolkit",
        object_id=f"{new.publisher}/{new.code}/{new.version}",
        label=new.name,
        by=by,
        at=at,
        reason=reason,
        payload={"digest": new.digest, "key": new.key_fingerprint, "proposals": made},
    )
    return made


def _take_over(part: Part, origin: str, *, by: Actor | None, at: datetime) -> int:
    if part.into is not None:
        _refuse_moved(part.into)
        _merge_into(part.into.proposal, part, origin, by=by, at=at)
        return part.into.proposal
    first = part.before or part.document
    made = start(first, unit=part.unit, based_on=part.based_on, origin=origin, by=by, at=at)
    if part.before is not None:
        _merge_into(made, part, origin, by=by, at=at)
    return made


def _refuse_moved(draft: UnderWay) -> None:
    if hold(draft.proposal).revision != draft.revision:
        raise Refused("Bản đề xuất vừa có người sửa; hãy so lại với bộ công cụ rồi hợp nhất.")


def _merge_into(
    proposal_id: int, part: Part, origin: str, *, by: Actor | None, at: datetime
) -> None:
    document = part.document
    replace_sheets(
        proposal_id,
        document.sheets,
        heading=Heading(document.name, document.settings),
        act=Act.MERGE,
        label=f"Hợp nhất {origin}",
        by=by,
        at=at,
    )


def _incoming(digest: str) -> Incoming:
    found = Incoming.objects.select_for_update().filter(digest=digest).first()
    if found is None:
        raise Refused("Gói này không còn ở đây: đã được nhận về hoặc đã bỏ.")
    return found


def _tell_incoming(
    verb: str, one: Incoming, *, by: Actor | None, at: datetime, **payload: int
) -> None:
    audit.record(
        verb,
        kind="package",
        object_id=one.digest,
        label=one.filename,
        by=by,
        at=at,
        payload=payload,
    )
