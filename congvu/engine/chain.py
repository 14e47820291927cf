"""Who manages whom, ordered so that nobody is settled before the people below."""

from collections.abc import Collection, Mapping


class ManagementCycle(ValueError):
    """People manage each other in a circle; the message names them."""

    def __init__(self, people: list[str]) -> None:
        self.people = people
        circle = " → ".join([*people, people[0]])
        super().__init__(f"quan hệ quản lý vòng tròn: {circle}; sửa phân công trước khi chấm")


def strata(managed: Mapping[str, Collection[str]]) -> list[list[str]]:
    """Return the leaders in layers: each layer's leaders manage only leaders of earlier layers.

    `managed` maps a leader to the people managed (themselves left out). Raises ManagementCycle.
    """
    below = {leader: [p for p in people if p in managed] for leader, people in managed.items()}
    level: dict[str, int] = {}
    for leader in below:
        if leader not in level:
            _place(leader, below, level)
    layers: list[list[str]] = [[] for _ in range(max(level.values(), default=-1) + 1)]
    for leader in below:
        layers[level[leader]].append(leader)
    return layers


def _place(root: str, below: Mapping[str, list[str]], level: dict[str, int]) -> None:
    """Depth first without recursion: set the level of root and of all the leaders below."""
    path: list[str] = []
    on_path: set[str] = set()
    waiting = [(root, False)]
    while waiting:
        leader, done = waiting.pop()
        if done:
            path.pop()
            on_path.discard(leader)
            level[leader] = 1 + max((level[other] for other in below[leader]), default=-1)
            continue
        if leader in level:
            continue
        path.append(leader)
        on_path.add(leader)
        waiting.append((leader, True))
        for other in below[leader]:
            if other in on_path:
                raise ManagementCycle(path[path.index(other) :])
            if other not in level:
                waiting.append((other, False))
