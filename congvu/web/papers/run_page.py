"""What the pages of runs of papers show, already in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localtime

from congvu.apps.evaluation.enums import PaperRunState
from congvu.apps.evaluation.queries import PaperRunRow
from congvu.apps.org.queries import UnitRow
from congvu.apps.rulebook.queries import PeriodRow
from congvu.kernel.fixed import format_fixed
from congvu.kernel.periods import tracked
from congvu.web.shared.numbers import count

_MEGABYTE = 1 << 20
_WHOLE = 100  # percent
SECONDS = 60


@dataclass(frozen=True)
class Choice:
    """Something to choose from, and whether it is chosen."""

    value: str
    label: str
    here: bool


@dataclass(frozen=True)
class RunPage:
    """One run: what it is of, how far it is, what can be done about it."""

    title: str
    about: str
    standing: str
    percent: int
    told: str
    waits: bool
    stale: bool
    fault: str
    file: str
    size: str
    href: str


@dataclass(frozen=True)
class AskingPage:
    """The form that asks for the papers of a unit, and what was asked for before."""

    months: tuple[Choice, ...]
    units: tuple[Choice, ...]
    explained: bool
    draft: bool
    problem: str
    ready: tuple[RunPage, ...]
    runs: tuple[RunPage, ...]


def run_page(row: PaperRunRow, now: datetime, *, alive: bool) -> RunPage:
    """The page of one run as it stands now; `alive`: some maker is at work."""
    stale = row.is_stale(now, alive=alive)
    done = row.state == PaperRunState.DONE
    people = len(row.people)
    return RunPage(
        title=_title(row),
        about=f"{count(people)} người{', kèm giải thích' if row.explained else ''} · "
        f"{'yêu cầu' if row.by_id else 'xếp hàng'} lúc "
        f"{localtime(row.asked_at):%H:%M ngày %d/%m/%Y}",
        standing=_standing(row, stale=stale),
        percent=row.made * _WHOLE // row.total,
        told=_told(row, now),
        waits=row.is_open and not stale,
        stale=stale or row.state == PaperRunState.FAILED,
        fault=row.fault,
        file=reverse("paper_run_file", args=(row.id,)) if done else "",
        size=_size(row.size) if done and row.size else "",
        href=reverse("paper_run", args=(row.id,)),
    )


def _title(row: PaperRunRow) -> str:
    what = f"xếp loại năm {row.period}" if row.is_year else tracked(row.period).label
    return f"Phiếu {what}, {row.unit_name}"


def _standing(row: PaperRunRow, *, stale: bool) -> str:
    return "Đã dừng giữa chừng" if stale else str(PaperRunState(row.state).label)


def _told(row: PaperRunRow, now: datetime) -> str:
    """How many cards are made, and how long the rest will take at this pace."""
    people = len(row.people)
    alone, joined = min(row.made, people), max(0, row.made - people)
    said = f"{count(alone)}/{count(people)} phiếu từng người, {count(joined)}/{count(people)} gộp"
    if not (row.is_open and row.made and row.beat_at):
        return said
    spent = max(1, int((row.beat_at - row.asked_at).total_seconds()))
    left = (row.total - row.made) * spent // row.made
    return f"{said} · còn khoảng {_lasting(left)}"


def _lasting(seconds: int) -> str:
    if seconds < SECONDS:
        return f"{max(1, seconds)} giây"
    return f"{-(-seconds // SECONDS)} phút"


def _size(size: int) -> str:
    return f"{format_fixed(size * 10 // _MEGABYTE, places=1)} MB"


def asking_page(
    *,
    every: Sequence[PeriodRow],
    period: PeriodRow,
    units: Sequence[UnitRow],
    here: UnitRow | None,
    ready: Sequence[PaperRunRow],
    runs: Sequence[PaperRunRow],
    now: datetime,
    alive: bool,
    explained: bool,
    problem: str,
) -> AskingPage:
    """The form with what was chosen, over the runs made ready and the reader's own."""
    return AskingPage(
        tuple(Choice(one.key, one.label, one.key == period.key) for one in every),
        tuple(Choice(one.code, one.name, one == here) for one in units),
        explained,
        period.is_open,
        problem,
        tuple(run_page(one, now, alive=alive) for one in ready),
        tuple(run_page(one, now, alive=alive) for one in runs),
    )
