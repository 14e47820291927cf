"""What the page of a round shows, already in words; nothing here asks a database."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from congvu.apps.evaluation.enums import RoundState, Shortfall
from congvu.apps.evaluation.queries import Decider
from congvu.apps.evaluation.queries.years import (
    DecisionRow,
    Lacking,
    RatedRow,
    RoundNow,
    RoundRow,
    YearResultRow,
    peer_group_of,
)
from congvu.apps.rulebook.queries import PeriodRow
from congvu.engine.caps import Places
from congvu.kernel.dates import format_day
from congvu.kernel.vietnamese import fold
from congvu.web.shared.levels import Level
from congvu.web.shared.moments import moment
from congvu.web.shared.numbers import count, points
from congvu.web.shared.paging import Pages
from congvu.web.years.level_words import (
    BEST_FIRST,
    LEVELS,
    NOT_RANKED,
    level_word,
    levels_told,
    mean_told,
    tally_levels,
)

UNRANKED = "khong"
SCOPES = {"peer_group": "nhóm nhiệm vụ tương đồng", "agency": "cả đợt"}
REMEDIES = {
    Shortfall.MONTHS: "Chốt và công bố kỳ còn mở rồi mới xếp loại được (Điều 17 khoản 3).",
    Shortfall.ORGANISATION: "Công nhận mức của tổ chức trước: cấp dưới trước, cấp trên sau "
    "(Điều 20 khoản 6).",
    Shortfall.UNTOLD: "Nhắc người chưa kê đủ tiêu chí; văn phòng xác nhận những gì đã kê.",
    Shortfall.OBJECTION: "Trả lời kiến nghị trước; nếu vẫn xếp loại, kết quả đổi thì ra quyết định "
    "thay thế (Điều 21 khoản 3).",
    Shortfall.MEETING: "Tổ chức họp, thông qua biên bản; nếu đã họp trên giấy, ghi số biên bản khi "
    "trình.",
    Shortfall.PARTY: "Xin ý kiến cấp ủy, ghi vào phiếu; nếu đã có trên giấy, ghi số văn bản khi "
    "trình.",
    Shortfall.FORM: "Nhắc gửi phiếu Mẫu 02; nếu không gửi được, ghi lý do khi trình.",
    Shortfall.EARLIER: "Điểm trung bình chỉ tính các tháng có trên hệ thống; ghi căn cứ khi trình.",
}
MOST_NAMED = 3


@dataclass(frozen=True)
class LackLine:
    """One shortfall: how many, what exactly, whether it blocks, what to do, who exactly."""

    code: str
    label: str
    people: str
    what: str
    blocks: bool
    remedy: str
    remedy_href: str
    href: str


@dataclass(frozen=True)
class PlaceLine:
    """The places of one group: counted, allowed, taken, left, and who waits for one."""

    scope: str
    group: str
    counted: str
    places: str
    taken: str
    left: str
    waiting: tuple[str, ...]
    more: str


@dataclass(frozen=True)
class PersonLine:
    """Somebody of the round: mean, level by score and final, and why they differ."""

    name: str
    href: str
    unit: str
    group: str
    months: str
    mean: str
    by_score: str
    level: Level | None
    word: str
    note: str
    look: bool


@dataclass(frozen=True)
class Choice:
    """Something to narrow the list to."""

    value: str
    label: str
    here: bool


@dataclass(frozen=True)
class RoundPage:
    """The answer, what is lacking, the places, the people."""

    title: str
    unit: str
    state: str
    standing: str
    answer: str
    provisional: str
    lacking: tuple[LackLine, ...]
    blocked: bool
    places: tuple[PlaceLine, ...]
    raised: str
    decisions: tuple[str, ...]
    rows: tuple[PersonLine, ...]
    pages: Pages
    search: str
    levels: tuple[Choice, ...]
    lack: str
    rules: str


def lack_lines(
    found: Sequence[Lacking],
    names: Mapping[str, str],
    href: Callable[[str], str],
    remedy: Callable[[Shortfall], str] = lambda _kind: "",
) -> tuple[LackLine, ...]:
    """The shortfalls in words, worst first; `remedy` is where the reader sets one right, or ""."""
    return tuple(
        LackLine(
            code=one.kind.value,
            label=str(one.kind.label),
            people=count(len(one.people)) if one.people else "",
            what=_what(one, names),
            blocks=one.blocks,
            remedy=REMEDIES[one.kind],
            remedy_href=remedy(one.kind),
            href=href(one.kind.value) if one.people else "",
        )
        for one in found
    )


def _what(one: Lacking, names: Mapping[str, str]) -> str:
    whole = one.what.get("", "")
    named = [
        f"{names[person]} ({one.what[person]})" if one.what[person] else names[person]
        for person in one.people[:MOST_NAMED]
    ]
    more = len(one.people) - len(named)
    told = [*([whole] if whole else []), *named, *([f"và {count(more)} người nữa"] if more else [])]
    return "; ".join(told)


def place_lines(places: Sequence[Places], names: Mapping[str, str]) -> tuple[PlaceLine, ...]:
    """The places of every group, the peer groups first."""
    return tuple(
        PlaceLine(
            scope=one.scope,
            group="Cả đợt" if len(one.key) == 1 else one.key[0],
            counted=count(one.members),
            places=count(one.places),
            taken=count(one.taken),
            left=count(one.places - one.taken),
            waiting=tuple(names[person] for person in one.waiting[:MOST_NAMED]),
            more=f"và {count(len(one.waiting) - MOST_NAMED)} người nữa"
            if len(one.waiting) > MOST_NAMED
            else "",
        )
        for one in places
    )


def now_line(row: RatedRow, now: RoundNow, href: Callable[[str], str]) -> PersonLine:
    """Somebody as she stands now."""
    return PersonLine(
        name=row.row.full_name,
        href=href(row.row.person),
        unit=row.row.unit_name,
        group=peer_group_of(row.row),
        months=count(sum(one.months for one in row.months)) if now.found.stage.rows else "",
        mean=mean_told(row.exact, now.found.rules),
        by_score=LEVELS[row.by_score].short if row.by_score else "",
        level=LEVELS.get(row.level),
        word=level_word(row.level),
        note=_note(row),
        look=bool(row.capped_in or row.facts.move or row.reason or row.facts.discipline),
    )


def _note(row: RatedRow) -> str:
    if not row.is_ranked:
        return row.reason
    told = []
    if row.facts.discipline:
        told.append(f"kỷ luật: {row.facts.discipline.lower()}")
    told += [f"{one.label.lower()} ({one.document})" for one in row.facts.cases]
    if row.facts.organisation and row.facts.organisation != row.level and _bound(row):
        told.append("không cao hơn mức của tổ chức")
    if row.facts.move:
        told.append(f"chuyển mức: {row.facts.move.reason}")
    if row.capped_in:
        told.append(f"hết chỗ xuất sắc trong {SCOPES.get(row.capped_in, row.capped_in)}")
    return "; ".join(told)


def _bound(row: RatedRow) -> bool:
    levels = {one.name: one.level for one in row.steps}
    return levels.get("after_organisation") != levels.get("after_automatic")


def stored_line(row: YearResultRow, href: Callable[[str], str]) -> PersonLine:
    """Somebody as she was decided."""
    notes = []
    if row.moved_reason:
        notes.append(f"chuyển mức: {row.moved_reason}")
    if row.capped_in:
        notes.append(f"hết chỗ xuất sắc trong {SCOPES.get(row.capped_in, row.capped_in)}")
    if row.before_id:
        notes.append("quyết định thay thế")
    return PersonLine(
        name=row.full_name,
        href=href(row.person),
        unit=row.unit_name,
        group=str(row.inputs["inputs"].get("peer_group", "")),
        months=count(len(row.inputs["rows"])) if row.inputs["rows"] else "",
        mean=points(row.score_hundredths),
        by_score=LEVELS[row.by_score].short if row.by_score else "",
        level=LEVELS.get(row.level),
        word=level_word(row.level),
        note="; ".join(notes) or row.not_ranked_reason,
        look=bool(notes or row.not_ranked_reason),
    )


def kept_lines(rows: Sequence[PersonLine], search: str, level: str) -> list[PersonLine]:
    """Those whose name or unit holds the words, and who stand at the level."""
    words = fold(search).split()
    return [
        one
        for one in rows
        if all(word in fold(f"{one.name} {one.unit}") for word in words)
        and (not level or (one.level.code if one.level else UNRANKED) == level)
    ]


def level_choices(here: str) -> tuple[Choice, ...]:
    """The levels to narrow the list to."""
    levels = tuple(Choice(one.code, one.word, one.code == here) for one in BEST_FIRST)
    return (*levels, Choice(UNRANKED, NOT_RANKED, here == UNRANKED))


def state_told(row: RoundRow) -> str:
    """Where a round stands, in words."""
    return str(RoundState(row.state).label)


def answer_told(levels: Sequence[str]) -> str:
    """How many stand at which level, of how many people."""
    ranked = [one for one in levels if one]
    told = levels_told(tally_levels(ranked), len(levels) - len(ranked))
    return f"{count(len(levels))} người: {told}." if levels else "Đợt này không có ai."


def provisional_told(now: RoundNow, at: str) -> str:
    """That figures are of this moment, and may move while months are missing."""
    missing = any(one.kind is Shortfall.MONTHS for one in now.lacking)
    more = " Còn tháng chưa công bố nên số chỗ và mức có thể đổi." if missing else ""
    return f"Tạm tính lúc {at}.{more}"


def decision_told(one: DecisionRow) -> str:
    """A decision in one line."""
    kind = "thay thế" if one.replaces_id else "xếp loại"
    signer = one.signer or one.signed_by
    return (
        f"Quyết định {kind} số {one.number} ngày {format_day(one.day)}, {signer} ký "
        f"lúc {moment(one.at)}, {count(one.people)} người, mã {one.digest[:12]}"
    )


def deadline_told(period: PeriodRow, today: date) -> str:
    """By when the year is to be decided (Đ19.2), and how many days that leaves."""
    left = (period.decide_by - today).days
    days = f"còn {count(left)} ngày" if left >= 0 else f"quá {count(-left)} ngày"
    return f"Quyết định trước hết ngày {format_day(period.decide_by)}, {days}"


def standing_told(period: PeriodRow, holder: Decider | None, today: date) -> str:
    """Who holds a round that is not decided, and until when."""
    name = f"{holder.full_name} giữ" if holder else "Chưa có người đứng đầu"
    return f"{name} · {deadline_told(period, today)}"
