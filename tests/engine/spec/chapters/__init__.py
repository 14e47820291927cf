"""The chapters of docs/algorithms/scoring.md, in the order of the decree."""

from tests.engine.spec.chapters import bars, choices, leaders, month, periods, rating, results

CHAPTERS = (*results.CHAPTERS, *month.CHAPTERS, *leaders.CHAPTERS, *bars.CHAPTERS,
            *periods.CHAPTERS, *rating.CHAPTERS, *choices.CHAPTERS)  # fmt: skip
