"""Like work valued unlike: against the same product of other rooms and of other units."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from congvu.engine.appraisal.doubles import MOST_NAMED
from congvu.engine.appraisal.findings import Finding, Judged, Rule, Severity, finding
from congvu.engine.appraisal.likeness import Index, Said, differ
from congvu.engine.appraisal.lines import Catalogue
from congvu.engine.appraisal.spread import median
from congvu.engine.lists.document import written
from congvu.kernel.fixed import round_ratio


def outliers(homes: Sequence[Catalogue], rows: Sequence[Said], index: Index) -> Iterator[Finding]:
    """Yield rows of the draft (`homes[0]`) valued more than half away from like products elsewhere.

    Values are coefficients: points relative to each list's own standard product. Compared with the
    median of like rows in other sections and in the other lists; somebody looks. Two rows of the
    draft that differ from each other alone are told once.
    """
    told: set[frozenset[int]] = set()
    for row in rows:
        weight = homes[0].weight(row.line)
        peers = [] if weight is None else _peers(homes, row, index)
        if weight is None or not peers:
            continue
        middle = median(sorted(value for _, value in peers))
        concerned = [row.line.number, *(one.line.number for one, _ in peers if not one.home)]
        if 2 * abs(weight - middle) <= middle or frozenset(concerned) in told:
            continue
        if len(peers) < len(concerned):
            told.add(frozenset(concerned))
        yield _outlier(homes, row, weight, peers, middle, concerned)


def _peers(homes: Sequence[Catalogue], row: Said, index: Index) -> list[tuple[Said, int]]:
    """Return the like rows elsewhere with their values.

    Where a list has rows of the same contents too, its others of that name are parts of something.
    """

    def elsewhere(other: Said) -> bool:
        return bool(other.home) or other.section != row.section

    by_home: dict[int, list[Said]] = defaultdict(list)
    for other in index.alike(row, elsewhere):
        by_home[other.home].append(other)
    closest = [
        [one for one in met if not differ(one.detail, row.detail)] or met
        for met in by_home.values()
    ]
    weighed = ((one, homes[one.home].weight(one.line)) for met in closest for one in met)
    return [(one, weight) for one, weight in weighed if weight is not None]


def _outlier(
    homes: Sequence[Catalogue],
    row: Said,
    weight: int,
    peers: Sequence[tuple[Said, int]],
    middle: Fraction,
    concerned: Sequence[int],
) -> Finding:
    table = homes[0].table
    named = "; ".join(
        f"{homes[one.home].title if one.home else one.line.section or 'danh mục này'}"
        f" ({one.line.code}) {written(value, 1)}"
        for one, value in peers[:MOST_NAMED]
    )
    rest = len(peers) - MOST_NAMED
    usual = written(round_ratio(middle, 0), 1)
    return finding(
        Rule.OUTLIER, Severity.ASKS, table.sheet, table.rows,
        Judged(concerned, ("name", "output", "points", "coefficient"), "points"),
        f"{table.name(row.line.number)} “{row.line.name}” có hệ số {written(weight, 1)}, "
        f"lệch quá một nửa so với trung vị {usual} của việc cùng loại: {named}"
        + (f"; và {rest} dòng nữa." if rest > 0 else "."),
        f"Xem lại điểm, đưa về gần hệ số {usual}, hoặc ghi rõ vì sao việc này khác.",
    )  # fmt: skip
