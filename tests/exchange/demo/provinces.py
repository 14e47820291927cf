"""The demo provinces that these tests look at, made once."""

from functools import cache

from congvu.exchange.demo.frames import Frame
from congvu.exchange.demo.province import Province
from congvu.exchange.demo.tasks import TaskPlan

SMALL_COMMUNES = ("22366", "22615")  # phường Nha Trang, xã Bắc Khánh Vĩnh


@cache
def small() -> Province:
    """Two communes: the story's ward and the overloaded mountain commune."""
    return Province(communes=SMALL_COMMUNES, agencies=())


@cache
def whole() -> Province:
    """All of Khánh Hòa."""
    return Province()


@cache
def small_work() -> tuple[tuple[Frame, list[TaskPlan]], ...]:
    """Six months of the two communes."""
    return tuple(small().work())


@cache
def first_month() -> tuple[Frame, list[TaskPlan]]:
    """The whole province's June."""
    return next(whole().work())
