"""What an agency decides before a month begins: catalogues, positions, rules, the calendar."""

from datetime import date, datetime

from congvu.apps.audit.actions import Actor
from congvu.apps.catalogue import actions as catalogue
from congvu.apps.catalogue import queries as catalogue_queries
from congvu.apps.catalogue.actions import NewProduct, NewVersion
from congvu.apps.positions import actions as positions
from congvu.apps.positions.actions import NewPosition
from congvu.apps.rulebook import actions as rulebook
from congvu.exchange.demo import products, sheets
from congvu.exchange.demo.products import ProductPlan

ProductIds = dict[tuple[str, str], int]


def everything(*, by: Actor, at: datetime) -> ProductIds:
    """Issue the two sample catalogues, the positions and the calendar; return product ids."""
    for version in products.versions():
        catalogue.issue_version(
            NewVersion(
                code=version.code,
                name=version.name,
                decision=version.decision,
                issued_by=version.issued_by,
                valid_from=products.SINCE,
                standard_points_tenths=products.STANDARD_TENTHS,
                source=version.source,
                bands={
                    f"N{number}": (10 * low, 10 * high)
                    for number, (low, high) in enumerate(version.bands, 1)
                },
                decided_on=products.DECIDED,
            ),
            [_line(plan) for plan in _listed(version.code)],
            by=by,
            at=at,
        )
    positions.create_positions([_position(row) for row in _position_rows()], by=by, at=at)
    rulebook.lay_out_calendar(first=date(2025, 1, 1), last=date(2027, 12, 31), by=by, at=at)
    return {
        (row.version, row.code): row.id for row in catalogue_queries.products(on=products.SINCE)
    }


def _listed(version: str) -> tuple[ProductPlan, ...]:
    if version == products.COMMUNE_VERSION:
        return products.commune_products()
    return products.department_products()


def _line(plan: ProductPlan) -> NewProduct:
    return NewProduct(
        code=plan.code,
        group=plan.group,
        name=plan.name,
        complexity=plan.complexity,
        points_tenths=plan.points_tenths,
        section=plan.section,
        detail=plan.detail,
        output=plan.output,
        coefficient_tenths=plan.coefficient_tenths,
    )


def _position_rows() -> tuple[dict[str, str], ...]:
    return sheets.rows(sheets.POSITIONS)


def _position(row: dict[str, str]) -> NewPosition:
    return NewPosition(
        code=row["code"],
        name=row["position"],
        unit_kind="commune_room",
        group=row["group"],
        grade=row["grade"],
        headcount=int(row["headcount_2026"] or 0),
        source=row["source"],
    )
