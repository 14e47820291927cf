"""What the compiler says when a rule text cannot stand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a rule text, counted from 1."""

    line: int
    column: int


class RuleError(ValueError):
    """A rule text was refused; the message is Vietnamese and starts with file:line:column."""

    def __init__(self, message: str, place: Place | None = None, source: str = "") -> None:
        self.message = message
        self.place = place
        self.source = source
        super().__init__(self._text())

    def _text(self) -> str:
        where = self.source or "văn bản luật"
        if self.place is None:
            return f"{where}: {self.message}"
        return f"{where}:{self.place.line}:{self.place.column}: {self.message}"

    def in_source(self, source: str) -> "RuleError":
        """Return the same refusal naming the file it was found in."""
        return RuleError(self.message, self.place, source)
