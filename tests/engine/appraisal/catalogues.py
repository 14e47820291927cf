"""The four published catalogues as documents, and small ones made for one claim."""

from collections.abc import Iterable, Mapping
from functools import cache

from congvu.engine.lists.document import Document, document, entered
from congvu.engine.lists.sheets import PRODUCTS, ListKind
from congvu.exchange.demo import sheets

SCALE = {
    "standard_points": "5",
    "band_1": "1-10",
    "band_2": "11-50",
    "band_3": "51-100",
    "band_4": "101-200",
}
HUNDREDS = {f"band_{n}": f"{100 * n - 99}-{100 * n}" for n in range(1, 6)}
FRAMES = {f"band_{n}": f"1-{100 * n}" for n in range(1, 6)}
CLEAN = {
    "code": "VP.01",
    "group": "C",
    "section": "Văn phòng",
    "name": "Soạn thảo văn bản hành chính",
    "output": "Văn bản",
    "complexity": "N1",
    "points": "5",
    "coefficient": "1",
}


def made(rows: Iterable[Mapping[str, str]], name: str = "Nháp", **settings: str) -> Document:
    """A catalogue of rows; what a row does not say it has from a clean one."""
    full = [CLEAN | {"code": f"VP.{n:02d}"} | dict(row) for n, row in enumerate(rows, 1)]
    return document(ListKind.CATALOGUE, "DM", name, SCALE | settings, {"products": full})


@cache
def commune() -> Document:
    """Nghĩa Lâm: 371 rows in force after appraisal."""
    return _read(
        "Xã Nghĩa Lâm", SCALE,
        (
            {
                "code": row["code"], "group": _commune_group(row["code"]),
                "section": row["unit"].strip("()"), "name": row["task"],
                "detail": row["work_detail"], "output": row["output_product"],
                "complexity": row["complexity_group"], "points": row["score"],
                "coefficient": row["conversion_coefficient"],
            }
            for row in sheets.rows(sheets.COMMUNE_CATALOGUE)
        ),
    )  # fmt: skip


@cache
def statistics() -> Document:
    """The statistics offices: 172 rows, one score for each group."""
    return _read(
        "Thống kê", {"standard_points": "5"} | HUNDREDS,
        (
            {
                "code": f"TK.{int(row['no']):03d}", "group": _statistics_group(row["section"]),
                "section": row["section"], "name": row["work"], "output": row["output_product"],
                "complexity": row["complexity_group"], "points": row["score"],
                "coefficient": row["conversion_coefficient"],
            }
            for row in sheets.rows(sheets.DEPARTMENT_CATALOGUE)
        ),
    )  # fmt: skip


@cache
def council_office() -> Document:
    """The council office of Thanh Hóa: 48 rows of a draft, no bands, standard of 100 points."""
    return _read(
        "VP HĐND Thanh Hóa", {"standard_points": "100"},
        (
            {
                "code": row["code"], "group": "A" if row["code"].startswith("SH.LD") else "C",
                "section": row["group"], "name": row["task"], "output": row["unit"],
                "complexity": row["complexity"], "points": row["points"],
                "coefficient": row["coefficient"],
            }
            for row in sheets.rows("thanh_hoa_vp_hdnd_catalogue_v2")
        ),
    )  # fmt: skip


@cache
def handbook() -> Document:
    """The ministry's examples that have a group and points (17 of 20; three are of a sum)."""
    return _read(
        "Sổ tay", {"standard_points": "5"} | FRAMES,
        (
            {
                "code": f"ST.{number:02d}", "group": "C", "name": row["task"],
                "output": row["output"], "complexity": row["group"], "points": row["score"],
                "coefficient": row["coefficient"],
            }
            for number, row in enumerate(sheets.rows("moha_handbook_example_items"), 1)
            if row["group"]
        ),
    )  # fmt: skip


def _read(name: str, settings: Mapping[str, str], rows: Iterable[Mapping[str, str]]) -> Document:
    read = [
        {column: entered(PRODUCTS.column(column), text) for column, text in row.items()}
        for row in rows
    ]
    return document(ListKind.CATALOGUE, "DM", name, settings, {"products": read})


def _commune_group(code: str) -> str:
    if code == "DC.20":
        return "D"
    return {"QL": "A", "DC": "B"}.get(code.split(".")[0], "C")


def _statistics_group(section: str) -> str:
    if section.startswith("I. "):
        return "A"
    if "khác" in section:
        return "D"
    return "B" if section.startswith("III.") else "C"
