"""What the linter finds in a proposal, and what the appraiser decided of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import F

from congvu.apps.catalogue import queries as catalogue
from congvu.apps.positions import queries as positions
from congvu.apps.toolkit.enums import Verdict
from congvu.apps.toolkit.models import Ruling
from congvu.apps.toolkit.queries.proposals import Draft, ProposalView, proposal, read_draft
from congvu.engine.appraisal.findings import Finding
from congvu.engine.appraisal.linter import findings
from congvu.engine.lists.document import Document
from congvu.engine.lists.sheets import ListKind


@dataclass(frozen=True, slots=True)
class RulingRow:
    """What was decided of a finding, by whom and why; `about` tells it once it is mended."""

    verdict: str
    reason: str
    by: str | None
    at: datetime
    rule: str
    about: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A proposal with its findings, and every ruling ever made by fingerprint, latest first."""

    draft: Draft
    findings: tuple[Finding, ...]
    rulings: Mapping[str, RulingRow]

    @property
    def waiting(self) -> tuple[Finding, ...]:
        """The findings that stand in the way of the appraisal.

        One that is still found was not mended, whatever was decided of it before: only a word that
        it may stand settles it, and what blocks may never stand.
        """
        return tuple(one for one in self.findings if one.blocks or not self._stands(one))

    def _stands(self, one: Finding) -> bool:
        ruling = self.rulings.get(one.fingerprint)
        return ruling is not None and ruling.verdict == Verdict.OVERRIDE


def judged(proposal_id: int) -> Judged:
    """Return what the linter finds in a proposal as it stands; raises UnknownProposal."""
    return judge(proposal(proposal_id))


def judge(view: ProposalView) -> Judged:
    """Return what the linter finds in a proposal that was read already."""
    draft = read_draft(view)
    found = _found(draft.document, _others(draft.document))
    decided = Ruling.objects.filter(proposal=view.id).order_by("-at", "-pk")
    named = decided.values_list(
        "fingerprint", "verdict", "reason", F("by__display_name"), "at", "rule", "about"
    )
    return Judged(draft, found, {print_: RulingRow(*told) for print_, *told in named})


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
