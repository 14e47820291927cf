"""What changed in the law between two days, in users' words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from congvu.kernel.fixed import format_fixed
from congvu.law.clauses import clause_in_words
from congvu.law.criteria import Criterion
from congvu.law.registry import Law
from congvu.law.schema import Parameter

NONE = "chưa có"
ENDED = "không còn"


@dataclass(frozen=True)
class Change:
    """One thing that differs: what it is, as it was, as it is, and what it rests on."""

    what: str
    before: str
    after: str
    basis: str


def changes(law: Law, before: date, after: date, subject: str) -> list[Change]:
    """Return what differs between two days for a subject: rule text, criteria, then values."""
    return [
        *_rule_change(law, before, after, subject),
        *_criteria_changes(law, before, after),
        *_value_changes(law, before, after, subject),
    ]


def _rule_change(law: Law, before: date, after: date, subject: str) -> Iterator[Change]:
    old, new = law.rule_text_on(before, subject), law.rule_text_on(after, subject)
    if old != new:
        cites = [law.instruments[name].number for name in (new.cites if new else ())]
        yield Change(
            "Văn bản được áp dụng",
            old.title if old else NONE,
            new.title if new else ENDED,
            ", ".join(cites),
        )


def _criteria_changes(law: Law, before: date, after: date) -> Iterator[Change]:
    old = {one.code: one for one in law.general_criteria_on(before)}
    new = {one.code: one for one in law.general_criteria_on(after)}
    for code, one in {**old, **new}.items():
        was, now = old.get(code), new.get(code)
        if was != now:
            yield Change(
                f"Tiêu chí chung {code}: {one.label}",
                _most(was) if was else NONE,
                _most(now) if now else ENDED,
                f"{clause_in_words(one.at)}, {law.instruments[one.instrument].number}",
            )


def _most(one: Criterion) -> str:
    return f"tối đa {format_fixed(one.max_hundredths, places=2)} điểm"


def _value_changes(law: Law, before: date, after: date, subject: str) -> Iterator[Change]:
    old, new = _values(law, before, subject), _values(law, after, subject)
    for name, one in {**old, **new}.items():
        was, now = old.get(name), new.get(name)
        if was != now:
            yield Change(
                one.label,
                _shown(law, was, now) if was else NONE,
                now.shown() if now else ENDED,
                one.basis(law.instruments),
            )


def _shown(law: Law, was: Parameter, now: Parameter | None) -> str:
    """Return the earlier value, with what it rested on where only that changed."""
    same = now is not None and now.value == was.value
    return f"{was.shown()} ({was.basis(law.instruments)})" if same else was.shown()


def _values(law: Law, day: date, subject: str) -> dict[str, Parameter]:
    rule = law.rule_text_on(day, subject)
    return law.parameters_on(day, subject, rule.name if rule else "")
