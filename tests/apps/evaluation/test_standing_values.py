"""Every value ever published stays bit-identical, whatever is done with the province afterwards."""

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.apps.evaluation.standing import Afterwards, built, done

FUZZ = int(os.environ.get("CONGVU_FUZZ", "0"))
STEPS_EACH = 25
STEPS = max(500, FUZZ)
ACTS = {
    *("hand_out", "report", "accept", "log", "change", "excuse", "carry_over", "self_score"),
    *(
        "review",
        "confirm",
        "take_back",
        "give_back",
        "leave_out",
        "be_away",
        "move",
        "open",
        "look_after",
    ),
    *("rename_unit", "rename_person", "choose", "issue", "calendar", "close", "lock", "rehearse"),
    *("object", "replace", "open_year"),
}


@pytest.mark.django_db
def test_every_published_value_stays_bit_identical():
    done.clear()
    built()
    run_state_machine_as_test(
        Afterwards,
        settings=settings(
            max_examples=STEPS // STEPS_EACH,
            stateful_step_count=STEPS_EACH,
            derandomize=not FUZZ,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert set(done) >= ACTS, f"never went through: {sorted(ACTS - set(done))}"
