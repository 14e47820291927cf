"""Whether a row's numbers agree: with its group's band, its four criteria, its coefficient.

Handbook, chapter II: points lie inside the band of the group; coefficient = points ÷ points of the
standard product, kept to one decimal, half up. Decree 335, article 13.1a–c.
"""

from collections import defaultdict
from collections.abc import Iterator

from congvu.engine.appraisal.findings import Change, Finding, Judged, Rule, Severity, finding
from congvu.engine.appraisal.lines import Catalogue, Line, band_settings
from congvu.engine.appraisal.spread import median
from congvu.engine.lists.document import written
from congvu.engine.lists.sheets import COMPLEXITIES, CRITERIA

_SETTINGS = band_settings()
TIMES_THE_MEDIAN = 8
FEWEST_BESIDE = 3
"""A coefficient is far out only beside at least so many others of its group."""


def out_of_band(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield rows whose points lie outside the band of their group; they block."""
    for line in catalogue.lines:
        band = catalogue.bands.get(line.complexity)
        if band is None or line.points is None or band.holds(line.points):
            continue
        points = written(line.points, 1)
        right = next((g for g, b in catalogue.bands.items() if b.holds(line.points)), None)
        text = _band(catalogue, line.complexity)
        yield finding(
            Rule.OUT_OF_BAND, Severity.BLOCKS, catalogue.table.sheet, catalogue.table.rows,
            Judged([line.number], ("points", "complexity"), "complexity", text),
            f"{catalogue.table.name(line.number)} được {points} điểm, "
            f"ngoài khung {text} của {COMPLEXITIES[line.complexity].lower()}.",
            f"Chuyển sang {COMPLEXITIES[right].lower()} (khung {_band(catalogue, right)}), "
            f"hoặc chấm lại điểm trong khung {text}." if right
            else f"Chấm lại điểm trong khung {text}; không nhóm nào có khung chứa {points}.",
            change=[Change(line.number, "complexity", right)] if right else [],
        )  # fmt: skip


def criteria_sum(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield rows whose four criteria are all given and do not add up to the points; they block."""
    for line in catalogue.lines:
        given = [part for part in line.criteria if part is not None]
        if len(given) < len(CRITERIA) or line.points is None or sum(given) == line.points:
            continue
        total = sum(given)
        parts = " + ".join(written(part, 1) for part in given)
        yield finding(
            Rule.CRITERIA_SUM, Severity.BLOCKS, catalogue.table.sheet, catalogue.table.rows,
            Judged([line.number], CRITERIA, "points"),
            f"{catalogue.table.name(line.number)}: bốn tiêu chí {parts} = {written(total, 1)}, "
            f"nhưng điểm ghi {written(line.points, 1)}.",
            f"Ghi điểm {written(total, 1)}, hoặc sửa lại điểm của tiêu chí bị sai.",
            change=[Change(line.number, "points", written(total, 1))],
        )  # fmt: skip


def coefficient(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield rows whose stated coefficient is not points ÷ standard; they block.

    A slip by a factor of ten (50 for 5,0) is named as what it is.
    """
    for line in catalogue.lines:
        right = catalogue.coefficient(line)
        if right is None or line.coefficient is None or right == line.coefficient:
            continue
        assert line.points is not None
        assert catalogue.standard is not None
        slip = 10 in (_times(line.coefficient, right), _times(right, line.coefficient))
        stated, proper = written(line.coefficient, 1), written(right, 1)
        yield finding(
            Rule.COEFFICIENT, Severity.BLOCKS, catalogue.table.sheet, catalogue.table.rows,
            Judged([line.number], ("points",), "coefficient", written(catalogue.standard, 1)),
            f"{catalogue.table.name(line.number)} ghi hệ số {stated}, "
            f"nhưng {written(line.points, 1)} ÷ {written(catalogue.standard, 1)} = {proper}"
            + (" (lệch đúng mười lần: có lẽ nhầm dấu phẩy)." if slip else "."),
            f"Ghi hệ số {proper}.",
            change=[Change(line.number, "coefficient", proper)],
        )  # fmt: skip


def far_coefficient(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a coefficient of 8 times its group's median or more, the only such one of its group.

    For rows where no points tell what is right; somebody looks.
    """
    groups: dict[str, list[Line]] = defaultdict(list)
    for line in catalogue.lines:
        if line.complexity and catalogue.weight(line) is not None:
            groups[line.complexity].append(line)
    for lines in groups.values():
        yield from _alone(catalogue, lines)


def _alone(catalogue: Catalogue, lines: list[Line]) -> Iterator[Finding]:
    weights = {line.number: catalogue.weight(line) or 0 for line in lines}
    highest = max(lines, key=lambda line: weights[line.number])
    others = sorted(weights[line.number] for line in lines if line is not highest)
    if len(others) < FEWEST_BESIDE or catalogue.coefficient(highest) is not None:
        return
    limit = TIMES_THE_MEDIAN * median(others)
    if not others[-1] < limit <= weights[highest.number]:
        return
    stated = written(weights[highest.number], 1)
    yield finding(
        Rule.OUTLIER, Severity.ASKS, catalogue.table.sheet, catalogue.table.rows,
        Judged([highest.number], ("complexity",), "coefficient"),
        f"{catalogue.table.name(highest.number)} có hệ số {stated}, gấp {TIMES_THE_MEDIAN} lần "
        f"trung vị của {COMPLEXITIES[highest.complexity].lower()} trở lên; "
        "không có điểm để đối chiếu.",
        "Xem có nhầm dấu phẩy không, và ghi điểm để tính lại hệ số.",
    )  # fmt: skip


def _times(one: int, other: int) -> int:
    return one // other if other and one % other == 0 else 0


def _band(catalogue: Catalogue, group: str) -> str:
    return catalogue.settings[_SETTINGS[group]]
