"""A stage with caps for a whole group of people: levels before and after the cap."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from congvu.engine.backends.scalar import ScalarStage
from congvu.engine.cases import Case
from congvu.engine.language.integers import Integer, Node
from congvu.engine.language.program import Cap, Program
from congvu.engine.outcomes import Outcome
from congvu.engine.scoring import scalar_stage, score
from congvu.kernel.frozen import FrozenMap


@dataclass(frozen=True, slots=True)
class Rating:
    """A person's level; `capped_in` names the scope in which a place was missing, if one was."""

    person: str
    outcome: Outcome
    level: str | None
    before_cap: str | None
    capped_in: str | None


@dataclass(frozen=True, slots=True)
class Places:
    """The places of one group of a scope: how many count, how many of them may stand at the top.

    `key` are the group's keys, the narrowest first; `queue` are those who stood at the top when the
    group was reached, in the written order: the first `places` of them kept it.
    """

    scope: str
    key: tuple[str, ...]
    rated: int
    members: int
    places: int
    queue: tuple[str, ...]

    @property
    def taken(self) -> int:
        """How many places are taken."""
        return min(self.places, len(self.queue))

    @property
    def waiting(self) -> tuple[str, ...]:
        """Who found no place, the next in the written order first."""
        return self.queue[self.taken :]


@dataclass(frozen=True, slots=True)
class Capped:
    """Everybody's level, and the places of every group, the narrowest scopes first."""

    ratings: dict[str, Rating]
    places: tuple[Places, ...]


def rate(
    program: Program,
    stage: str,
    cases: Iterable[Case],
    standing: Mapping[str, str] = FrozenMap(),
) -> dict[str, Rating]:
    """Return everybody's level after the stage's caps; see `rate_with_places`."""
    return rate_with_places(program, stage, cases, standing).ratings


def rate_with_places(
    program: Program,
    stage: str,
    cases: Iterable[Case],
    standing: Mapping[str, str] = FrozenMap(),
) -> Capped:
    """Return everybody's level after the stage's caps, each scope inside the wider ones.

    Ties follow the rule's written order; keys compare as text. `standing` levels (by person) were
    settled before: they are counted, keep their places and never move.
    """
    everyone = list(cases)
    run = scalar_stage(program, stage)
    outcomes = {case.person: score(program, stage, case) for case in everyone}
    level_line = run.stage.caps[-1].level if run.stage.caps else "level"
    words = [name for name, _ in program.levels]
    levels = {p: o.values[level_line] for p, o in outcomes.items() if o.scored}
    levels |= {p: words.index(level) for p, level in standing.items() if p in levels}
    capped: dict[str, str] = {}
    found: list[Places] = []
    for cap in run.stage.caps:
        found += _Capping(run, cap, everyone, outcomes, frozenset(standing)).apply(levels, capped)
    return Capped(
        {
            p: Rating(
                p, o,
                words[levels[p]] if p in levels else None,
                words[o.values[level_line]] if o.scored else None,
                capped.get(p),
            )
            for p, o in outcomes.items()
        },
        tuple(found),
    )  # fmt: skip


class _Capping:
    def __init__(
        self,
        run: ScalarStage,
        cap: Cap,
        cases: list[Case],
        outcomes: dict[str, Outcome],
        standing: frozenset[str],
    ) -> None:
        self.run = run
        self.cap = cap
        self.cases = {case.person: case for case in cases if outcomes[case.person].scored}
        self.outcomes = outcomes
        self.standing = standing

    def apply(self, levels: dict[str, int], capped: dict[str, str]) -> Iterator[Places]:
        """Lower those without a place, the narrowest scope first; tell each group's places."""
        for number, scope in enumerate(self.cap.scopes):
            for key, people in self._groups(self.cap.scopes[number:]).items():
                members = sum(self._read(self.cap.members, person) for person in people)
                top = sorted((p for p in people if levels[p] == self.cap.top), key=self._rank)
                places = self._read(self.cap.places, people[0], members)
                for place, person in enumerate(top, start=1):
                    over = place > self._read(self.cap.places, person, members)
                    if over and person not in self.standing:
                        levels[person] = self.cap.below
                        capped[person] = scope
                yield Places(scope, key, len(people), members, places, tuple(top))

    def _groups(self, scopes: tuple[str, ...]) -> dict[tuple[str, ...], list[str]]:
        found: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for person, case in self.cases.items():
            found[tuple(str(case.inputs[scope]) for scope in scopes)].append(person)
        return found

    def _read(self, node: Node, person: str, members: int = 0) -> int:
        names, computed = self.run.setter(node)
        values = {**self.outcomes[person].values, "members": members}
        return int(computed(*(values[name] for name in names)))

    def _rank(self, person: str) -> tuple[int | str, ...]:
        written = (self._key(key, person, descending) for key, descending in self.cap.order)
        return (person not in self.standing, *written)

    def _key(self, key: Integer | str, person: str, descending: bool) -> int | str:
        if isinstance(key, str):
            return str(self.cases[person].inputs[key])
        value = self._read(key, person)
        return -value if descending else value


def places(program: Program, stage: str, outcome: Outcome, members: int) -> int:
    """Return how many may keep the top level where so many of a scope are counted for the cap.

    `outcome` is that of anybody scored in the scope: it carries the share. Live counts read this.
    """
    run = scalar_stage(program, stage)
    names, computed = run.setter(run.stage.caps[-1].places)
    return int(computed(*({**outcome.values, "members": members}[name] for name in names)))
