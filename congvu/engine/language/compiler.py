"""Rule text and parameters → a Program whose arithmetic is proven exact and within bounds."""

from collections.abc import Collection, Mapping
from fractions import Fraction

from congvu.engine.language import monotone
from congvu.engine.language.errors import RuleError
from congvu.engine.language.parser import parse
from congvu.engine.language.program import Program, Stage
from congvu.engine.language.scope import Scope
from congvu.engine.language.stages import StageCompiler
from congvu.engine.language.syntax import RuleText

Parameters = Mapping[str, Fraction | bool | str]


def compile_rule(
    text: str,
    parameters: Parameters,
    *,
    source: str,
    choices: Mapping[str, Collection[str]] | None = None,
    local_names: Collection[str] = (),
) -> Program:
    """Return the compiled rule.

    `parameters` are the values in force (25 % as 1/4), `choices` the options of those that are
    words, `local_names` those that are local settings, `source` the file name for messages.
    Raises RuleError (Vietnamese, source:line:column) for anything that cannot stand.
    """
    try:
        rule = parse(text)
        return _compiled(rule, parameters, choices or {}, local_names)
    except RuleError as refused:
        raise refused.in_source(source) from None


def _compiled(
    rule: RuleText,
    parameters: Parameters,
    choices: Mapping[str, Collection[str]],
    local_names: Collection[str],
) -> Program:
    stages: dict[str, Stage] = {}
    levels = tuple(level.name for level in rule.levels)
    for text in rule.stages:
        stage = Stage(text.name, text.label)
        scope = Scope(parameters, choices, local_names, rule.cites, levels, stage)
        if levels:
            scope.check_clause(rule.levels_clause, rule.place)
        compiler = StageCompiler(scope, stages)
        stages[text.name] = compiler.compile(text)
        for claim in compiler.claims:
            monotone.prove(stage, claim)
    return Program(
        rule.name, rule.title, rule.valid_from, rule.valid_until, rule.subjects, rule.cites,
        rule.local, tuple((level.name, level.label) for level in rule.levels), stages, parameters,
    )  # fmt: skip
