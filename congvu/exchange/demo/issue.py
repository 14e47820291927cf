"""What an agency decides before a month begins: catalogues, positions, rules, the calendar."""

from datetime import date, datetime

from congvu.apps.audit.actions import Actor
from congvu.apps.catalogue import actions as catalogue
from congvu.apps.catalogue import queries as catalogue_queries
from congvu.apps.catalogue.actions import NewProduct, NewVersion
from congvu.apps.positions import actions as positions
from congvu.apps.positions.actions import Terms
from congvu.apps.rulebook import actions as rulebook
from congvu.exchange.demo import competencies, products, sheets
from congvu.exchange.demo import positions as position_lists
from congvu.exchange.demo.frames import moment
from congvu.exchange.demo.products import ProductPlan

ProductIds = dict[tuple[str, str], int]
DESCRIBED, DESCRIBED_SINCE = moment(date(2026, 6, 26)), date(2026, 7, 1)


def everything(*, by: Actor, at: datetime) -> ProductIds:
    """Issue the sample catalogues, framework, positions and calendar; return product ids."""
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
    _positions(by=by, at=at)
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


def _positions(*, by: Actor, at: datetime) -> None:
    """The framework, the list of positions, and in July the same list with its descriptions."""
    levels = sheets.rows(sheets.LEVELS)[0]["source"]
    listed = sheets.rows(sheets.POSITIONS)[0]["source"]
    told = sheets.rows(sheets.DUTIES)[0]["source"]
    setting_up, described = at.date(), DESCRIBED.date()
    first = Terms(
        position_lists.LIST_DECISION, setting_up, position_lists.ISSUED_BY, products.SINCE, listed
    )
    second = Terms(
        position_lists.SCHEME_DECISION, described, position_lists.ISSUED_BY, DESCRIBED_SINCE, told
    )
    words = Terms(competencies.DECISION, setting_up, competencies.ISSUED_BY, products.SINCE, levels)
    positions.issue_framework(competencies.framework(), words, by=by, at=at)
    positions.issue_scheme(position_lists.positions_list(), first, by=by, at=at)
    positions.issue_scheme(position_lists.scheme(), second, by=by, at=DESCRIBED)
