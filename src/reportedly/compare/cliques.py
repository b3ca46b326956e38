"""Groups in which everything goes with everything else, also where 'goes with' is not transitive, as with fields that are not known."""

from collections.abc import Callable, Iterable, Iterator


def cliques(count: int, near: Callable[[int, int], bool]) -> Iterator[tuple[int, ...]]:
    """The largest groups of the numbers below `count` in which each is near each other, every one in order (Bron and Kerbosch 1973, with a pivot)."""
    beside: list[set[int]] = [set() for _ in range(count)]
    for one in range(count):
        for other in range(one + 1, count):
            if near(one, other):
                beside[one].add(other)
                beside[other].add(one)
    waiting = [((), set(range(count)), set())]  # type: list[tuple[tuple[int, ...], set[int], set[int]]]
    while waiting:
        group, open_, closed = waiting.pop()
        if not open_ and not closed:
            yield tuple(sorted(group))
            continue
        pivot = max(open_ | closed, key=lambda node: (len(beside[node] & open_), -node))
        for node in sorted(open_ - beside[pivot]):
            waiting.append(((*group, node), open_ & beside[node], closed & beside[node]))
            open_ = open_ - {node}
            closed = closed | {node}


def largest(groups: Iterable[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """The groups of two and more that are no part of another, in order."""
    holding: dict[int, list[set[int]]] = {}
    found: list[tuple[int, ...]] = []
    for group in sorted(set(groups), key=lambda group: (-len(group), group)):
        members = set(group)
        if len(group) > 1 and not any(members <= other for other in holding.get(group[0], ())):
            found.append(group)
            for member in group:
                holding.setdefault(member, []).append(members)
    return sorted(found)
