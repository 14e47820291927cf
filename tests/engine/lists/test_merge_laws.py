"""Merging made-up editions: no edit is lost, every conflict is shown, nothing is orphaned."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from congvu.engine.lists.conflicts import NAME, SETTINGS, Conflict, Side
from congvu.engine.lists.differences import by_key
from congvu.engine.lists.document import Document
from congvu.engine.lists.merge import PARENTS, Merged, merge, resolve
from congvu.engine.lists.sheets import LISTS, Key, sheet_named
from tests.engine.lists.editions import editions

Editions = tuple[Document, Document, Document]
Texts = dict[tuple[str, Key, str], str]  # where a text stands → the text


def texts(document: Document) -> Texts:
    """Every text of a document by where it stands; a row that is there says so under column ""."""
    found = {(NAME, (), NAME): document.name}
    found |= {(SETTINGS, (), name): text for name, text in document.settings.items()}
    for sheet in LISTS[document.kind]:
        for row in document.rows(sheet.name):
            key = sheet.key_of(row)
            found |= {(sheet.name, key, name): text for name, text in {**row, "": "x"}.items()}
    return found


def covers(conflict: Conflict, sheet: str, key: Key, column: str) -> bool:
    """Whether a text is in the hands of whoever settles the conflict."""
    where = conflict.id
    if (sheet, key) == (where.sheet, where.key):
        return not conflict.columns or column in conflict.columns
    if conflict.columns or PARENTS.get(sheet, ("",))[0] != where.sheet:
        return False
    return (key[sheet_named(sheet).key.index(PARENTS[sheet][1])],) == where.key


def children(document: Document) -> Iterator[tuple[str, Key]]:
    """Every row that belongs to another, as (sheet of that other, its key)."""
    for sheet, (parent, column) in PARENTS.items():
        for row in document.rows(sheet):
            yield parent, (row[column],)


def assert_whole(document: Document) -> None:
    """Keys are unique and whoever belongs to a row has that row."""
    rows = {
        (sheet.name, key)
        for sheet in LISTS[document.kind]
        for key in by_key(sheet, document.rows(sheet.name))
    }
    assert {*children(document)} <= rows


def random_choices(merged: Merged, draw: st.DataObject) -> dict:
    return {one.id: draw.draw(st.sampled_from(Side)) for one in merged.conflicts}


@given(editions(2))
def test_a_side_that_changed_nothing_has_no_say(two: tuple[Document, Document]) -> None:
    base, other = two
    for merged in (merge(base, base, other), merge(base, other, base), merge(base, other, other)):
        assert merged.document == other
        assert merged.conflicts == ()


@given(editions())
def test_every_text_is_what_the_sides_made_of_it_or_in_a_conflict(three: Editions) -> None:
    merged = merge(*three)
    base, ours, theirs, result = (texts(one) for one in (*three, merged.document))
    for where in base.keys() | ours.keys() | theirs.keys() | result.keys():
        if any(covers(one, *where) for one in merged.conflicts):
            continue
        was, mine, yours = (edition.get(where) for edition in (base, ours, theirs))
        assert was in (mine, yours) or mine == yours, f"{where} is a conflict that nobody was shown"
        assert result.get(where) == (yours if mine == was else mine)


@given(editions())
def test_a_conflict_is_about_something_that_both_sides_did(three: Editions) -> None:
    for one in merge(*three).conflicts:
        assert one.ours != one.theirs
        if one.columns:
            assert one.base not in (one.ours, one.theirs)
        else:
            kept = one.theirs if one.ours is None else one.ours
            assert kept != one.base or one.within


@given(editions())
def test_both_sides_are_shown_the_same_conflicts(three: Editions) -> None:
    base, ours, theirs = three
    mirrored = {(c.id, c.theirs, c.ours, c.within) for c in merge(base, theirs, ours).conflicts}
    assert {(c.id, c.ours, c.theirs, c.within) for c in merge(*three).conflicts} == mirrored


@given(editions(), st.data())
def test_whatever_is_chosen_is_what_stands(three: Editions, draw: st.DataObject) -> None:
    merged = merge(*three)
    choices = random_choices(merged, draw)
    result = resolve(merged, choices)
    assert_whole(result)
    sides = {Side.OURS: texts(merged.ours), Side.THEIRS: texts(merged.theirs)}
    known = {*sides[Side.OURS], *sides[Side.THEIRS]}
    found = texts(result)
    for one in merged.conflicts:
        chosen = sides[choices[one.id]]
        taken = [where for where in known if covers(one, *where)]
        assert [found.get(where) for where in taken] == [chosen.get(where) for where in taken]


@given(editions())
def test_ours_kept_in_every_conflict_is_what_is_shown_before_anybody_chose(three: Editions) -> None:
    merged = merge(*three)
    assert_whole(merged.document)
    assert resolve(merged, {one.id: Side.OURS for one in merged.conflicts}) == merged.document
