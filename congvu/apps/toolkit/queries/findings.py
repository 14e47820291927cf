"""What the linter finds in a proposal, and what the appraiser decided of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from congvu.apps.catalogue import queries as catalogue
from congvu.apps.positions import queries as positions
from congvu.apps.toolkit.models import Ruling
from congvu.apps.toolkit.queries.proposals import Draft, ProposalView, proposal, read_draft
from congvu.engine.appraisal.findings import Finding
from congvu.engine.appraisal.linter import findings
from congvu.engine.lists.document import Document
from congvu.engine.lists.sheets import ListKind


@dataclass(frozen=True, slots=True)
class RulingRow:
    """What was decided of a finding, by whom and why."""

    verdict: str
    reason: str
    by: str | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A proposal with its findings and the rulings on them, by fingerprint."""

    draft: Draft
    findings: tuple[Finding, ...]
    rulings: Mapping[str, RulingRow]


def judged(proposal_id: int) -> Judged:
    """Return what the linter finds in a proposal as it stands; raises UnknownProposal."""
    return judge(proposal(proposal_id))


def judge(view: ProposalView) -> Judged:
    """Return what the linter finds in a proposal that was read already."""
    draft = read_draft(view)
    found = _found(draft.document, _others(draft.document))
    rulings = Ruling.objects.filter(proposal=view.id).select_related("by")
    return Judged(
        draft,
        found,
        {
            one.fingerprint: RulingRow(
                one.verdict, one.reason, one.by.display_name if one.by else None
            )
            for one in rulings
        },
    )


@lru_cache(maxsize=32)
def _found(document: Document, others: tuple[Document, ...]) -> tuple[Finding, ...]:
    """The same list gives the same findings: a page that is opened again need not look again."""
    return findings(document, others)


def _others(document: Document) -> tuple[Document, ...]:
    """What a list is judged beside: other catalogues, or the frameworks that positions name."""
    if document.kind is ListKind.CATALOGUE:
        found = [one for one in catalogue.versions() if one.valid_until is None]
        return tuple(_catalogue(one.code) for one in found if one.series != document.code)
    if document.kind is ListKind.POSITIONS:
        listed = [one for one in positions.frameworks() if one.valid_until is None]
        return tuple(positions.framework_document(one.series, one.number) for one in listed)
    return ()


@lru_cache(maxsize=64)
def _catalogue(code: str) -> Document:
    """An issued edition never changes, so that it is read once."""
    return catalogue.document_of(code)
