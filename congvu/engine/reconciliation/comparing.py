"""Two lists held against each other, line by line; what differs, and nothing else."""

from collections.abc import Iterator, Sequence

from congvu.engine.reconciliation.lines import Field, Finding, Line, NameWay, Outcome
from congvu.engine.reconciliation.matching import match
from congvu.engine.reconciliation.names import name_way, plain
from congvu.kernel.fixed import half_up

HUNDREDTHS = 2


def reconcile(
    ours: Sequence[Line], theirs: Sequence[Line], *, score_places: int = HUNDREDTHS
) -> list[Finding]:
    """Return a finding for every line of both lists, in the order in which to look at them.

    Scores are compared exactly. `score_places` is how many decimals the other list shows: a score
    that only rounding keeps apart is told as ROUNDED.
    """
    found = match(ours, theirs)
    findings = [Finding(Outcome.MISSING, (one,), ()) for one in found.missing]
    findings += [Finding(Outcome.EXTRA, (), (one,)) for one in found.extra]
    findings += [Finding(Outcome.UNCLEAR, mine, yours) for mine, yours in found.unclear]
    findings += [_compared(*pair, score_places, by_code=True) for pair in found.by_code]
    findings += [_compared(*pair, score_places, by_code=False) for pair in found.by_name]
    order = list(Outcome)
    place = {one.key: number for number, one in enumerate((*ours, *theirs))}
    return sorted(
        findings,
        key=lambda one: (order.index(one.outcome), place[(one.ours or one.theirs)[0].key]),
    )


def _compared(one: Line, other: Line, places: int, *, by_code: bool) -> Finding:
    way = name_way(one.name, other.name) if other.name else NameWay.SAME
    differs = tuple(_differences(one, other, way, by_code=by_code))
    return Finding(_outcome(one, other, way, differs, places), (one,), (other,), differs, way,
                   by_code)  # fmt: skip


def _differences(one: Line, other: Line, way: NameWay, *, by_code: bool) -> Iterator[Field]:
    if other.code and not by_code:
        yield Field.CODE
    if way is not NameWay.SAME:
        yield Field.NAME
    if other.score_told and one.score_hundredths != other.score_hundredths:
        yield Field.SCORE
    if other.level_told and one.level != other.level:
        yield Field.LEVEL
    if (other.unit and one.unit != other.unit) or (other.agency and one.agency != other.agency):
        yield Field.UNIT
    if other.title_told and other.title and plain(one.title) != plain(other.title):
        yield Field.TITLE


def _outcome(
    one: Line, other: Line, way: NameWay, differs: tuple[Field, ...], places: int
) -> Outcome:
    if not differs:
        return Outcome.SAME
    if differs == (Field.NAME,) and way is not NameWay.OTHER:
        return Outcome.RENAMED
    if differs == (Field.SCORE,) and _only_rounded(one, other, places):
        return Outcome.ROUNDED
    return Outcome.DIFFERS


def _only_rounded(one: Line, other: Line, places: int) -> bool:
    if one.score_hundredths is None or other.score_hundredths is None or places >= HUNDREDTHS:
        return False
    step: int = 10 ** (HUNDREDTHS - places)
    return half_up(one.score_hundredths, step) * step == other.score_hundredths
