"""What a month's page says of objections and amendments: marks on lines, the way to object."""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation.queries import (
    ALL,
    GENERAL,
    TASK,
    AmendmentRow,
    MonthView,
    ObjectionRow,
    Stored,
    latest_amendments,
    objections_of_card,
    overlap,
    rescored,
    window_of,
)
from congvu.kernel.dates import format_day
from congvu.web.objections.rows import clock_words
from congvu.web.officer.falls import Fall, Waterfall
from congvu.web.shared.moments import day_of
from congvu.web.shared.numbers import points

DISPUTED = "đang kiến nghị"
ONE_OF_GENERAL = GENERAL.rstrip(":")
"""The bar of all general criteria together, of which one is chosen on the form."""


@dataclass(frozen=True)
class Told:
    """A sentence with the page that tells more."""

    text: str
    href: str


@dataclass(frozen=True)
class Disputes:
    """What stands beside a published month: how it was amended, what is objected to, and how to.

    `object_href` is the form for the whole result, empty where nothing may be objected to;
    `until` says until when.
    """

    amended: Told | None = None
    reason: str = ""
    open: tuple[Told, ...] = ()
    object_href: str = ""
    until: str = ""
    amend_href: str = ""


@dataclass(frozen=True)
class Dispute:
    """The facts behind the marks of one card."""

    objections: tuple[ObjectionRow, ...]
    amendment: AmendmentRow | None
    object_href: str
    last_day: date | None
    amend_href: str = ""

    @property
    def disputed(self) -> set[str]:
        """The lines that open objections hold."""
        return {one.subject for one in self.objections if one.frozen}


NOTHING = Dispute((), None, "", None)


def dispute_of(view: MonthView, *, mine: bool, amends: bool, today: date) -> Dispute:
    """Read what stands beside a published month; three queries, none while it is open.

    `mine`: the reader may object to it; `amends`: the reader may propose to amend it.
    """
    card = view.card
    if not card.stands:
        return NOTHING
    found = tuple(objections_of_card(card.id))
    last = latest_amendments([card.id]).get(card.id)
    window = window_of(card, today) if mine else None
    href = reverse("objection_new", args=(view.period.key,)) if window and window.is_open else ""
    amend = reverse("amendment_new", args=(card.person, view.period.key)) if amends else ""
    return Dispute(found, last, href, window.last_day if window else None, amend)


def standing_view(view: MonthView, told: Dispute) -> MonthView:
    """The month as it stands now: as stored, or with the inputs that were amended."""
    if told.amendment is None:
        return view
    rows = tuple(task.row for task in view.tasks)
    stored = Stored(view.period, view.card, rows, view.rules)
    try:
        return rescored(stored, told.amendment.inputs)
    except Refused:
        return _as_kept(view, told.amendment)


def _as_kept(view: MonthView, last: AmendmentRow) -> MonthView:
    """The amended result without its bars: the rules read otherwise by now."""
    return replace(
        view,
        score_hundredths=last.score_hundredths,
        reason=last.not_scored_reason,
        scored=not last.not_scored_reason,
        level=last.level or None,
        explanation=None,
        rules_changed=True,
    )


def disputes_of(view: MonthView, told: Dispute, today: date) -> Disputes:
    """The sentences of a month's page."""
    until = f"đến hết ngày {format_day(told.last_day)}" if told.object_href else ""
    return Disputes(
        amended=_amended(view, told.amendment),
        reason=told.amendment.reason if told.amendment else "",
        open=tuple(_open(one, today) for one in told.objections if one.frozen),
        object_href=told.object_href if ALL not in told.disputed else "",
        until=until,
        amend_href=told.amend_href,
    )


def marked(fall: Waterfall, told: Dispute) -> Waterfall:
    """The lines with their way to object, and the mark of those that are objected to."""
    return replace(fall, causes=tuple(_marked(one, told) for one in fall.causes))


def _marked(fall: Fall, told: Dispute) -> Fall:
    parts = tuple(_marked(one, told) for one in fall.parts)
    held = bool(fall.subject) and _is_disputed(fall.subject, told.disputed)
    asks = told.object_href and fall.subject and (not held or fall.subject == ONE_OF_GENERAL)
    return replace(
        fall,
        parts=parts,
        tag=DISPUTED if held else "",
        object_href=f"{told.object_href}?{urlencode({'muc': fall.subject})}" if asks else "",
    )


def _is_disputed(subject: str, disputed: set[str]) -> bool:
    if subject == ONE_OF_GENERAL:
        return any(one == ALL or one.startswith(GENERAL) for one in disputed)
    return overlap(subject, disputed)


def disputed_tasks(told: Dispute) -> set[str]:
    """The ids of tasks that open objections hold."""
    return {one.removeprefix(TASK) for one in told.disputed if one.startswith(TASK)}


def _amended(view: MonthView, last: AmendmentRow | None) -> Told | None:
    if last is None:
        return None
    old, new = points(view.card.score_hundredths), points(last.score_hundredths)
    text = f"Đã điều chỉnh ngày {day_of(last.at)}: {old} → {new} điểm"
    return Told(text, reverse("amendment", args=(last.proposal_id,)))


def _open(row: ObjectionRow, today: date) -> Told:
    return Told(
        f"{row.label}: {DISPUTED}, {clock_words(row, today)}", reverse("objection", args=(row.id,))
    )
