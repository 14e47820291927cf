"""Why a package is turned away."""


class PackageRefused(ValueError):
    """A package that cannot be written or trusted: which file inside it, what is wrong."""

    def __init__(self, file: str, what: str) -> None:
        super().__init__(f"{file}: {what}")
        self.file = file
        self.what = what
