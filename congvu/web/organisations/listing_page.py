"""What the page of an authority's organisations shows: each one's way to its level, places left."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode

from congvu.apps.evaluation.queries.organisations import (
    AuthorityYear,
    Rated,
    outlived,
    rated_years,
)
from congvu.apps.org.queries import UnitRow
from congvu.exchange.workbook.results import Column
from congvu.web.organisations.words import figures_in_words, levels_of, outlived_told
from congvu.web.shared.levels import Level
from congvu.web.shared.list_files import Row
from congvu.web.shared.numbers import count, points
from congvu.web.shared.paging import Pages


@dataclass(frozen=True)
class YearLink:
    """A year to choose."""

    label: str
    href: str
    here: bool


@dataclass(frozen=True)
class OrganisationLine:
    """One organisation in the list; levels None where there is none yet.

    `level` is the furthest that it came, `level_told` how far that is.
    """

    name: str
    href: str
    parts_href: str
    head: str
    self_points: str
    points: str
    evidence: str
    proposed: Level | None
    computed: Level | None
    final: Level | None
    level: Level | None
    level_told: str
    capped: bool
    recognised: str
    missing: str
    held: bool
    waits: bool
    outlived: str


@dataclass(frozen=True)
class ListingPage:
    """The whole page; `own` is the unit's own year, where it is rated."""

    title: str
    unit: str
    year: int
    years: tuple[YearLink, ...]
    answer: str
    places: str
    deadline: str
    raised: bool
    own: OrganisationLine | None
    rows: tuple[OrganisationLine, ...]
    pages: Pages
    recognise_href: str
    ready: int


COLUMNS = (
    Column("Mã", width=14),
    Column("Tổ chức", width=40),
    Column("Người đứng đầu", width=26),
    Column("Điểm tự chấm", 2, 12),
    Column("Điểm", 2, 12),
    Column("Nhiệm vụ", 0, 10),
    Column("Hoàn thành", 0, 12),
    Column("Đúng hạn", 0, 10),
    Column("Vượt mức", 0, 10),
    Column("Chậm", 0, 10),
    Column("Mức đề xuất", width=24),
    Column("Mức theo Điều 8", width=24),
    Column("Mức sau trần", width=24),
    Column("Còn thiếu, cần xem lại", width=50),
)


def listing_page(
    found: AuthorityYear,
    here: UnitRow,
    pages: Pages,
    *,
    today: date,
    decides: bool,
    heads: bool,
) -> ListingPage:
    """Build the page; the reader recognises here (`decides`), and assesses the unit (`heads`).

    What waits for the authority to look at it comes first, the others in the order of the units.
    """
    levels = levels_of(found.rules)
    ordered = sorted(found.rated, key=lambda one: not one.waits_for_review)
    shown = ordered[pages.first : pages.last]
    asked = urlencode({"nam": found.year, "don-vi": here.code})
    return ListingPage(
        title=f"Xếp loại tổ chức năm {found.year}",
        unit=here.name,
        year=found.year,
        years=tuple(
            YearLink(str(one), f"?{urlencode({'nam': one, 'don-vi': here.code})}",
                     one == found.year)
            for one in rated_years(today)
        ),
        answer=_answer(found),
        places=places_told(found),
        deadline=_deadline(found),
        raised=found.raised,
        own=_line(found.own, found, levels, whole=heads) if found.own else None,
        rows=tuple(_line(one, found, levels) for one in shown),
        pages=pages,
        recognise_href=f"{reverse('organisations_recognise')}?{asked}" if decides else "",
        ready=len(found.ready),
    )  # fmt: skip


def _answer(found: AuthorityYear) -> str:
    if not found.rated:
        return "Không có tổ chức nào do người đứng đầu đơn vị này công nhận."
    done = sum(one.recognised is not None for one in found.rated)
    told = f"{count(done)} trong {count(len(found.rated))} tổ chức đã được công nhận"
    open_ = Counter(one.stands for one in found.rated if one.recognised is None and one.stands)
    waiting = len(found.ready)
    again = sum(outlived(one, found.rules) is not None for one in found.rated)
    more = [f"{count(number)} {stands}" for stands, number in sorted(open_.items())]
    more += [f"{count(waiting)} chờ công nhận"] if waiting else []
    more += [f"{count(again)} cần xem lại vì đơn vị cấp dưới đã đổi mức"] if again else []
    return f"{'; '.join([told, *more])}."


def _deadline(found: AuthorityYear) -> str:
    """Until when organisations are rated (Đ9.1), as long as some are not."""
    if not found.rated or all(one.recognised for one in found.rated):
        return ""
    month, day = str(found.rules.value("org_rating_before")).split("-")
    return f"Xong trước ngày {day}/{month}/{found.year} (khoản 1 Điều 9)."


