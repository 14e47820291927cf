"""Changes of the rules that are drafted: their terms, and the rules they would bring in force."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from congvu.apps.rulebook.enums import ENDED, DraftState
from congvu.apps.rulebook.models import OverlayDraft
from congvu.apps.rulebook.queries.period_rows import adopted
from congvu.law.registry import Overlay, Rules, rules_on, the_law


class UnknownDraft(LookupError):
    """A draft that there is not."""


@dataclass(frozen=True, slots=True)
class OverlayRow:
    """A drafted change of the rules from a day; `rule` "" leaves the text as it is."""

    id: int
    subject: str
    rule: str
    values: Mapping[str, str]
    valid_from: date
    decision: str
    reason: str
    state: str
    drafted_by: int
    drafted_by_name: str
    drafted_at: datetime
    proposed_by: int | None
    proposed_by_name: str | None
    proposed_at: datetime | None
    preview: int | None
    preview_digest: str
    ended_by_name: str | None
    ended_at: datetime | None

    @property
    def is_draft(self) -> bool:
        """Whether its terms may still change."""
        return self.state == DraftState.DRAFT

    @property
    def is_proposed(self) -> bool:
        """Whether it waits for the second person."""
        return self.state == DraftState.PROPOSED

    @property
    def has_ended(self) -> bool:
        """Whether it was adopted or withdrawn."""
        return self.state in ENDED


_FIELDS = (
    *("pk", "subject", "rule", "values", "valid_from", "decision", "reason", "state"),
    *("drafted_by", "drafted_by__display_name", "drafted_at"),
    *("proposed_by", "proposed_by__display_name", "proposed_at", "preview", "preview_digest"),
    *("ended_by__display_name", "ended_at"),
)


def overlay_draft(draft_id: int) -> OverlayRow:
    """Return one draft; raises UnknownDraft."""
    row: tuple[Any, ...] | None = (
        OverlayDraft.objects.filter(pk=draft_id).values_list(*_FIELDS).first()
    )
    if row is None:
        raise UnknownDraft(f"Không có dự thảo số {draft_id}.")
    return OverlayRow(*row)


def overlay_drafts(most: int) -> list[OverlayRow]:
    """Return so many drafts, those under way first, then the latest; one query."""
    found = OverlayDraft.objects.order_by("ended_at", "-pk").values_list(*_FIELDS)
    rows = [OverlayRow(*row) for row in found[:most]]
    return sorted(rows, key=lambda row: (row.has_ended, -row.id))


def overlaid(day: date, subject: str, rule: str, values: Mapping[str, str]) -> Overlay:
    """Return what would be adopted on a day with some changes, without words of a decision.

    Values that another text does not know end with the text they belong to.
    """
    standing = adopted(day, subject) or Overlay()
    kept = dict(standing.parameters)
    if rule:
        known = the_law().parameters_on(day, subject, rule)
        kept = {name: value for name, value in kept.items() if name in known}
    return Overlay(rule or standing.rule, {**kept, **values})


def rules_with(day: date, subject: str, rule: str, values: Mapping[str, str]) -> Rules:
    """Return the rules of a day with some changes; raises NoRuleInForce or OverlayRefused.

    Their fingerprint is the same whatever the decision's number will be.
    """
    return rules_on(day, subject, overlaid(day, subject, rule, values))


def rules_drafted(draft: OverlayRow) -> Rules:
    """Return the rules that a draft would bring in force on its first day."""
    return rules_with(draft.valid_from, draft.subject, draft.rule, draft.values)
