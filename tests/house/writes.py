"""How rows are written, and who is told."""

import ast
from pathlib import Path

from tests.house import PRODUCT, called, keywords, nodes, trees

_SIGNALS = ("django.dispatch", "django.db.models.signals", "django.core.signals")
_CONVERSIONS = {"localtime", "localdate", "timezone.localtime", "timezone.localdate"}
_CLOCKS = {
    *("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "timezone.now"),
    *("datetime.datetime.now", "datetime.date.today", "time.time"),
}
_THE_CLOCK = Path("config/clock.py")


def whole_row_saves(root: Path) -> list[str]:
    """Two people saving one row: the slower must not undo the faster's fields."""
    return [
        f"{path}:{node.lineno}: save() without update_fields writes back what others changed"
        for path, tree in trees(root, *PRODUCT)
        for node in nodes(tree)
        if isinstance(node, ast.Call)
        and called(node).endswith(".save")
        and not node.args
        and not keywords(node) & {"update_fields", "force_insert"}
    ]


def signals(root: Path) -> list[str]:
    """What follows from an act stands in the act, not in a listener far away."""
    return [
        f"{path}:{node.lineno}: no signals: call the action"
        for path, tree in trees(root, *PRODUCT)
        for node in nodes(tree)
        if (isinstance(node, ast.ImportFrom) and node.module in _SIGNALS)
        or (isinstance(node, ast.Import) and any(a.name in _SIGNALS for a in node.names))
        or (
            isinstance(node, ast.ImportFrom)
            and node.module == "django.db.models"
            and any(alias.name == "signals" for alias in node.names)
        )
    ]


def clocks(root: Path) -> list[str]:
    """One clock: what asks another cannot be tested, nor shown standing still in the demo."""
    return [
        f"{path}:{node.lineno}: {called(node)}() is a second clock: ask config.clock in a face"
        for path, tree in trees(root, *PRODUCT, "tests")
        for node in nodes(tree)
        if isinstance(node, ast.Call) and _asks_the_time(node) and path != _THE_CLOCK
    ]


def _asks_the_time(call: ast.Call) -> bool:
    """A conversion of a given moment is no clock; the same call with nothing given is one."""
    name = called(call)
    return name in _CLOCKS or (name in _CONVERSIONS and not call.args and not call.keywords)