def places_told(found: AuthorityYear) -> str:
    """The live count of the cap, in words."""
    if not found.counted:
        return ""
    places, left = count(found.places), count(found.left)
    told = f"Xuất sắc: {places} chỗ trên {count(found.counted)} tổ chức từ mức tốt; còn {left} chỗ."
    waits = len(found.held)
    if waits:
        told += f" {count(waits)} tổ chức đủ điều kiện xuất sắc chờ đến khi mọi tổ chức xong."
    return told


def places_left(found: AuthorityYear, one: Rated) -> str:
    """The live count beside the form of one organisation, and whether it is counted in it."""
    if not found.counted:
        return "Chưa tổ chức nào cùng nhóm xem xét xong từ mức tốt: chưa có chỗ xuất sắc."
    counted = one.is_ready or one.recognised is not None
    more = "" if counted else " Tổ chức này chưa xem xét xong nên chưa tính vào."
    return f"{places_told(found)}{more}"


def _line(
    one: Rated, found: AuthorityYear, levels: dict[str, Level], *, whole: bool = False
) -> OrganisationLine:
    """One line; `whole`: with a draft, which is its head's alone."""
    missing = "; ".join(one.missing(briefly=not whole)) if one.recognised is None else ""
    is_own, code = one is found.own, one.code
    one = one if whole else one.without_draft()
    row = one.row
    final = found.after_cap.get(code, "") if not is_own else ""
    if one.recognised is not None:
        final = one.recognised.level
    proposed = levels.get(row.proposed_level) if row else None
    computed = levels.get(one.level_before_cap or "")
    level, told = _furthest(
        proposed,
        computed,
        levels.get(final),
        held=code in found.held,
        decided=one.recognised is not None,
    )
    asked = urlencode({"nam": found.year})
    parts = urlencode({"nam": found.year, "don-vi": code})
    return OrganisationLine(
        name=one.organisation.unit.name,
        href=f"{reverse('organisation', args=(code,))}?{asked}",
        parts_href=f"{reverse('organisations')}?{parts}"
        if code in found.with_parts and not is_own
        else "",
        head=one.organisation.head.full_name if one.organisation.head else "",
        self_points=points(_own(one)),
        points=points(one.score_hundredths),
        evidence=figures_in_words(row.given) if row else "",
        proposed=proposed,
        computed=computed,
        final=levels.get(final),
        level=level,
        level_told=told,
        capped=code in found.capped,
        recognised=one.recognised.decision if one.recognised else "",
        missing=missing,
        held=code in found.held,
        waits=one.waits_for_review,
        outlived=outlived_told(rested, found.rules)
        if (rested := outlived(one, found.rules))
        else "",
    )


def _furthest(
    proposed: Level | None,
    computed: Level | None,
    final: Level | None,
    *,
    held: bool,
    decided: bool,
) -> tuple[Level | None, str]:
    """The level that an organisation came to so far, and how far that is."""
    if decided:
        return final, ""
    if held:
        return computed, "chờ các tổ chức khác để biết số chỗ"
    if final and computed and final != computed:
        return final, "tạm tính, do trần tỷ lệ xuất sắc"
    if computed:
        other = proposed is not None and proposed != computed
        return computed, f"tạm tính; tự đề xuất {proposed.word}" if other else "tạm tính"
    return proposed, "tự đề xuất" if proposed else ""


def _own(one: Rated) -> int | None:
    row = one.row
    if row is None or any(line.code not in row.own_points for line in one.criteria.lines):
        return None
    return sum(row.own_points.values())


def listing_rows(rated: Sequence[Rated], found: AuthorityYear) -> Iterator[Row]:
    """The whole list as rows of a workbook."""
    levels = levels_of(found.rules)
    for held in rated:
        line, one = _line(held, found, levels), held.without_draft()
        row = one.row
        figures = row.given.as_dict().values() if row else (None,) * 5
        yield (
            one.code, line.name, line.head, _own(one), one.score_hundredths, *figures,
            *(level.word if level else "" for level in (line.proposed, line.computed, line.final)),
            line.missing or line.outlived,
        )  # fmt: skip


@dataclass(frozen=True)
class Preview:
    """What recognising now would come to: what is ready, what waits and why."""

    unit: str
    code: str
    year: int
    digest: str
    places: str
    raised: bool
    ready: tuple[OrganisationLine, ...]
    waiting: tuple[OrganisationLine, ...]
    done: str


def preview_of(found: AuthorityYear, here: UnitRow) -> Preview:
    """Build the preview of an authority's act."""
    levels = levels_of(found.rules)
    ready = {one.code for one in found.ready}
    lines = [(one, _line(one, found, levels)) for one in found.rated]
    done = sum(one.recognised is not None for one in found.rated)
    return Preview(
        unit=here.name,
        code=here.code,
        year=found.year,
        digest=found.digest,
        places=places_told(found),
        raised=found.raised,
        ready=tuple(line for one, line in lines if one.code in ready),
        waiting=tuple(
            line for one, line in lines if one.code not in ready and one.recognised is None
        ),
        done=f"{count(done)} tổ chức đã được công nhận trước đó." if done else "",
    )
