"""The agencies of the province as a workbook, ordered and narrowed as on the page."""

from collections.abc import Sequence

from django.http import HttpResponse

from congvu.apps.evaluation.queries import AgencyTally, ProvinceView
from congvu.exchange.workbook.results import Column
from congvu.kernel.fixed import round_ratio
from congvu.kernel.vietnamese import fold
from congvu.web.province.looks import FEW
from congvu.web.shared.levels import Scale, scale_of
from congvu.web.shared.list_files import Row, list_file


def province_file(view: ProvinceView, search: str) -> HttpResponse:
    """Send the agencies whose name holds the words; small ones without mean and levels."""
    scale = scale_of(view.rules)
    wanted = fold(search)
    kept = [one for one in view.agencies if wanted in fold(one.name)]
    rows = (_row(one, scale) for one in kept)
    title = f"Toàn tỉnh {view.period.key}"
    return list_file(f"toan-tinh-{view.period.key}", title, _columns(scale), rows)


def _columns(scale: Scale) -> Sequence[Column]:
    return (
        Column("Mã", width=14),
        Column("Cơ quan, địa phương", width=44),
        Column("Người", 0, 10),
        Column("Có điểm", 0, 10),
        Column("Chưa có điểm", 0, 10),
        Column("Chưa tự chấm", 0, 10),
        Column("Chưa xác nhận", 0, 10),
        Column("Đã điều chỉnh", 0, 10),
        Column("Trung bình", 2, 12),
        *(Column(level.word, 0, 14) for level in reversed(scale.levels)),
    )


def _row(one: AgencyTally, scale: Scale) -> Row:
    tally = one.tally
    enough = tally.scored >= FEW
    mean = tally.mean_hundredths
    return (
        one.code,
        one.name,
        tally.people,
        tally.scored,
        tally.people - tally.scored,
        tally.not_self_scored,
        tally.not_confirmed,
        tally.amended,
        round_ratio(mean, 0) if enough and mean is not None else None,
        *(tally.levels[level.code] if enough else None for level in reversed(scale.levels)),
    )
