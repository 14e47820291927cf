"""Leaders are settled from the bottom; a circle is refused by the names in it."""

import pytest

from congvu.engine.chain import ManagementCycle, strata


def test_nobody_managing_gives_no_layers():
    assert strata({}) == []


def test_each_layer_manages_only_earlier_layers():
    managed = {"top": ["mid", "a"], "mid": ["low", "b"], "low": ["c"], "side": ["low"]}
    assert strata(managed) == [["low"], ["mid", "side"], ["top"]]


def test_a_chain_of_a_thousand_needs_no_recursion():
    managed = {str(n): [str(n + 1)] for n in range(1000)}
    assert [layer[0] for layer in strata(managed)] == [str(n) for n in reversed(range(1000))]


@pytest.mark.parametrize(
    "managed",
    [
        {"an": ["bình"], "bình": ["an"]},
        {"x": ["an"], "an": ["bình"], "bình": ["chi"], "chi": ["an"]},
        {"an": ["an", "b"]},
    ],
)
def test_a_circle_is_refused_by_its_names(managed):
    with pytest.raises(ManagementCycle) as refused:
        strata(managed)
    assert "vòng tròn" in str(refused.value)
    assert "an" in refused.value.people
    assert "x" not in refused.value.people
