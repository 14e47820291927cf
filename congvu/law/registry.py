"""The law as a whole, and the one question it answers: which rules hold on this day for whom."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from congvu.kernel.dates import format_day
from congvu.kernel.frozen import FrozenMap
from congvu.law.clauses import is_clause
from congvu.law.criteria import Criterion, read_criteria, refuse_criteria_that_do_not_add_up
from congvu.law.faults import LawFault, NoRuleInForce, OverlayRefused
from congvu.law.headers import RuleText, read_rule_texts
from congvu.law.instruments import Instrument, read_instruments
from congvu.law.passages import passages
from congvu.law.schema import SUBJECTS, Parameter, first_gap, read_parameters
from congvu.law.tables import nearest
from congvu.law.values import NotAValue, Value

HOME = Path(__file__).parent
LOCAL = "local."


@dataclass(frozen=True)
class Overlay:
    """A local decision: another rule text and/or other values where the law is silent."""

    rule: str | None = None
    parameters: Mapping[str, Value | int] = field(default_factory=FrozenMap)
    decision: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "parameters", FrozenMap(self.parameters))


@dataclass(frozen=True)
class Rules:
    """The rules in force on a day for a subject: a rule text and every value it may read.

    `fingerprint` is the same in every process for the same text, values and citations, whatever
    the day; a result stores it.
    """

    name: str
    title: str
    day: date
    subject: str
    text: str
    source: str
    parameters: FrozenMap[str, Parameter]
    overlay: Overlay | None
    fingerprint: str

    def value(self, name: str) -> Value:
        """Return one value; raises LawFault naming day and subject if there is none."""
        if name not in self.parameters:
            raise LawFault(
                f"“{self.title}” ngày {format_day(self.day)} không có giá trị “{name}”; "
                f"{nearest(name, self.parameters)}."
            )
        return self.parameters[name].value

    def values(self) -> dict[str, Value]:
        """Return every value by name."""
        return {name: one.value for name, one in self.parameters.items()}


@dataclass(frozen=True)
class Law:
    """Everything that is written in one law folder, checked."""

    instruments: Mapping[str, Instrument]
    parameters: tuple[Parameter, ...]
    criteria: tuple[Criterion, ...]
    rule_texts: tuple[RuleText, ...]

    def rules_on(
        self, day: date, subject: str = "civil_servant", overlay: Overlay | None = None
    ) -> Rules:
        """Return the rules of a day and subject; raises NoRuleInForce or OverlayRefused."""
        _refuse_subject(subject)
        rule = self._chosen(day, subject, overlay.rule if overlay else None)
        values = self.parameters_on(day, subject, rule.name)
        if overlay:
            values = _overlaid(values, overlay, day)
        return Rules(
            name=rule.name,
            title=rule.title,
            day=day,
            subject=subject,
            text=rule.text,
            source=rule.source,
            parameters=FrozenMap(values),
            overlay=overlay,
            fingerprint=_fingerprint(rule, values, overlay),
        )

    def parameters_on(self, day: date, subject: str, rule: str) -> dict[str, Parameter]:
        """Return the values in force for a subject that belong to a rule text, by name."""
        return {
            one.name: one
            for one in self.parameters
            if one.covers(day) and subject in one.subjects and rule in (one.rules or (rule,))
        }

    def general_criteria_on(self, day: date) -> tuple[Criterion, ...]:
        """Return the general criteria of a day, in their order, without the group rows."""
        return tuple(one for one in self.criteria if one.covers(day) and not one.is_group)

    def criterion_groups_on(self, day: date) -> tuple[Criterion, ...]:
        """Return the groups of the general criteria of a day."""
        return tuple(one for one in self.criteria if one.covers(day) and one.is_group)

    def rule_text_on(self, day: date, subject: str) -> RuleText | None:
        """Return the law's rule text of a day and subject (never a local one), or None."""
        fit = (one for one in self.rule_texts if one.covers(day) and subject in one.subjects)
        return next((one for one in fit if not one.local), None)

    def _chosen(self, day: date, subject: str, name: str | None) -> RuleText:
        if name is not None:
            return self._named(name, day, subject)
        rule = self.rule_text_on(day, subject)
        if rule is None:
            raise _no_rule(self.rule_texts, day, subject)
        return rule

    def _named(self, name: str, day: date, subject: str) -> RuleText:
        fit = {
            one.name: one for one in self.rule_texts if one.covers(day) and subject in one.subjects
        }
        if name in fit:
            return fit[name]
        advice = f"{nearest(name, fit)}." if fit else "ngày đó chưa có văn bản nào."
        who = f"{SUBJECTS[subject]} ngày {format_day(day)}"
        raise NoRuleInForce(f"Không có văn bản “{name}” cho {who}; {advice}")


def read_law(root: Path = HOME) -> Law:
    """Read and check a law folder; raises LawFault at the first thing that cannot stand."""
    instruments = read_instruments(root)
    rule_texts = read_rule_texts(root, instruments)
    parameters = read_parameters(root, instruments, [one.name for one in rule_texts])
    criteria = read_criteria(root, instruments)
    refuse_criteria_that_do_not_add_up(criteria, parameters)
    _refuse_two_laws(rule_texts)
    for rule in rule_texts:
        _refuse_gaps(rule, parameters)
        _refuse_unknown_clauses(rule, parameters, instruments)
    return Law(FrozenMap(instruments), parameters, criteria, rule_texts)


