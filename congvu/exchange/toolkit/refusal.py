"""Why a package is turned away."""


class PackageRefused(ValueError):
    """A package that cannot be written or trusted: which file inside it, what is wrong."""

    def __init__(self, file: str, what: str) -> None:
        super().__init__(f"{file}: {what}")
        self.file = file
        self.what = what

    def __reduce__(self) -> tuple[type["PackageRefused"], tuple[str, str]]:
        return type(self), (self.file, self.what)
