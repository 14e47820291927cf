"""Whatever is done to a rule text, it compiles or is refused in words; it never breaks anything."""

import os
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.engine.language.errors import RuleError
from congvu.engine.scoring import compile_with
from congvu.law.registry import rules_on

RULES = rules_on(date(2026, 11, 30))
LINES = RULES.text.splitlines()
WORDS = sorted({word for line in LINES for word in line.split()})
GOOD = "đạt"
TRIES = int(os.environ.get("CONGVU_FUZZ", "0")) or 250
often = settings(max_examples=TRIES, derandomize=TRIES == 250, deadline=None)


def outcome(text: str) -> str:
    """Compile, or give the refusal; anything else that is raised fails the test."""
    try:
        compile_with(text, RULES.parameters, source="thu.rule")
        return GOOD
    except RuleError as refused:
        return str(refused)


@st.composite
def edited(draw) -> str:
    """The decree's text with lines dropped, doubled or swapped and words exchanged."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        kind = draw(st.sampled_from(["drop", "double", "swap", "word", "cut", "sign"]))
        if kind == "drop":
            del lines[at]
        elif kind == "double":
            lines.insert(at, lines[at])
        elif kind == "swap":
            other = draw(st.integers(0, len(lines) - 1))
            lines[at], lines[other] = lines[other], lines[at]
        elif kind == "cut":
            lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
        else:
            lines[at] = _exchanged(draw, lines[at], kind)
    return "\n".join(lines)


def _exchanged(draw, line: str, kind: str) -> str:
    words = line.split(" ")
    at = draw(st.integers(0, len(words) - 1))
    signs = ["(", ")", "/", "*", "-", "0", "1", ",", "@", "=", "<", "not", "if", "p.cap", "task.x"]
    words[at] = draw(st.sampled_from(signs if kind == "sign" else WORDS))
    return " ".join(words)


@often
@given(edited())
def test_an_edited_decree_compiles_or_is_refused_in_words(text):
    told = outcome(text)
    assert told == GOOD or told.startswith("thu.rule")


@often
@given(st.text(max_size=400))
def test_any_text_at_all_is_refused_in_words(text):
    assert outcome(text).startswith("thu.rule")


def test_words_of_python_are_only_names():
    line = "    __import__ = total(task.assigned) @ Đ14.1\n    result score"
    text = RULES.text.replace("    result score", line, 1)
    assert outcome(text) == GOOD
