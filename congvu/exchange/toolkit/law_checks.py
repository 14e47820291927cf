"""Whether what a package says fits the law of a day: parameters, rule texts, the law behind it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from congvu.engine.language.errors import RuleError
from congvu.engine.language.parser import parse
from congvu.engine.language.syntax import RuleText
from congvu.engine.rehearsal import rehearse
from congvu.engine.scoring import compile_with
from congvu.exchange.toolkit.contents import LawMark
from congvu.kernel.dates import format_day
from congvu.law.faults import OverlayRefused
from congvu.law.registry import Overlay, the_law
from congvu.law.schema import SUBJECTS, Parameter
from congvu.law.tables import nearest


@dataclass(frozen=True, slots=True)
class RuleCheck:
    """A rule text of a package: its title, and why it cannot run here ("": it can)."""

    name: str
    title: str
    fault: str


def law_marks(on: date) -> tuple[LawMark, ...]:
    """Return the law of a day, a mark for each kind of official: what a new toolkit rests on."""
    law = the_law()
    found = []
    for subject in SUBJECTS:
        if law.rule_text_on(on, subject):
            rules = law.rules_on(on, subject)
            found.append(LawMark(rules.name, subject, rules.fingerprint))
    return tuple(found)


def parameter_fault(name: str, value: str, on: date) -> str:
    """Return why a local value cannot be chosen on a day, in words; "" where it can.

    A value is good if any rule text of the day takes it for any kind of official.
    """
    faults: list[tuple[bool, str]] = []
    for rule, subject, parameters in _rules(on):
        try:
            the_law().rules_on(on, subject, Overlay(rule, {name: value}))
        except OverlayRefused as fault:
            faults.append((name not in parameters, fault.message))
        else:
            return ""
    return min(faults, default=(True, f"ngày {format_day(on)} chưa có văn bản nào."))[1]


def rule_check(name: str, text: str, on: date) -> RuleCheck:
    """Compile and rehearse a rule text for everybody it names, as `congvu law check` does.

    The values are those of the day, or of its first day if that is later.
    """
    source = f"{name}.rule"
    try:
        rule = parse(text)
    except RuleError as fault:
        return RuleCheck(name, name, str(fault.in_source(source)))
    return RuleCheck(name, rule.title, _rule_fault(rule, text, max(on, rule.valid_from), source))


def _rule_fault(rule: RuleText, text: str, day: date, source: str) -> str:
    law = the_law()
    for known, named in ((law.instruments, rule.cites), (SUBJECTS, rule.subjects)):
        if strange := [one for one in named if one not in known]:
            return f"{source}: “{strange[0]}” không có; {nearest(strange[0], known)}."
    for subject in rule.subjects:
        given = {p.name: p for p in law.parameters if p.covers(day) and subject in p.subjects}
        try:
            rehearse(compile_with(text, given, source=source))
        except RuleError as fault:
            return str(fault)
    shipped = {one.name: one.text for one in law.rule_texts}
    if shipped.get(rule.name, text) != text:
        return f"{source}: ở đây đã có văn bản “{rule.name}” với lời khác; hãy đặt tên khác."
    return ""


def _rules(on: date) -> Iterator[tuple[str, str, Mapping[str, Parameter]]]:
    law = the_law()
    for rule in law.rule_texts:
        if rule.covers(on):
            for subject in rule.subjects:
                yield rule.name, subject, law.parameters_on(on, subject, rule.name)
