"""The demo province put together: units, people, and month by month their work and cards."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

from congvu.exchange.demo import cards, offices, people, products, story, tasks
from congvu.exchange.demo.dice import Dice
from congvu.exchange.demo.frames import MONTHS, Frame, frame
from congvu.exchange.demo.offices import UnitPlan
from congvu.exchange.demo.people import DEPUTY, HEAD, NONE, FieldPlan, PersonPlan, PostingPlan
from congvu.exchange.demo.tasks import TaskPlan, Worker
from congvu.kernel.periods import Month
from congvu.law.criteria import Criterion

LEAVE_DAYS = 184
HANDING_BACK = 70  # per mille of people a month


@dataclass(frozen=True)
class Province:
    """All plans of one demo province; `communes` and `agencies` narrow it (None = all)."""

    communes: tuple[str, ...] | None = None
    agencies: tuple[str, ...] | None = None

    @cached_property
    def units(self) -> tuple[UnitPlan, ...]:
        """The province, its communes and its agencies; a parent always comes first."""
        return (
            offices.province(),
            *offices.communes(self.communes),
            *offices.agencies(self.agencies),
        )

    @cached_property
    def by_code(self) -> dict[str, UnitPlan]:
        """Units by code."""
        return {unit.code: unit for unit in self.units}

    @cached_property
    def people(self) -> tuple[PersonPlan, ...]:
        """Every official, in unit order."""
        seated = story.cast(people.staff(self.units, reserved=story.RESERVED))
        return tuple(people.with_transfers(people.with_leave(seated), self.units))

    @cached_property
    def fields(self) -> tuple[FieldPlan, ...]:
        """What the deputies were assigned."""
        return tuple(people.fields_of_deputies(self.people, self.units))

    @cached_property
    def heads(self) -> dict[str, str]:
        """Unit code → 'title and name' of its head, who confirms objective causes."""
        listed = ((p.postings[-1], p.name.full) for p in self.people)
        return {post.unit: f"{post.title} {name}" for post, name in listed if post.leads == HEAD}

    @cached_property
    def places(self) -> dict[str, tuple[str, ...]]:
        """Agency code → the areas its work is about."""
        communes = [unit for unit in self.units if unit.kind == "commune"]
        names = tuple(_area(unit.name) for unit in communes)
        return {unit.code: _areas(unit) or names for unit in self.units if unit.code == unit.agency}

    def work(
        self, months: Sequence[Month] = MONTHS, agency: str = ""
    ) -> Iterator[tuple[Frame, list[TaskPlan]]]:
        """Month by month, every line of every official; unfinished lines return the next month.

        Of one agency's people (by its code) where one is named.
        """
        unfinished: dict[str, list[TaskPlan]] = {}
        for month in months:
            now = frame(month)
            listed: list[TaskPlan] = []
            for team in self._teams(now, agency):
                listed += self._team_work(team, now, unfinished)
            unfinished = {}
            for task in listed:
                if task.result is None:
                    unfinished.setdefault(task.person, []).append(task)
            yield now, listed

    def cards(self, now: Frame, criteria: Sequence[Criterion]) -> Iterator[cards.CardPlan]:
        """Every official's card of a month, before the close."""
        for person in self.people:
            post = person.posting_on(now.month.last_day)
            if is_away(person, now.month.first_day):
                yield cards.CardPlan(
                    person.code, now.month.key, cards.DRAFT, not_scored_reason=person.away_reason
                )
                continue
            hand = story.hand_of(person, post.unit, self.by_code[post.unit].agency, now)
            fixed = story.card_of(person, post.unit, now, criteria)
            yield fixed or cards.card(person.code, post.leads, hand, now, criteria)

    def _teams(self, now: Frame, agency: str) -> list[list[PersonPlan]]:
        teams: dict[str, list[PersonPlan]] = {}
        for person in self.people:
            unit = person.posting_on(now.month.last_day).unit
            if agency in ("", self.by_code[unit].agency):
                teams.setdefault(unit, []).append(person)
        return list(teams.values())

    def _team_work(
        self, team: list[PersonPlan], now: Frame, unfinished: dict[str, list[TaskPlan]]
    ) -> list[TaskPlan]:
        workers = {
            p.code: self._worker(p, now) for p in team if not is_away(p, now.month.first_day)
        }
        listed: dict[str, list[TaskPlan]] = {}
        for person in team:
            worker = workers.get(person.code)
            if worker is None:
                continue
            lines = tasks.month_of_work(worker, now)
            back = tasks.carried_over(unfinished.get(person.code, ()), now, worker.hand)
            listed[person.code] = story.tasks_of(person, back + lines, now)
        self._hand_back(team, workers, listed, now)
        return [task for lines in listed.values() for task in lines]

    def _hand_back(
        self,
        team: list[PersonPlan],
        workers: dict[str, Worker],
        listed: dict[str, list[TaskPlan]],
        now: Frame,
    ) -> None:
        """Now and then a colleague of the same room takes over part of a line."""
        able = [p for p in team if p.code in workers and not p.fixed and _stays(p, now)]
        for giver, taker in pairwise(able):
            if not Dice("hands", giver.code, now.month.key).chance(HANDING_BACK):
                continue
            for at, task in enumerate(listed[giver.code]):
                parts = tasks.handed_back(task, workers[taker.code], now)
                if parts:
                    listed[giver.code][at] = parts[0]
                    listed[taker.code].append(parts[1])
                    break

    def _worker(self, person: PersonPlan, now: Frame) -> Worker:
        post = person.posting_on(now.month.last_day)
        unit = self.by_code[post.unit]
        before = person.posting_on(now.month.first_day)
        moved = before.unit != post.unit
        leads = post.leads != NONE
        return Worker(
            person=person.code,
            unit=post.unit,
            pool=products.pool(unit.theme, person.fields, leads, "commune" in unit.kind),
            hand=story.hand_of(person, post.unit, unit.agency, now),
            lines=story.load_of(_lines(person, post, now), unit.agency),
            places=self.places[unit.agency],
            confirmer=self._confirmer(person, post, unit),
            last=_last_day(person, now),
            early=person.code in story.EARLY,
            earlier_unit=before.unit if moved else "",
            moved_on=post.since if moved else None,
        )

    def _confirmer(self, person: PersonPlan, post: PostingPlan, unit: UnitPlan) -> str:
        above = unit.parent if post.leads == HEAD else unit.code
        return self.heads.get(above) or self.heads.get(unit.agency) or "Chủ tịch UBND tỉnh"


