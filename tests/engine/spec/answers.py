"""Who answers a case: the judge by hand, or the engine running the text of the rule."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from congvu.engine import oracle
from congvu.engine.oracle import Bar, Month, Rating, Settings, Year
from tests.engine.property import engine
from tests.engine.property.answer import MonthAnswer, of_score


class Answers(Protocol):
    """The questions that the chapters ask."""

    def settle(
        self, months: Sequence[Month], managed: Mapping[str, Sequence[str]], settings: Settings
    ) -> dict[str, MonthAnswer]: ...

    def bars(self, month: Month, settings: Settings, *, managed_met: bool) -> list[Bar]: ...

    def rate(self, people: Sequence[Year], settings: Settings) -> dict[str, Rating]: ...


class OracleAnswers:
    """Decree 335 by hand."""

    def settle(
        self, months: Sequence[Month], managed: Mapping[str, Sequence[str]], settings: Settings
    ) -> dict[str, MonthAnswer]:
        settled = oracle.settle(months, managed, settings)
        return {name: of_score(found.score) for name, found in settled.items()}

    def bars(self, month: Month, settings: Settings, *, managed_met: bool) -> list[Bar]:
        return oracle.bars(month, settings, managed_met=managed_met)

    def rate(self, people: Sequence[Year], settings: Settings) -> dict[str, Rating]:
        return oracle.rate(people, settings)


class EngineAnswers:
    """The text of the rule, run for one person at a time."""

    def settle(
        self, months: Sequence[Month], managed: Mapping[str, Sequence[str]], settings: Settings
    ) -> dict[str, MonthAnswer]:
        return engine.settle(months, managed, settings)

    def bars(self, month: Month, settings: Settings, *, managed_met: bool) -> list[Bar]:
        told = engine.explained(month, settings, managed_met=managed_met)
        return [Bar(bar.cause, bar.row, bar.effect, bar.without) for bar in told.bars]

    def rate(self, people: Sequence[Year], settings: Settings) -> dict[str, Rating]:
        return engine.rate(people, settings)
