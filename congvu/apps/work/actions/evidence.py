"""What shows that a task was done: links, document numbers, files known by their content's hash."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.listing import listed
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.work.actions.assigning import held_task
from congvu.apps.work.enums import EvidenceKind
from congvu.apps.work.models import Evidence
from congvu.kernel.vietnamese import nfc


@transaction.atomic
def attach_link(task_id: int, *, label: str, link: str, by: Actor | None, at: datetime) -> int:
    """Attach a link or a document number to a task; return its id.

    A link is an http(s) address; the label alone may be a document number. Raises Refused.
    """
    if link and not link.startswith(("http://", "https://")):
        raise Refused("Đường dẫn phải bắt đầu bằng https:// hoặc http://.")
    return _attach(
        task_id, by=by, at=at, kind=EvidenceKind.LINK, label=label.strip() or link, link=link
    )


@transaction.atomic
def attach_file(
    task_id: int,
    *,
    label: str,
    sha256: str,
    size: int,
    content_type: str,
    by: Actor | None,
    at: datetime,
) -> int:
    """Attach a stored file by its content's hash; the same file twice is attached once."""
    same = Evidence.objects.filter(task=task_id, sha256=sha256, removed_at=None).first()
    if same is not None:
        return same.pk
    return _attach(
        task_id,
        by=by,
        at=at,
        kind=EvidenceKind.FILE,
        label=label.strip(),
        sha256=sha256,
        size=size,
        content_type=content_type,
    )


def _attach(task_id: int, *, by: Actor | None, at: datetime, label: str, **told: object) -> int:
    task = held_task(task_id)
    with in_words(Evidence), transaction.atomic():
        made = Evidence.objects.create(
            task=task,
            label=nfc(label)[:300],
            added_by_id=by.pk if by else None,
            added_at=at,
            **told,
        )
    _tell("work.evidence_attached", made, by=by, at=at)
    return made.pk


@transaction.atomic
def remove_evidence(evidence_id: int, *, by: Actor | None, at: datetime) -> None:
    """Take evidence off a task; the record of it stays. Raises Refused, PeriodClosed."""
    proof = Evidence.objects.select_related("task").filter(pk=evidence_id, removed_at=None).first()
    if proof is None:
        raise Refused("Minh chứng này không có, hoặc đã được gỡ.")
    held_task(proof.task_id)
    proof.removed_at = at
    proof.save(update_fields=["removed_at"])
    _tell("work.evidence_removed", proof, by=by, at=at)


@transaction.atomic
def note_damage(lost: Sequence[str], altered: Sequence[str], *, at: datetime) -> None:
    """Record that kept files (by sha256) are no longer there, or no longer what they were."""
    audit.record(
        "work.evidence_damaged",
        kind="evidence",
        object_id="",
        label=f"{len(lost)} tệp mất, {len(altered)} tệp đổi nội dung",
        by=None,
        at=at,
        payload={"lost": listed(list(lost)), "altered": listed(list(altered))},
    )


def _tell(verb: str, proof: Evidence, *, by: Actor | None, at: datetime) -> None:
    audit.record(
        verb,
        kind="task",
        object_id=proof.task_id,
        label=proof.task.title,
        by=by,
        at=at,
        payload={"label": proof.label, "sha256": proof.sha256, "link": proof.link},
    )
