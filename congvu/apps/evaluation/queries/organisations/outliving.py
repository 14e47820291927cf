"""Recognitions whose parts were replaced since: what they rest on is no longer what stands."""

from dataclasses import dataclass

from congvu.apps.evaluation.queries.organisations.rating import Rated
from congvu.apps.evaluation.queries.organisations.rules import STAGE
from congvu.apps.evaluation.queries.organisations.units import Organisation
from congvu.engine.cases import Case
from congvu.engine.scoring import program_for, score
from congvu.law.registry import Rules


@dataclass(frozen=True, slots=True)
class Outlived:
    """Why a recognition is to be looked at again, and what it would come to before the cap.

    `lowest` are the direct parts at the lowest level now (Đ8.1b); empty where the recognition
    counted one and none is left. `level` is the recognised level before the cap where nothing
    would change.
    """

    lowest: tuple[Organisation, ...]
    level: str
    changes: bool


def outlived(one: Rated, rules: Rules) -> Outlived | None:
    """Return how a recognition rests on parts that stand otherwise now; None where it does not.

    A replaced recognition reads its parts as they stand, so that replacing it settles the matter.
    """
    stood = one.recognised
    if stood is None or bool(stood.inputs["rule"]["below_unmet"]) == bool(one.below_unmet):
        return None
    read = {**stood.inputs["rule"], "below_unmet": bool(one.below_unmet)}
    again = score(program_for(rules), STAGE, Case(one.code, read))
    level = str(again.step("level")) if again.scored else stood.level_before_cap
    return Outlived(one.below_unmet, level, level != stood.level_before_cap)