def is_away(person: PersonPlan, day: date) -> bool:
    """Whether a long leave covers the day."""
    return person.away is not None and person.away <= day < person.away + timedelta(LEAVE_DAYS)


def _last_day(person: PersonPlan, now: Frame) -> date:
    if person.away is None or person.away < now.month.first_day:
        return now.month.last_day
    return min(now.month.last_day, person.away - timedelta(days=1))


def _stays(person: PersonPlan, now: Frame) -> bool:
    return person.postings[-1].leads == NONE and _last_day(person, now) == now.month.last_day


def _lines(person: PersonPlan, post: PostingPlan, now: Frame) -> int:
    dice = Dice("lines", person.code, now.month.key)
    if post.leads == HEAD:
        return dice.between(9, 13)
    return dice.between(11, 15) if post.leads == DEPUTY else dice.between(16, 21)


def _area(name: str) -> str:
    return name[:1].lower() + name[1:]


def _areas(unit: UnitPlan) -> tuple[str, ...]:
    """'Phường Vạn Thạnh, Xã Vĩnh Lương' → 'địa bàn phường Vạn Thạnh cũ', …"""
    names = [name.strip() for name in unit.predecessors.split(",") if name.strip()]
    return tuple(f"địa bàn {_area(name)} cũ" for name in names)
