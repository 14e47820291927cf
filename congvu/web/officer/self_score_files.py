"""Files sent with a self-score: looked into and kept, or what is wrong with them."""

from collections.abc import Sequence

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from congvu.apps.evaluation.actions import Proof
from congvu.exchange.evidence.kinds import EvidenceRefused
from congvu.law.criteria import Criterion
from congvu.web.officer.line_form import Problem
from congvu.web.shared.kept_files import taken

FILE, DROP = "tep-", "bo"
_LONGEST_NUMBER = 18


def files_of(
    sent: MultiValueDict, criteria: Sequence[Criterion]
) -> tuple[dict[str, tuple[Proof, ...]], tuple[Problem, ...]]:
    """Return the files by criterion, or every problem with them."""
    found: dict[str, tuple[Proof, ...]] = {}
    wrong: list[Problem] = []
    for one in criteria:
        for file in sent.getlist(f"{FILE}{one.code}"):
            try:
                looked = taken(file)
            except EvidenceRefused as refused:
                wrong.append(Problem(one.code, f"Tiêu chí {one.code}: {refused}"))
                continue
            kept = Proof(looked.name, looked.sha256, looked.size, looked.kind.content_type)
            found[one.code] = (*found.get(one.code, ()), kept)
    return found, tuple(wrong)


def dropped_in(posted: QueryDict) -> tuple[int, ...]:
    """Return the numbers of the files to be taken off."""
    typed = (one for one in posted.getlist(DROP) if len(one) < _LONGEST_NUMBER)
    return tuple(int(one) for one in typed if one.isascii() and one.isdecimal())
