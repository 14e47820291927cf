"""A frozen map reads like a dict and cannot be changed."""

from multiprocessing.reduction import ForkingPickler

import pytest

from congvu.kernel.frozen import FrozenMap


def test_it_reads_like_the_dict_it_was_made_of():
    frozen = FrozenMap({"a": 1, "b": 2})
    assert (frozen["a"], list(frozen), len(frozen), frozen == {"a": 1, "b": 2}) == (
        1, ["a", "b"], 2, True,
    )  # fmt: skip
    assert repr(frozen) == "FrozenMap({'a': 1, 'b': 2})"


def test_it_is_hashed_by_its_items_and_survives_the_way_to_another_process():
    frozen = FrozenMap([("a", 1), ("b", 2)])
    assert hash(frozen) == hash(FrozenMap({"b": 2, "a": 1}))
    assert ForkingPickler.loads(ForkingPickler.dumps(frozen)) == frozen


def test_it_cannot_be_changed():
    with pytest.raises(TypeError):
        FrozenMap({"a": 1})["a"] = 2


def test_what_it_was_made_of_may_change_without_it():
    items = {"a": 1}
    frozen = FrozenMap(items)
    items["a"] = 2
    assert frozen["a"] == 1


def test_it_equals_what_has_the_same_items_and_nothing_else():
    frozen = FrozenMap({"a": 1})
    assert frozen == FrozenMap([("a", 1)])
    assert frozen != FrozenMap({"a": 2})
    assert frozen != {"a": 1, "b": 2}
    assert frozen != "a"
