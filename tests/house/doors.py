"""Every address has a policy: what nobody thought of is closed."""

from collections.abc import Collection, Iterator, Sequence

from django.urls import URLPattern, URLResolver


def open_doors(
    patterns: Sequence[URLPattern | URLResolver], policies: Collection[str]
) -> list[str]:
    """Return the addresses without a name, or whose name no policy speaks of."""
    return [
        f"/{route}: {f'“{name}” has no policy' if name else 'has no name, hence no policy'}"
        for route, name in _addresses(patterns)
        if name not in policies
    ]


def idle_policies(
    patterns: Sequence[URLPattern | URLResolver], policies: Collection[str]
) -> list[str]:
    """Return the policies that no address asks for: a name was misspelt or a page has gone."""
    return sorted(set(policies) - {name for _route, name in _addresses(patterns)})


def _addresses(
    patterns: Sequence[URLPattern | URLResolver], before: str = ""
) -> Iterator[tuple[str, str | None]]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern.url_patterns, route)
        else:
            yield route, pattern.name
