"""The engine's front door: score one person, everybody, or a year with its caps."""

from collections.abc import Callable, Collection, Iterable, Mapping

from congvu.engine.backends.scalar import MET, ScalarStage, function
from congvu.engine.cases import Case, InputError, coded_inputs, coded_rows
from congvu.engine.chain import ManagementCycle, strata
from congvu.engine.language.compiler import compile_rule
from congvu.engine.language.program import SETTLED, Program
from congvu.engine.outcomes import Outcome
from congvu.law.registry import Rules, the_law
from congvu.law.schema import Parameter

__all__ = [
    "Case",
    "InputError",
    "ManagementCycle",
    "Outcome",
    "month_form",
    "program_for",
    "scalar_stage",
    "score",
    "score_all",
]  # fmt: skip


_PROGRAMS: dict[str, Program] = {}
_STAGES: dict[int, ScalarStage] = {}  # by id of a stage, which its program keeps alive


def program_for(rules: Rules) -> Program:
    """Return the compiled rule text of these Rules (compiled once per fingerprint)."""
    program = _PROGRAMS.get(rules.fingerprint)
    if program is None:
        program = compile_with(rules.text, rules.parameters, source=rules.source)
        _PROGRAMS[rules.fingerprint] = program
    return program


def compile_with(text: str, parameters: Mapping[str, Parameter], *, source: str) -> Program:
    """Return a rule text compiled with the law's parameters of a day; raises RuleError."""
    return compile_rule(
        text,
        {name: one.value for name, one in parameters.items()},
        source=source,
        choices={name: one.choices for name, one in parameters.items() if one.choices},
        local_names=[name for name, one in parameters.items() if one.local],
    )


def month_form(rules: Rules) -> str:
    """Return the form that a month's card has by the instruments which its text carries out.

    "": none of them gives one, so that no paper of a month is made under such a text.
    """
    cited = (the_law().instruments[name] for name in program_for(rules).cites)
    return next((one.month_form for one in cited if one.month_form), "")


def scalar_stage(program: Program, stage: str) -> ScalarStage:
    """Return the Python functions of one stage (built once)."""
    compiled = program.stage(stage)
    found = _STAGES.get(id(compiled))
    if found is None or found.stage is not compiled:
        found = _STAGES[id(compiled)] = ScalarStage(compiled)
    return found


def score(
    program: Program, stage: str, case: Case, *, settled: bool = True, managed_scored: int = 1
) -> Outcome:
    """Return one person's outcome of a stage.

    `settled`: everyone managed reached the mark that every_managed asks for; `managed_scored`, how
    many of those managed were scored, is only carried along. Raises InputError out of range.
    """
    run = scalar_stage(program, stage)
    totals = run.totals(coded_rows(run.stage, case))
    return outcome(program, run, case, totals, settled=settled, managed_scored=managed_scored)


def outcome(
    program: Program,
    run: ScalarStage,
    case: Case,
    totals: tuple[int, ...],
    *,
    settled: bool,
    managed_scored: int,
) -> Outcome:
    """Return the outcome that follows from a person's totals and inputs."""
    inputs = coded_inputs(run.stage, case)
    number, *columns = run.finish(*inputs, settled, *totals)
    values = dict(zip(run.input_names, inputs, strict=True))
    values |= zip(run.total_names, totals, strict=True)
    values |= zip(run.column_names, columns, strict=False)
    values[SETTLED] = settled
    missed = None if number == MET else number
    return Outcome(program, run.stage, case.person, values, missed, settled, managed_scored)


def score_all(
    program: Program,
    stage: str,
    cases: Iterable[Case],
    managed: Mapping[str, Collection[str]] | None = None,
) -> dict[str, Outcome]:
    """Return everybody's outcome, leaders settled after the people they manage.

    `managed` maps a leader to the people managed; people without a case and people not scored are
    left out of it (Đ15.3a). Raises ManagementCycle naming the circle.
    """
    by_person = {case.person: case for case in cases}
    leaders = {p: set(people) - {p} for p, people in (managed or {}).items() if p in by_person}
    layers = strata(leaders)
    test, none = managed_test(program, stage), program.stage(stage).managed_none
    outcomes = {
        person: score(program, stage, case, settled=none, managed_scored=0)
        for person, case in by_person.items()
        if person not in leaders
    }
    for layer in layers:
        for person in layer:
            below = [outcomes[p] for p in leaders[person] if p in outcomes and outcomes[p].scored]
            settled = all(test(other) for other in below) if below else none
            case = by_person[person]
            outcomes[person] = score(
                program, stage, case, settled=settled, managed_scored=len(below)
            )
    return outcomes


def managed_test(program: Program, stage: str) -> Callable[[Outcome], bool]:
    """Return the test that every_managed makes of a managed person's outcome."""
    compiled = program.stage(stage)
    if compiled.managed_test is None:
        return lambda _: True
    test = function([compiled.result], compiled.managed_test)
    return lambda other: bool(test(other.values[compiled.result]))
