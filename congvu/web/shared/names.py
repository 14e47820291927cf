"""A name as it is shown, cut where the given name stands, which is not always the last word."""


def name_parts(full_name: str, given: str) -> tuple[str, str, str]:
    """The name cut around the given name: ("Y", "Moan", "Êban")."""
    before, found, after = f" {full_name} ".rpartition(f" {given} ")
    return (before.strip(), given, after.strip()) if found else ("", full_name, "")


def from_given(full_name: str, given: str) -> tuple[str, str]:
    """The name cut before the given name: ("Nguyễn Văn", "An"), ("Y", "Moan Êban")."""
    before, called, after = name_parts(full_name, given)
    return before, f"{called} {after}".strip()
