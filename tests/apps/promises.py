"""What a constraint promises, as three rows: one it holds for, one it refuses, one at the edge."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Model

from congvu.apps.audit.refusals import Refused, in_words

Changes = dict[str, Any]


@dataclass(frozen=True)
class Promise:
    """A constraint with changes to an ordinary row; `beside` is a row that is there already."""

    constraint: str
    holds: Changes
    broken: Changes
    edge: Changes
    beside: Changes | None = field(default=None)

    def __str__(self) -> str:
        return self.constraint


def kept(
    model: type[Model], make: Callable[..., Model], promise: Promise, changes: Changes
) -> None:
    """Make the row beside, then the row itself, and let deferred checks run."""
    if promise.beside is not None:
        make(**promise.beside)
    with in_words(model), transaction.atomic():
        make(**changes)


def refused(model: type[Model], make: Callable[..., Model], promise: Promise) -> None:
    """The broken row is refused by this very constraint, in its own words."""
    (constraint,) = (one for one in model._meta.constraints if one.name == promise.constraint)
    with pytest.raises(Refused) as refusal:
        kept(model, make, promise, promise.broken)
    assert str(refusal.value) == str(constraint.violation_error_message)
    assert promise.constraint in str(refusal.value.__cause__)


def every_constraint_is_promised(model: type[Model], promises: list[Promise]) -> None:
    """No constraint of the model goes without its three rows."""
    named = {one.name for one in model._meta.constraints}
    assert named == {promise.constraint for promise in promises}
