"""Generated provinces: units through several depths, leaders, idle people, extremes, ties."""

from dataclasses import dataclass
from fractions import Fraction

from hypothesis import strategies as st

from congvu.engine.oracle import Level, Line, Month, Settings, Year

COEFFICIENT_MOST = 2000
AMOUNT_MOST = 1_000_000
COUNT_MOST = 1000
GENERAL_MOST = 3000

SETTINGS = (
    Settings(),
    Settings(clamp="results"),
    Settings(floor_share=Fraction(1, 2), cap_base="good_or_better"),
    Settings(extra_only_forms_base=False),
    Settings(nobody_scored="low", cap_base="good_or_better"),
    Settings(clamp="results", floor_share=Fraction(1, 10), nobody_scored="low"),
    Settings(clamp="results", extra_only_forms_base=False, cap_base="good_or_better"),
    Settings(floor_share=Fraction(2, 5), extra_only_forms_base=False, nobody_scored="low"),
)


@dataclass(frozen=True)
class Unit:
    """A unit by its number; parent is a smaller number, None for the province itself."""

    parent: int | None
    agency: int


@dataclass(frozen=True)
class Post:
    """Where a person sits and how she leads: none, head, or deputy."""

    person: str
    unit: int
    leads: str


@dataclass(frozen=True)
class Province:
    """Units, posts, who manages whom, and the months of everybody, one mapping a month."""

    units: tuple[Unit, ...]
    posts: tuple[Post, ...]
    managed: dict[str, tuple[str, ...]]
    months: tuple[dict[str, Month], ...]


# --- One person's month --------------------------------------------------------------------------

coefficients = st.one_of(
    st.integers(5, 60), st.sampled_from([0, 1, 10, 27, 37, COEFFICIENT_MOST]), st.integers(0, 2000)
)
amounts = st.one_of(
    st.integers(0, 10).map(lambda whole: whole * 100),
    st.integers(0, 1200),
    st.sampled_from([0, 1, AMOUNT_MOST]),
    st.integers(0, AMOUNT_MOST),
)
counts = st.one_of(
    st.just(0), st.just(0), st.integers(0, 5), st.sampled_from([3, 4, 5, COUNT_MOST])
)
origins = st.sampled_from(["planned", "planned", "planned", "taken_over", "unplanned"])
generals = st.one_of(
    st.integers(2000, GENERAL_MOST),
    st.sampled_from([0, GENERAL_MOST]),
    st.integers(0, GENERAL_MOST),
)
steps = st.sampled_from(["full", "full", "low"])


@st.composite
def line(draw: st.DrawFn, number: int) -> Line:
    """A line whose completed amount is often just what was assigned."""
    assigned = draw(amounts)
    return Line(
        f"t{number:04}",
        draw(coefficients),
        assigned,
        draw(st.one_of(st.just(assigned), st.just(assigned), amounts)),
        draw(counts),
        draw(counts),
        draw(origins),
    )


@st.composite
def lines(draw: st.DrawFn, most: int = 4) -> tuple[Line, ...]:
    """From no line at all to a few."""
    return tuple(draw(line(number)) for number in range(draw(st.integers(0, most))))


