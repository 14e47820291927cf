"""Why a file is turned away: one kind a cause, one exit code a kind."""

from enum import Enum


class Kind(Enum):
    """The kinds of refusal; the value is the exit code of the command (docs/guides)."""

    NOT_FOUND = 10
    WRONG_TYPE = 11
    ENCRYPTED = 12
    BROKEN = 13
    TOO_LARGE = 14
    UNSAFE = 15
    TOO_WIDE = 16
    TOO_COSTLY = 17
    NO_TABLE = 20
    MISSING_COLUMN = 21
    MOSTLY_BAD = 22
    DOUBLE_COLUMN = 23
    MANY_MONTHS = 24
    NOTHING_IN_PERIOD = 25
    NO_RULES = 30
    NOT_WRITTEN = 40


class Refused(Exception):
    """A file or a request that is turned away; the message tells the user what to do."""

    def __init__(self, kind: Kind, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
