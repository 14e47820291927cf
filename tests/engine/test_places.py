"""The places of a group: how many are taken, and who waits, in the written order."""

import pytest

from congvu.engine.caps import Places


@pytest.mark.parametrize(
    ("places", "taken", "waiting"),
    [(0, 0, ("an", "binh")), (1, 1, ("binh",)), (2, 2, ()), (5, 2, ())],
)
def test_the_first_of_the_written_order_keep_the_places_there_are(places, taken, waiting):
    group = Places("agency", ("S",), 12, 10, places, ("an", "binh"))
    assert (group.taken, group.waiting) == (taken, waiting)