@st.composite
def edge(draw: st.DrawFn) -> tuple[int, tuple[Line, ...]]:
    """General points and one line that land on a threshold, a tie …,xx5, or a digit beside them.

    With 10.000,00 assigned and h hundredths done in time, the score is general + 7·h/100.000
    points: h = 1000·n gives whole hundredths, 500 more gives an exact tie.
    """
    target = draw(st.sampled_from([5000, 7000, 9000]))
    least = -(-(target - GENERAL_MOST) // 7)
    thousands = draw(st.integers(least, min(999, target // 7)))
    beside = draw(st.sampled_from([0, 500, -500, 1, -1, 499, 501, -499, -501]))
    completed = max(0, 1000 * thousands + beside)
    return target - 7 * thousands, (Line("t0000", 10, AMOUNT_MOST, completed),)


@st.composite
def month(draw: st.DrawFn, person: str, leads: bool = False) -> Month:
    """Any month, one in four on an edge."""
    if draw(st.integers(0, 3)) == 0:
        general, rows = draw(edge())
    else:
        general, rows = draw(generals), draw(lines())
    if not leads:
        return Month(person, general, rows)
    return Month(person, general, rows, True, draw(steps), draw(steps))


@st.composite
def anyone(draw: st.DrawFn) -> tuple[Month, bool]:
    """A month alone, of an officer or a leader, and whether those she manages met the level."""
    leads = draw(st.booleans())
    return draw(month("p", leads)), draw(st.booleans()) or not leads


# --- A province ----------------------------------------------------------------------------------


@st.composite
def province(draw: st.DrawFn) -> Province:
    """Up to five units under one another or side by side, up to three people in each."""
    units = draw(tree())
    posts = draw(staff(units))
    managed = draw(relations(units, posts))
    months = tuple(
        {post.person: draw(month(post.person, post.leads != "none")) for post in posts}
        for _ in range(draw(st.integers(1, 3)))
    )
    return Province(units, posts, managed, months)


@st.composite
def tree(draw: st.DrawFn) -> tuple[Unit, ...]:
    """A tree of units; those right under the first are agencies, as is the first."""
    units = [Unit(None, 0)]
    for number in range(1, draw(st.integers(1, 5))):
        parent = draw(st.sampled_from([number - 1, number - 1, *range(number)]))
        units.append(Unit(parent, number if parent == 0 else units[parent].agency))
    return tuple(units)


@st.composite
def staff(draw: st.DrawFn, units: tuple[Unit, ...]) -> tuple[Post, ...]:
    """Perhaps a head and a deputy, perhaps officers, in each unit; at least one person."""
    posts: list[Post] = []
    for unit in range(len(units)):
        for leads in draw(st.sampled_from(ROOMS)):
            posts.append(Post(f"{len(posts):02}", unit, leads))
    return tuple(posts) or (Post("00", 0, "none"),)


ROOMS = (
    ("head", "none"),
    ("head", "deputy", "none"),
    ("head",),
    ("head", "deputy"),
    ("none", "none"),
    (),
)


@st.composite
def relations(
    draw: st.DrawFn, units: tuple[Unit, ...], posts: tuple[Post, ...]
) -> dict[str, tuple[str, ...]]:
    """Heads manage their subtree but themselves; deputies a field among those further down."""
    managed: dict[str, tuple[str, ...]] = {}
    for post in posts:
        if post.leads == "none":
            continue
        below = [other for other in posts if _under(units, other.unit, post.unit)]
        if post.leads == "deputy":
            below = [x for x in below if x.unit != post.unit or x.leads == "none"]
            below = [x for x in below if draw(st.booleans())]
        managed[post.person] = tuple(x.person for x in below if x is not post)
    return managed


def _under(units: tuple[Unit, ...], unit: int | None, top: int) -> bool:
    while unit is not None and unit != top:
        unit = units[unit].parent
    return unit == top


# --- A year --------------------------------------------------------------------------------------

notified = st.one_of(
    st.integers(8990, 9010),
    st.integers(7000, 9500),
    st.sampled_from([0, 4999, 5000, 6999, 7000, 8999, 9000, 10000]),
    st.integers(0, 10000),
)


@st.composite
def months_of_a_year(draw: st.DrawFn) -> tuple[int | None, ...]:
    """Flat years on or beside a threshold, and years of any months, some not scored."""
    flat = draw(notified)
    if draw(st.booleans()):
        return (flat,) * draw(st.sampled_from([12, 12, 1, 7]))
    if draw(st.booleans()):
        return (flat,) * 11 + (min(10000, flat + draw(st.integers(0, 1))),)
    return tuple(draw(st.lists(st.one_of(st.none(), notified), min_size=1, max_size=12)))


@st.composite
def year_of_people(draw: st.DrawFn, most: int = 36) -> tuple[Year, ...]:
    """The people of one to three agencies, in one or two peer groups each, with many ties."""
    agencies, groups = draw(st.integers(1, 3)), draw(st.integers(1, 2))
    number = draw(st.one_of(st.integers(0, most), st.sampled_from([5, 6, 11, 12, 30])))
    common = draw(st.lists(months_of_a_year(), min_size=1, max_size=3))
    raised = draw(st.booleans())  # by the first agency
    return tuple(
        draw(year(f"{place:02}", agencies, groups, common, raised)) for place in range(number)
    )


@st.composite
def year(
    draw: st.DrawFn,
    person: str,
    agencies: int,
    groups: int,
    common: list[tuple[int | None, ...]],
    raised: bool,
) -> Year:
    """One person's year; few are failed automatically, head an organisation, or are moved."""
    rare = draw(st.integers(0, 9))
    agency = draw(st.integers(1, agencies))
    return Year(
        person,
        draw(st.one_of(st.sampled_from(common), months_of_a_year())),
        agency=str(agency),
        peer_group=str(draw(st.integers(1, groups))),
        automatic_failed=rare == 0,
        organisation_level=draw(st.sampled_from(Level)) if rare == 1 else None,
        moved=draw(st.sampled_from(Level)) if rare == 3 else None,
        months_worked=draw(st.integers(0, 12)) if rare == 2 else 12,
        protected_leave=rare == 2 and draw(st.booleans()),
        raised=raised and agency == 1,
        rank=draw(st.sampled_from([0, 0, 1, 2])),
    )
