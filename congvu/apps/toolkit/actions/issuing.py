"""From a document and a decision to what is in force: the door to each family's own action."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.catalogue import actions as catalogue
from congvu.apps.catalogue.actions import NewProduct, NewVersion
from congvu.apps.positions import actions as positions
from congvu.apps.positions.actions import Terms
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook.queries import adopted
from congvu.apps.toolkit.models import FormText
from congvu.engine.appraisal.lines import catalogue as read_catalogue
from congvu.engine.lists.document import Document, scaled
from congvu.engine.lists.sheets import ListKind, Row

SUBJECT = "civil_servant"


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision that issues: its number, its day, whose it is, the first day in force."""

    number: str
    decided_on: date
    issued_by: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue: what, by which decision, whose list, by whom and when."""

    document: Document
    decision: Decision
    unit: str | None
    source: str
    by: Actor | None
    at: datetime


def issue_document(
    document: Document,
    decision: Decision,
    *,
    unit: str | None,
    source: str,
    by: Actor | None,
    at: datetime,
) -> str:
    """Issue a document and return the edition's code; raises Refused as its family's action does.

    Runs in the caller's transaction: the proposal and its edition come together or not at all.
    """
    return _ISSUE[document.kind](Issue(document, decision, unit, source, by, at))


def _issue_catalogue(one: Issue) -> str:
    document, decision = one.document, one.decision
    read = read_catalogue(document)
    version = NewVersion(
        code=catalogue.next_code(document.code),
        name=document.name,
        decision=decision.number,
        issued_by=decision.issued_by,
        valid_from=decision.valid_from,
        standard_points_tenths=read.standard or 0,
        source=one.source,
        series=document.code,
        unit=one.unit,
        bands={group: (band.low, band.high) for group, band in read.bands.items()},
        decided_on=decision.decided_on,
    )
    lines = [new_product(row) for row in document.rows("products")]
    catalogue.issue_version(version, lines, by=one.by, at=one.at)
    return version.code


def new_product(row: Row) -> NewProduct:
    """Return a line of a catalogue from a row that the linter let through."""

    def tenths(name: str) -> int | None:
        return scaled(row[name], 1) if name in row else None

    points = tenths("points")
    if points is None:
        raise Refused(f"{row.get('code', '')}: chưa có điểm.")
    return NewProduct(
        code=row.get("code", ""),
        group=row.get("group", ""),
        name=row.get("name", ""),
        complexity=int(row.get("complexity", "N0").removeprefix("N")),
        points_tenths=points,
        section=row.get("section", ""),
        detail=row.get("detail", ""),
        output=row.get("output", ""),
        coefficient_tenths=tenths("coefficient"),
        unit_of_count=row.get("unit", ""),
        difficulty_tenths=tenths("difficulty"),
        volume_tenths=tenths("volume"),
        breadth_tenths=tenths("breadth"),
        reach_tenths=tenths("reach"),
        hours_hundredths=scaled(row["hours"], 2) if "hours" in row else None,
        default_days=int(row["days"]) if "days" in row else None,
        note=row.get("note", ""),
        source=row.get("source", ""),
    )


def _terms(one: Issue) -> Terms:
    decision = one.decision
    return Terms(
        decision.number, decision.decided_on, decision.issued_by, decision.valid_from, one.source
    )


def _issue_scheme(one: Issue) -> str:
    number = positions.issue_scheme(one.document, _terms(one), by=one.by, at=one.at)
    return f"{one.document.code}/{number}"


def _issue_framework(one: Issue) -> str:
    number = positions.issue_framework(one.document, _terms(one), by=one.by, at=one.at)
    return f"{one.document.code}/{number}"


def _issue_local(one: Issue) -> str:
    """Adopt values where the law is silent, and words of forms; raises law's OverlayRefused."""
    decision = one.decision
    before = adopted(decision.valid_from, SUBJECT)
    chosen = {} if before is None else before.parameters
    for row in one.document.rows("parameters"):
        if chosen.get(row["name"]) != row["value"]:
            rulebook.replace_parameter(
                name=row["name"],
                value=row["value"],
                decision=decision.number,
                valid_from=decision.valid_from,
                by=one.by,
                at=one.at,
            )
    _set_form_texts(one)
    return f"{one.document.code}/{decision.valid_from.isoformat()}"


def _set_form_texts(one: Issue) -> None:
    day = one.decision.valid_from
    for row in one.document.rows("forms"):
        standing = FormText.objects.filter(form=row["form"], field=row["field"], valid_until=None)
        if standing.filter(text=row["text"]).exists():
            continue
        with in_words(FormText):
            standing.update(valid_until=day)
            FormText.objects.create(
                form=row["form"],
                field=row["field"],
                text=row["text"],
                decision=one.decision.number,
                valid_from=day,
            )


_ISSUE: dict[ListKind, Callable[[Issue], str]] = {
    ListKind.CATALOGUE: _issue_catalogue,
    ListKind.POSITIONS: _issue_scheme,
    ListKind.FRAMEWORK: _issue_framework,
    ListKind.LOCAL: _issue_local,
}
