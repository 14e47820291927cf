"""What the page of checks shows, already in words."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.utils.timezone import localtime

from congvu.exchange.papers.checking import SAYS, Outcome, Verdict
from congvu.kernel.dates import format_day
from congvu.kernel.periods import tracked
from congvu.web.shared.numbers import points

MOST_SHOWN = 50
_PROVEN = (Outcome.FITS, Outcome.AMENDED)


@dataclass(frozen=True)
class Found:
    """One code with its outcome; who and how much only for whoever may read the record."""

    code: str
    answer: str
    sentence: str
    good: bool
    about: str = ""
    name: str = ""
    unit: str = ""
    score: str = ""
    href: str = ""


@dataclass(frozen=True)
class CheckPage:
    """The whole page: what was typed, what is wrong with it, what was found."""

    code: str = ""
    seal: str = ""
    problem: str = ""
    summary: str = ""
    found: tuple[Found, ...] = ()
    more: int = 0


def check_page(
    verdicts: Sequence[Verdict], href: Callable[[Verdict], str], *, code: str, seal: str
) -> CheckPage:
    """The page of some verdicts: what does not fit goes first."""
    ordered = sorted(verdicts, key=lambda one: one.outcome in _PROVEN)
    shown = ordered[:MOST_SHOWN]
    return CheckPage(
        code=code,
        seal=seal,
        summary=_summary(verdicts),
        found=tuple(_found(one, href(one)) for one in shown),
        more=len(ordered) - len(shown),
    )


def _summary(verdicts: Sequence[Verdict]) -> str:
    if len(verdicts) == 1:
        return ""
    counts = Counter(SAYS[one.outcome][0].lower() for one in verdicts)
    told = ", ".join(f"{number} {word}" for word, number in counts.items())
    return f"{len(verdicts)} mã trong tệp: {told}."


def _found(one: Verdict, href: str) -> Found:
    answer, sentence = SAYS[one.outcome]
    found = Found(one.told.code, answer, sentence, one.outcome in _PROVEN, about=_about(one))
    if href and one.year:
        return replace(found, name=one.year.full_name, unit=one.year.unit_name, href=href)
    if href and one.organisation:
        whose = one.organisation
        return replace(found, name=whose.unit_name, unit=f"năm {whose.year}", href=href)
    card = one.card
    if not href or card is None:
        return found
    return Found(
        found.code, found.answer, found.sentence, found.good, found.about,
        name=card.full_name, unit=card.unit_name, href=href,
        score=points(card.score_hundredths) if card.seal and not card.reason else card.reason,
    )  # fmt: skip


def _about(one: Verdict) -> str:
    """Of what the paper is: told only where its seal is the true one."""
    if one.outcome not in _PROVEN:
        return ""
    if one.close:
        made = localtime(one.close.finished_at)
        return f"Danh sách {tracked(one.close.period).label}, chốt ngày {made:%d/%m/%Y}"
    if one.card and one.card.published_at:
        made = localtime(one.card.published_at)
        return f"Phiếu {tracked(one.card.period).label}, công bố ngày {made:%d/%m/%Y}"
    return _about_year(one)


def _about_year(one: Verdict) -> str:
    if one.year:
        return f"Phiếu xếp loại năm {one.year.year}, quyết định ngày {format_day(one.year.day)}"
    if one.organisation:
        body = one.organisation
        return f"Thông báo xếp loại tổ chức năm {body.year}, quyết định ngày {format_day(body.day)}"
    if one.decision:
        told = one.decision
        return f"Quyết định xếp loại năm {told.year}, {told.unit_name}, ngày {format_day(told.day)}"
    if one.meeting:
        held = localtime(one.meeting.held_at)
        return f"Biên bản họp, {one.meeting.unit_name}, ngày {held:%d/%m/%Y}"
    return ""
