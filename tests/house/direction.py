"""What the import linter cannot see: string foreign keys and migrations run downward too."""

import ast
import configparser
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house import PRODUCT, called, nodes, trees

_JUDGE = "congvu.engine.oracle"
_RELATIONS = ("ForeignKey", "OneToOneField", "ManyToManyField")
_TARGET = re.compile(r"^([a-z]+)\.[A-Za-z]+$")


def contracts(root: Path) -> configparser.ConfigParser:
    """Return the import linter's own file: the one place where the order is written."""
    parser = configparser.ConfigParser()
    parser.read(root / ".importlinter")
    return parser


def order(root: Path) -> list[str]:
    """Return the apps from the top floor to the bottom."""
    return contracts(root)["importlinter:contract:apps"]["layers"].split()


def upward_keys(root: Path) -> list[str]:
    """A foreign key that points up makes the lower app unusable without the higher."""
    return [
        f"{path.relative_to(root)}:{line}: {app} may not point up to {target}"
        for app, path in _app_files(root, "*.py")
        for line, target in _targets(ast.parse(path.read_text()))
        if _is_above(order(root), target, app)
    ]


def upward_migrations(root: Path) -> list[str]:
    """A migration that waits for a higher app ties the two for ever."""
    return [
        f"{path.relative_to(root)}:{line}: {app}'s migration may not wait for {target}'s"
        for app, path in _app_files(root, "migrations/*.py")
        for line, target in _dependencies(ast.parse(path.read_text()))
        if _is_above(order(root), target, app)
    ]


def asked_judges(root: Path) -> list[str]:
    """The oracle judges the product; whoever in the product asks it, judges itself."""
    return [
        f"{path}:{node.lineno}: only tests and bench may ask {_JUDGE}"
        for path, tree in trees(root, *PRODUCT)
        if not str(path).startswith(_JUDGE.replace(".", "/"))
        for node in nodes(tree)
        if isinstance(node, ast.Import | ast.ImportFrom) and _names(node, _JUDGE)
    ]


def _names(node: ast.Import | ast.ImportFrom, module: str) -> bool:
    if isinstance(node, ast.Import):
        imported = [alias.name for alias in node.names]
    else:
        imported = [f"{node.module}.{alias.name}" for alias in node.names]
    return any(f"{name}.".startswith(f"{module}.") for name in imported)


def linter_exemptions(root: Path) -> list[str]:
    """The contracts stay whole: nothing ignored, floors and apps complete."""
    found = []
    parser = contracts(root)
    for section in parser.sections():
        if "ignore_imports" in parser[section]:
            found.append(f".importlinter: {section} ignores imports")
    for name in ("floors", "apps"):
        if not parser.getboolean(f"importlinter:contract:{name}", "exhaustive", fallback=False):
            found.append(f".importlinter: {name} must be exhaustive")
    return found


def _app_files(root: Path, pattern: str) -> Iterator[tuple[str, Path]]:
    for app in order(root):
        for path in sorted((root / "congvu/apps" / app).rglob(pattern)):
            yield app, path


def _is_above(apps: list[str], target: str, app: str) -> bool:
    return target in apps and apps.index(target) < apps.index(app)


def _targets(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in nodes(tree):
        if isinstance(node, ast.Call) and called(node).split(".")[-1] in _RELATIONS:
            named = [keyword.value for keyword in node.keywords if keyword.arg in ("to", "through")]
            for argument in [*node.args[:1], *named]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    match = _TARGET.match(argument.value)
                    if match:
                        yield node.lineno, match[1]


def _dependencies(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in nodes(tree):
        if isinstance(node, ast.Assign) and called(node.targets[0]) in (
            "dependencies",
            "run_before",
        ):
            for pair in ast.walk(node.value):
                match pair:
                    case ast.Tuple(elts=[ast.Constant(value=str(app)), ast.Constant()]):
                        yield pair.lineno, app
