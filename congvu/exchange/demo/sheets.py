"""The demo's source tables as they were published, each row with its `source` column."""

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "data"

COMMUNES = "khanh_hoa_communes_65"
AGENCIES = "khanh_hoa_agencies"
COMMUNE_CATALOGUE = "commune_catalogue_nghia_lam"
DEPARTMENT_CATALOGUE = "statistics_office_catalogue"
POSITIONS = "vtvl_commune_42_positions"
DUTIES = "vtvl_commune_job_duties"
REQUIRED_LEVELS = "vtvl_commune_required_competency_levels"
LEVELS = "competency_framework_levels"
NEIGHBOUR_COMMUNES = "thanh_hoa_communes"
COUNCIL_CATALOGUE = "thanh_hoa_vp_hdnd_catalogue_v2"


@cache
def rows(sheet: str) -> tuple[dict[str, str], ...]:
    """All rows of one source table, in file order, as text."""
    with (FOLDER / f"{sheet}.csv").open(encoding="utf-8-sig", newline="") as stream:
        return tuple(csv.DictReader(stream))
