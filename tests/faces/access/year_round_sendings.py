"""How to send to the pages of a year's rounds; found by `sendings.SENDINGS`."""

from congvu.apps.evaluation.models import RatingRound
from tests.faces.access.sending import Sending, at
from tests.faces.access.year_forms import YEAR


def year_open(n: int) -> Sending:
    """Another year of the decree each time."""
    return Sending("noi.vu", at("year_open"), {"nam": str(2027 + n % 60)})


def year_calibration(n: int) -> Sending:
    typed = {"viec": "nang", "can-cu": f"Bằng khen số {n}"}
    return Sending("alice", at("year_calibration", YEAR, "P"), typed)


def year_decision(n: int) -> Sending:
    RatingRound.objects.filter(unit__code="P").update(
        state="proposed", proposed_at="2026-11-23T00:00:00Z", digest="0" * 64
    )
    typed = {"viec": "tra", "ly-do": f"Xem lại {n}"}
    return Sending("office", at("year_decision", YEAR, "P"), typed)


def year_person(n: int) -> Sending:
    RatingRound.objects.filter(unit__code="P").update(
        state="preparing", proposed_at=None, digest=""
    )
    typed = {"viec": "thu-tu", "thu-tu": str(n % 900 + 1), "ly-do": f"Sáng kiến {n}"}
    return Sending("alice", at("year_person", YEAR, "P", "an"), typed)
