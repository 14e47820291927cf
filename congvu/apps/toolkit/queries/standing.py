"""The edition that a proposal would supersede, as a document to compare the proposal with."""

from dataclasses import dataclass
from datetime import date

from congvu.apps.catalogue import queries as catalogue
from congvu.apps.positions import queries as positions
from congvu.apps.rulebook.queries import adopted
from congvu.apps.toolkit.queries.packages import form_texts
from congvu.engine.appraisal.lines import catalogue as read_catalogue
from congvu.engine.lists.document import Document, document, written
from congvu.engine.lists.sheets import ListKind

SUBJECT = "civil_servant"


@dataclass(frozen=True, slots=True)
class Standing:
    """The latest edition of a list, its decision, who issued it and its first day, if dated."""

    document: Document
    decision: str
    issued_by: str
    valid_from: date | None


def standing(proposed: Document, *, on: date) -> Standing | None:
    """Return the latest edition of the list that is proposed, None where it would be the first.

    Values and texts of the province have no editions: for these, what holds `on` a day of what the
    proposal speaks of.
    """
    kind, series = proposed.kind, proposed.code
    if kind is ListKind.LOCAL:
        return _local(proposed, on)
    if kind is ListKind.CATALOGUE:
        found = catalogue.editions_of(series)
        return _edition(found[0], catalogue.document_of(found[0].code)) if found else None
    listed = positions.schemes() if kind is ListKind.POSITIONS else positions.frameworks()
    editions = [one for one in listed if one.series == series]
    if not editions:
        return None
    latest = max(editions, key=lambda one: one.number)
    read = positions.scheme_document if kind is ListKind.POSITIONS else positions.framework_document
    return _edition(latest, read(series, latest.number))


def as_issued(proposed: Document) -> Document:
    """Return the list as its edition will read: a coefficient that is not stated is computed."""
    if proposed.kind is not ListKind.CATALOGUE:
        return proposed
    read = read_catalogue(proposed)
    rows = [
        row if "coefficient" in row or right is None else {**row, "coefficient": written(right, 1)}
        for row, line in zip(proposed.rows("products"), read.lines, strict=True)
        for right in [read.coefficient(line)]
    ]
    return document(
        proposed.kind, proposed.code, proposed.name, proposed.settings, {"products": rows}
    )


def _edition(row: catalogue.VersionRow | positions.EditionRow, told: Document) -> Standing:
    return Standing(told, row.decision, row.issued_by, row.valid_from)


def _local(proposed: Document, on: date) -> Standing | None:
    overlay = adopted(on, SUBJECT)
    values = {} if overlay is None else overlay.parameters
    texts = form_texts(on=on)
    named = {row.get("name", "") for row in proposed.rows("parameters")}
    placed = {(row.get("form", ""), row.get("field", "")) for row in proposed.rows("forms")}
    sheets = {
        "parameters": [{"name": n, "value": str(v)} for n, v in values.items() if n in named],
        "forms": [
            {"form": form, "field": field, "text": text}
            for (form, field), text in texts.items()
            if (form, field) in placed
        ],
    }
    told = document(ListKind.LOCAL, proposed.code, proposed.name, proposed.settings, sheets)
    decision = "" if overlay is None else overlay.decision
    return Standing(told, decision, "", None) if any(sheets.values()) else None
