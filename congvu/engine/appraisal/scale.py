"""What concerns the whole list: its standard product, its bands, one score for a whole group."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from congvu.engine.appraisal.findings import Finding, Judged, Rule, Scope, Severity, finding
from congvu.engine.appraisal.lines import ONE, STANDARD, Catalogue, Line, band_settings
from congvu.engine.lists.document import written
from congvu.engine.lists.sheets import COMPLEXITIES

FEWEST_ALIKE = 8
"""One score for so many rows of a group or a section is a thing to look at."""


def standard(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield what is wrong with the scale: unreadable settings, bands, no standard product.

    Decree 335, article 13.1b: the unit names its standard product; handbook, ch. II: the bands.
    """
    for setting in catalogue.unread:
        right = "số điểm lớn hơn 0, như 5" if setting == STANDARD else "một khoảng như 1-10"
        text = catalogue.settings.get(setting, "")
        yield _scale(
            catalogue, setting, Severity.BLOCKS,
            f"Không đọc được {_called(setting)}: “{text}”." if text
            else f"Chưa ghi {_called(setting)}.",
            f"Ghi {right}.",
        )  # fmt: skip
    yield from _bands(catalogue)
    yield from _no_standard(catalogue)


def uniform(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield groups of complexity, and sections, of 8 rows or more that all have one score.

    A section inside a group that is told already is not told again; somebody looks.
    """
    told = set()
    for group, lines in _by(catalogue, "complexity").items():
        if _one_score(lines):
            told.add(group)
            yield _uniform(catalogue, f"nhóm độ phức tạp {group}", lines)
    for section, lines in _by(catalogue, "section").items():
        if _one_score(lines) and not {line.complexity for line in lines} <= told:
            yield _uniform(catalogue, f"phòng, lĩnh vực “{section}”", lines)


def _by(catalogue: Catalogue, attribute: str) -> dict[str, list[Line]]:
    groups: dict[str, list[Line]] = defaultdict(list)
    for line in catalogue.lines:
        if getattr(line, attribute):
            groups[getattr(line, attribute)].append(line)
    return groups


def _one_score(lines: Sequence[Line]) -> bool:
    scores = {line.points for line in lines}
    return len(lines) >= FEWEST_ALIKE and len(scores) == 1 and None not in scores


def _uniform(catalogue: Catalogue, what: str, lines: Sequence[Line]) -> Finding:
    points = written(lines[0].points or 0, 1)
    return finding(
        Rule.UNIFORM, Severity.ASKS, catalogue.table.sheet, catalogue.table.rows,
        Judged([line.number for line in lines], ("complexity", "section"), "points", what),
        f"Cả {len(lines)} dòng của {what} đều được {points} điểm: "
        "điểm không phân biệt việc khó, việc dễ.",
        "Chấm từng sản phẩm theo bốn tiêu chí, thay vì lấy một điểm cho cả nhóm.",
        scope=Scope.LIST,
    )  # fmt: skip


def _bands(catalogue: Catalogue) -> Iterator[Finding]:
    used = {line.complexity for line in catalogue.lines} - {""}
    settings = band_settings()
    if not catalogue.bands and not {*settings.values()} & {*catalogue.unread}:
        yield _scale(
            catalogue, settings["N1"], Severity.ASKS, "Chưa đặt khung điểm của nhóm nào.",
            "Ghi khung điểm của từng nhóm, như nhóm 1: 1-10, nhóm 2: 11-50.",
        )  # fmt: skip
        return
    for group in sorted(used - catalogue.bands.keys()):
        if settings[group] not in catalogue.unread:
            yield _scale(
                catalogue, settings[group], Severity.BLOCKS,
                f"Có dòng xếp {COMPLEXITIES[group].lower()} nhưng nhóm này chưa có khung điểm.",
                f"Ghi {_called(settings[group])}, hoặc chuyển các dòng ấy sang nhóm khác.",
            )  # fmt: skip
    yield from _steps(catalogue)


def _steps(catalogue: Catalogue) -> Iterator[Finding]:
    """Each band begins one point after the last ends; or all begin alike and end later and later.

    The second are the handbook's frames, which give only the most a group may have.
    """
    lows = {band.low for band in catalogue.bands.values()}
    frames = len(catalogue.bands) > 1 and len(lows) == 1
    for (group, band), (above, higher) in pairwise(catalogue.bands.items()):
        step = higher.low - band.high
        if higher.high > band.high if frames else 0 < step <= ONE:
            continue
        texts = [catalogue.settings[band_settings()[one]] for one in (group, above)]
        what = "để trống một khoảng giữa" if step > ONE else "chồng lên"
        yield _scale(
            catalogue, band_settings()[above], Severity.BLOCKS,
            f"Khung {texts[1]} của {COMPLEXITIES[above].lower()} {what} khung {texts[0]} "
            f"của {COMPLEXITIES[group].lower()}.",
            f"Cho {COMPLEXITIES[above].lower()} bắt đầu từ {written(band.high + ONE, 1)} điểm.",
        )  # fmt: skip


def _no_standard(catalogue: Catalogue) -> Iterator[Finding]:
    if catalogue.standard is None or not catalogue.lines:
        return
    if any(catalogue.weight(line) == ONE for line in catalogue.lines):
        return
    points = written(catalogue.standard, 1)
    yield _scale(
        catalogue, STANDARD, Severity.ASKS,
        f"Không dòng nào có hệ số 1 ({points} điểm): "
        "danh mục không có sản phẩm chuẩn của chính mình.",
        f"Thêm sản phẩm chuẩn với {points} điểm, hoặc chọn lại điểm của sản phẩm chuẩn.",
    )  # fmt: skip


def _scale(catalogue: Catalogue, setting: str, severity: Severity, why: str, fix: str) -> Finding:
    basis = "; ".join(f"{name}={text}" for name, text in sorted(catalogue.settings.items()))
    return finding(
        Rule.STANDARD, severity, catalogue.table.sheet, catalogue.table.rows,
        Judged([], column=setting, subject=basis), why, fix, scope=Scope.LIST,
    )  # fmt: skip


def _called(setting: str) -> str:
    if setting == STANDARD:
        return "điểm của sản phẩm chuẩn"
    return f"khung điểm của nhóm {setting[-1]}"
