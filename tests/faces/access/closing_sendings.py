"""Sendings of the pages that close a period; see `sendings`."""

from datetime import UTC, datetime, timedelta

from congvu.apps.evaluation import actions, queries
from congvu.apps.evaluation.enums import Gap
from congvu.apps.org import actions as org
from congvu.apps.org.actions import NewPerson
from congvu.apps.positions import actions as positions
from congvu.apps.positions.actions import NewPosting
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook.queries import period, periods
from congvu.apps.work import actions as work
from congvu.kernel.periods import Month
from tests.apps import world
from tests.faces.access import cast
from tests.faces.access.sending import Sending, at
from tests.faces.town import MONTH

WHY = dict.fromkeys([gap.value for gap in Gap], "Đã xem")
LONG_AGO = datetime(2026, 10, 1, tzinfo=UTC)


def proposed() -> int:
    """A proposal to close the month, the only one under way; its id."""
    clerk = cast.account("noi.vu")
    _none_under_way()
    return actions.propose_close(period(MONTH), WHY, by=clerk, at=world.AT)


def closing_gap(n: int) -> Sending:
    """Somebody whom the rules do not score is accepted, another one each time."""
    driver = NewPerson(f"lai-xe-{n}", "Lê Văn Lái", "contract")
    org.create_people([driver], by=None, at=world.AT)
    post = NewPosting(driver.code, "P1", "Lái xe", world.START)
    positions.open_postings([post], by=None, at=world.AT)
    path = at("closing_gap", MONTH, "other_kind")
    return Sending("noi.vu", path, {"don-vi": "P", "ly-do": "Hợp đồng lao động"})


def close_propose(_n: int) -> Sending:
    _none_under_way()
    typed = {f"ly-do-{gap}": why for gap, why in WHY.items()}
    return Sending("noi.vu", at("close_propose", MONTH), {"viec": "de-nghi", **typed})


def close_run(_n: int) -> Sending:
    return Sending("noi.vu", at("close_run", proposed()), {"viec": "huy", "ly-do": "Nhầm kỳ"})


def close_seal(_n: int) -> Sending:
    known = {one.key for one in periods()}
    month = next(one for number in range(1, 10) if (one := Month(2026, number)).key not in known)
    opened = rulebook.open_period(month, by=None, at=LONG_AGO)
    actions.close_month(opened, by=None, at=LONG_AGO)
    return Sending("noi.vu", at("close_seal", month.key))


def close_later(n: int) -> Sending:
    """A task of the month that is due in the next one, another one each time."""
    here, after = period(MONTH), Month.parse(MONTH).next()
    if after.key not in {one.key for one in periods()}:
        rulebook.open_period(after, by=None, at=world.AT)
    due = after.first_day + timedelta(days=n % 20)
    work.assign_tasks(here.id, [world.task("an", due_on=due)], by=None, at=world.AT)
    return Sending("noi.vu", at("close_later", MONTH))


def _none_under_way() -> None:
    for one in queries.runs_of(period(MONTH).id):
        if one.is_alive:
            actions.cancel_close(one.id, reason="Lại", by=cast.account("noi.vu"), at=world.AT)