@lru_cache(maxsize=1)
def the_law() -> Law:
    """Return the law that the product carries."""
    return read_law()


def rules_on(day: date, subject: str = "civil_servant", overlay: Overlay | None = None) -> Rules:
    """Return the rules in force on a day for a subject, as changed by a local decision."""
    return the_law().rules_on(day, subject, overlay)


def general_criteria_on(day: date) -> tuple[Criterion, ...]:
    """Return the general criteria of a day: ten rows that add up to 30 points."""
    return the_law().general_criteria_on(day)


def _refuse_subject(subject: str) -> None:
    if subject not in SUBJECTS:
        raise NoRuleInForce(f"Không có đối tượng “{subject}”; {nearest(subject, SUBJECTS)}.")


def _no_rule(texts: Sequence[RuleText], day: date, subject: str) -> NoRuleInForce:
    who = f"{SUBJECTS[subject]} ngày {format_day(day)}"
    known = [_span(one) for one in texts if subject in one.subjects and not one.local]
    has = "; ".join(known) or "chưa có văn bản nào cho đối tượng này"
    return NoRuleInForce(f"Chưa có văn bản nào áp dụng cho {who}. Hiện có: {has}.")


def _span(rule: RuleText) -> str:
    until = f" đến {format_day(rule.valid_until)}" if rule.valid_until else ""
    return f"{rule.title} (từ {format_day(rule.valid_from)}{until})"


def _refuse_two_laws(texts: Sequence[RuleText]) -> None:
    laws = [one for one in texts if not one.local]
    for later in laws:
        for other in laws:
            if other is later or not other.covers(later.valid_from):
                continue
            shared = set(later.subjects) & set(other.subjects)
            if shared:
                who = SUBJECTS[min(shared)]
                raise LawFault(
                    f"ngày {format_day(later.valid_from)} có hai văn bản cho {who}: ở đây và "
                    f"{other.file}; ghi until cho văn bản cũ, hoặc local cho văn bản địa phương.",
                    file=later.file,
                    line=1,
                )


def _refuse_gaps(rule: RuleText, parameters: Sequence[Parameter]) -> None:
    for name, line in rule.needs.items():
        named = [p for p in parameters if p.name == name and rule.name in (p.rules or (rule.name,))]
        for subject in rule.subjects:
            values = [p for p in named if subject in p.subjects]
            gap = first_gap(values, rule.valid_from, rule.valid_until)
            if gap is not None:
                who = SUBJECTS[subject]
                raise LawFault(
                    f"văn bản cần “{name}” cho {who} mà từ ngày {format_day(gap)} chưa có giá trị.",
                    file=rule.file,
                    line=line,
                )


def _refuse_unknown_clauses(
    rule: RuleText, parameters: Sequence[Parameter], instruments: Mapping[str, Instrument]
) -> None:
    """Refuse a clause that its text does not have; a text we do not hold is taken at its word."""
    silent = [f"{LOCAL}{one.name}" for one in parameters if one.local]
    for at, line in rule.rests_on.items():
        known = silent if at.startswith(LOCAL) else _places(at, rule, instruments)
        if known is not None and at.rpartition(":")[2] not in known:
            advice = nearest(at, known) if known else "viết như Đ14.2b hoặc nd335_2025:Đ14.2b"
            raise LawFault(f"căn cứ “{at}” không có; {advice}.", file=rule.file, line=line)


def _places(
    at: str, rule: RuleText, instruments: Mapping[str, Instrument]
) -> Collection[str] | None:
    """Return the places that a clause may name; None if it is well written but not held."""
    named, _, place = at.rpartition(":")
    name = named or rule.cites[0]
    if name not in rule.cites or not is_clause(place):
        return ()
    held = instruments[name].held
    return passages(held) if held else None


def _overlaid(values: Mapping[str, Parameter], overlay: Overlay, day: date) -> dict[str, Parameter]:
    changed = dict(values)
    for name, raw in overlay.parameters.items():
        changed[name] = _local_value(values, name, raw, overlay, day)
    return changed


def _local_value(
    values: Mapping[str, Parameter], name: str, raw: object, overlay: Overlay, day: date
) -> Parameter:
    if name not in values:
        advice = nearest(name, [key for key, one in values.items() if one.local])
        raise OverlayRefused(f"Ngày {format_day(day)} không có giá trị “{name}”; {advice}.")
    one = values[name]
    by = f"Quyết định “{overlay.decision}”: " if overlay.decision else ""
    if not one.local:
        raise OverlayRefused(
            f"{by}“{one.label}” do luật định ({one.at}), địa phương không đổi được.",
            file=one.file,
            line=one.line,
        )
    try:
        value = one.accepts(raw)
    except NotAValue as wrong:
        message = f"{by}“{one.label}” {wrong}, gặp {raw!s}."
        raise OverlayRefused(message, file=one.file, line=one.line) from None
    return replace(one, value=value)


def _fingerprint(rule: RuleText, values: Mapping[str, Parameter], overlay: Overlay | None) -> str:
    content = {
        "rule": rule.name,
        "text": rule.text,
        "decision": overlay.decision if overlay else "",
        "values": {name: _canonical(one) for name, one in values.items()},
    }
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _canonical(one: Parameter) -> list[str | bool]:
    value = one.value if isinstance(one.value, bool) else str(one.value)
    return [value, one.unit, one.instrument, one.at, one.says, one.local, one.unsure]
