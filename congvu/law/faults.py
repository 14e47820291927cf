"""What is wrong with the written law, said to the person who wrote it."""


class LawFault(ValueError):
    """A law file or a request that the law cannot answer; names file and line where it can."""

    def __init__(self, message: str, *, file: str = "", line: int = 0) -> None:
        self.message, self.file, self.line = message, file, line
        super().__init__(f"{file}:{line}: {message}" if file else message)

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (type(self), self.message, self.file, self.line)


class NoRuleInForce(LawFault):
    """No single rule text answers for this day and subject."""


class OverlayRefused(LawFault):
    """A local decision that changes what the law fixes, or steps outside its bounds."""


def _again(kind: type[LawFault], message: str, file: str, line: int) -> LawFault:
    return kind(message, file=file, line=line)
