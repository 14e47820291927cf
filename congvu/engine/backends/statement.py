"""One SELECT in the making: its named parts, and how every stored column is written by now."""

import re
from collections import Counter
from collections.abc import Sequence

from congvu.engine.backends.dialects import Dialect
from congvu.engine.backends.spelling import Spelled, spell
from congvu.engine.language import integers
from congvu.engine.language.integers import Node
from congvu.engine.language.program import Stage

REASON = "reason"


class Statement:
    """The parts of a WITH, in order; each reads the ones before.

    Every name in it is a rule's name (letters, digits, underscores) or one of ours.
    """

    def __init__(self, stage: Stage, dialect: Dialect, outputs: Sequence[str]) -> None:
        self.stage = stage
        self.dialect = dialect
        self.outputs = outputs
        self.columns = {column.name: column.expression for column in stage.columns}
        self.parts: list[tuple[str, str]] = []
        self.known: dict[str, Spelled] = {}
        self.roots = self._roots()

    @property
    def last(self) -> str:
        """The name of the newest part."""
        return self.parts[-1][0]

    def add(self, name: str, body: str) -> None:
        """Add a part."""
        self.parts.append((name, body))

    def extend(
        self, name: str, made: Sequence[tuple[str, str]], kept: Sequence[str] = ("*",)
    ) -> None:
        """Add a part: what is kept of the newest one, and more columns (name, SQL over x)."""
        listed = ", ".join(
            [*(f"x.{column}" for column in kept), *(f"{sql} AS {column}" for column, sql in made)]
        )
        self.add(name, f"SELECT {listed} FROM {self.last} x{self.dialect.fence}")

    def spell(self, node: Node) -> Spelled:
        """Write an expression over what is stored by now."""
        return spell(node, self.known, self.dialect)

    def carry(self, name: str, width: int) -> None:
        """Remember that a column of this name is stored now."""
        self.known[name] = Spelled(name, width)

    def flush(self, name: str, made: Sequence[tuple[str, Spelled]]) -> None:
        """Store lines as columns of a new part."""
        self.extend(name, [(column, spelled.sql) for column, spelled in made])
        for column, spelled in made:
            self.carry(column, spelled.width)

    def read_in(self, texts: Sequence[str]) -> list[str]:
        """The stored columns that these pieces of SQL read."""
        words = set(re.findall(r"\w+", " ".join(texts)))
        stored = (name for name, spelled in self.known.items() if spelled.sql == name)
        return [name for name in stored if name in words]

    def _roots(self) -> set[str]:
        """Names that the answer, a requirement, a cap or the chain reads."""
        wanted = set(self.outputs)
        for requirement in self.stage.requirements:
            wanted |= integers.names_in(requirement.condition)
        for cap in self.stage.caps:
            wanted |= {cap.level} | integers.names_in(cap.members) | integers.names_in(cap.places)
            keys = (key for key, _ in cap.order if not isinstance(key, str))
            wanted |= set().union(*(integers.names_in(key) for key in keys))
        if self.stage.managed_test is not None:
            wanted |= integers.names_in(self.stage.managed_test)
        return wanted

    def needed(self) -> list[str]:
        """The columns that something wanted rests on, in their order."""
        wanted = set(self.roots)
        for name in reversed(list(self.columns)):
            if name in wanted:
                wanted |= integers.names_in(self.columns[name])
        return [name for name in self.columns if name in wanted]

    def uses(self) -> Counter[str]:
        """How often each column is read by another that is needed."""
        found: Counter[str] = Counter()
        for name in self.needed():
            found.update(_reads(self.columns[name]))
        return found

    def text(self, answer: Sequence[str]) -> str:
        """Write the whole; a part that several others read is computed once."""
        withs = ",\n".join(f"{name} AS {self._once(name)}({body})" for name, body in self.parts)
        return f"WITH {withs}\nSELECT {', '.join(answer)} FROM {self.last}"

    def _once(self, name: str) -> str:
        readers = sum(bool(re.search(rf"\b{name}\b", body)) for _, body in self.parts)
        return self.dialect.once if readers > 1 else ""


def _reads(node: Node) -> Counter[str]:
    """How often each stored name stands in the node."""
    if isinstance(node, integers.Column | integers.Flag):
        return Counter([node.name])
    found: Counter[str] = Counter()
    for child in integers.children(node):
        found.update(_reads(child))
    return found
