"""Toolkits published to others, and others' toolkits taken over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import in_words
from congvu.apps.toolkit.actions.proposals import start
from congvu.apps.toolkit.models import Adoption, Release
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
class Part:
    """A list to take over: its document as it shall stand here, and its code at the publisher."""

    document: Document
    there: str
    based_on: str = ""


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
def adopt(
    new: NewAdoption,
    parts: Sequence[Part],
    *,
    unit: str | None = None,
    reason: str = "",
    by: Actor | None,
    at: datetime,
) -> list[int]:
    """Take parts of a toolkit over as proposals, to be appraised and issued here; return their ids.

    The file is kept as the base of the next version's merge. Raises Refused where a proposal of
    the same list is under way.
    """
    origin = f"{new.name} {new.version} ({new.publisher})"[:300]
    made = [
        start(part.document, unit=unit, based_on=part.based_on, origin=origin, by=by, at=at)
        for part in parts
    ]
    Adoption.objects.create(
        publisher=new.publisher,
        code=new.code,
        version=new.version,
        name=new.name,
        digest=new.digest,
        key_fingerprint=new.key_fingerprint,
        package=new.package,
        parts=[[str(one.document.kind), one.there, one.document.code] for one in parts],
        reason=reason,
        by_id=by.pk if by else None,
        at=at,
    )
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
