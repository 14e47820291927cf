"""Whatever differences are planted in a copy of a list are all found, and nothing else is told."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from congvu.engine.reconciliation.comparing import reconcile
from congvu.engine.reconciliation.lines import Field, Line, Outcome
from congvu.kernel.vietnamese import fold

FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Đỗ", "Huỳnh")
MIDDLES = ("Văn", "Thị", "Hữu", "Thị Ngọc")
GIVENS = ("Khánh", "Thảo", "Phương", "Trung", "Quỳnh", "Đức", "Hòa", "Thúy")
UNITS = ("P1", "P2", "P3")
PLANTS = {
    "none": None,
    "absent": None,
    "score": lambda one: replace(one, score_hundredths=(one.score_hundredths or 0) + 1),
    "level": lambda one: replace(one, level="met"),
    "title": lambda one: replace(one, title="Phó Trưởng phòng"),
    "marks": lambda one: replace(one, name=fold(one.name).upper()),
    "slip": lambda one: replace(one, name=f"{one.name}x"),
    "swap": lambda one: replace(one, name=" ".join(reversed(one.name.split()))),
    "middle": lambda one: replace(one, name=f"{one.name.split()[0]} {one.name.split()[-1]}"),
}
TOLD = {
    "none": (Outcome.SAME, ()),
    "score": (Outcome.DIFFERS, (Field.SCORE,)),
    "level": (Outcome.DIFFERS, (Field.LEVEL,)),
    "title": (Outcome.DIFFERS, (Field.TITLE,)),
    "swap": (Outcome.RENAMED, (Field.NAME,)),
    "middle": (Outcome.RENAMED, (Field.NAME,)),
    "marks": (Outcome.RENAMED, (Field.NAME,)),
    "slip": (Outcome.RENAMED, (Field.NAME,)),
}


@st.composite
def lists(draw):
    """People with different names, what was planted in each, and who only the decision has."""
    names = draw(
        st.lists(
            st.tuples(st.sampled_from(FAMILIES), st.sampled_from(GIVENS)),
            min_size=1, max_size=24, unique=True,
        )
    )  # fmt: skip
    people, plants = [], []
    for number, (family, given_name) in enumerate(names):
        middle = draw(st.sampled_from(MIDDLES))
        people.append(
            Line(f"o{number}", f"NV{number:04}", f"{family} {middle} {given_name}",
                 draw(st.sampled_from(UNITS)), title="Chuyên viên", level="good",
                 score_hundredths=draw(st.integers(0, 9998)))
        )  # fmt: skip
        plants.append(draw(st.sampled_from(sorted(PLANTS))))
    extra = draw(st.integers(0, 3))
    return people, plants, extra, draw(st.booleans()), draw(st.randoms(use_true_random=False))


@given(lists())
def test_every_planted_difference_is_found_and_nothing_else_is_told(drawn):
    people, plants, extra, with_codes, chance = drawn
    decision = [
        Line(f"x{number}", "", f"Vũ Minh Tài {'ABC'[number]}", "P1", title="x")
        for number in range(extra)
    ]
    for person, plant in zip(people, plants, strict=True):
        if plant != "absent":
            changed = PLANTS[plant](person) if PLANTS[plant] else person
            code = person.code if with_codes else ""
            decision.append(replace(changed, key=f"t{person.key}", code=code))
    chance.shuffle(decision)
    told = reconcile(people, decision)
    by_person = {one.ours[0].key: one for one in told if one.ours}
    expected = {
        one.key: (Outcome.MISSING, ()) if plant == "absent" else TOLD[plant]
        for one, plant in zip(people, plants, strict=True)
    }
    assert {key: (one.outcome, one.differs) for key, one in by_person.items()} == expected
    assert sum(one.outcome is Outcome.EXTRA for one in told) == extra
    assert len(told) == len(people) + extra
    assert all(
        one.theirs[0].key == f"t{one.ours[0].key}" for one in by_person.values() if one.theirs
    )
