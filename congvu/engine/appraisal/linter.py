"""The linter: one list in, everything found in it out, in one order for everybody."""

from collections.abc import Iterator, Sequence

from congvu.engine.appraisal import (
    cells,
    doubles,
    equity,
    outliers,
    outputs,
    points,
    scale,
    toolkit,
)
from congvu.engine.appraisal.findings import Finding, in_order
from congvu.engine.appraisal.likeness import Index, said
from congvu.engine.appraisal.lines import catalogue
from congvu.engine.lists.document import Document
from congvu.engine.lists.sheets import ListKind


def findings(document: Document, others: Sequence[Document] = ()) -> tuple[Finding, ...]:
    """Judge a drafted list; rows first as they stand, then what concerns the whole list.

    `others` are lists in force to compare with: catalogues of other units for a catalogue, the
    competency framework for positions; lists of other kinds among them are passed over. The same
    list gives the same findings, whoever asks and however often.
    """
    if document.kind is ListKind.CATALOGUE:
        return in_order(_catalogue(document, others))
    read = cells.tables(document)
    found = list(toolkit.every_sheet(read))
    if document.kind is ListKind.POSITIONS:
        found += toolkit.positions(read, others)
    elif document.kind is ListKind.FRAMEWORK:
        found += toolkit.framework(read)
    return in_order(found)


def _catalogue(document: Document, others: Sequence[Document]) -> Iterator[Finding]:
    draft = catalogue(document)
    peers = [catalogue(one) for one in others if one.kind is ListKind.CATALOGUE]
    homes = [draft, *peers]
    rows = [said(line) for line in draft.lines]
    like = Index([*rows, *(said(line, n) for n, one in enumerate(peers, 1) for line in one.lines)])
    yield from cells.unreadable(draft.table)
    yield from cells.key_twice(draft.table)
    yield from doubles.duplicates(draft, rows)
    yield from doubles.near_duplicates(draft, rows, like)
    yield from outputs.composite(draft)
    yield from outputs.vague(draft)
    yield from points.out_of_band(draft)
    yield from points.criteria_sum(draft)
    yield from points.coefficient(draft)
    yield from points.far_coefficient(draft)
    yield from outliers.outliers(homes, rows, like)
    yield from scale.standard(draft)
    yield from scale.uniform(draft)
    yield from equity.uneven(draft)
