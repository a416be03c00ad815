"""Communities of a graph of ties: groups that answer each other more than chance would have it.

Louvain's method: nodes move to the neighbouring group that raises modularity most until none does, then groups become
nodes and it begins again (Blondel, Guillaume, Lambiotte & Lefebvre 2008, "Fast unfolding of communities in large
networks"). Nodes are visited in their order, ties between gains go to the lower group: the same graph gives the same
groups.
"""

import rustworkx as rx

Neighbours = list[dict[int, float]]
_LEAST_GAIN = 1e-9


def communities(graph: "rx.PyGraph[str, float]") -> list[int]:
    """The community of every node, numbered from 0 with the largest first; edges weigh what they hold."""
    count = graph.num_nodes()
    near: Neighbours = [{} for _ in range(count)]
    for one, other, weight in graph.weighted_edge_list():
        near[one][other] = near[one].get(other, 0.0) + weight
        near[other][one] = near[other].get(one, 0.0) + weight
    belongs = list(range(count))
    while True:
        groups = _moved(near)
        names = {group: place for place, group in enumerate(sorted(set(groups)))}
        if len(names) == len(near):
            return _by_size(belongs)
        belongs = [names[groups[group]] for group in belongs]
        near = _joined(near, [names[group] for group in groups])


def _moved(near: Neighbours) -> list[int]:
    """The group of each node once no move raises modularity any more."""
    degrees = [sum(ties.values()) for ties in near]
    whole = sum(degrees)
    groups, totals = list(range(len(near))), list(degrees)
    has_moved = whole > 0
    while has_moved:
        has_moved = False
        for node, ties in enumerate(near):
            towards: dict[int, float] = {}
            for other, weight in ties.items():
                if other != node:
                    towards[groups[other]] = towards.get(groups[other], 0.0) + weight
            old = groups[node]
            totals[old] -= degrees[node]
            best, best_gain = old, towards.get(old, 0.0) - totals[old] * degrees[node] / whole
            for group in sorted(towards):
                gain = towards[group] - totals[group] * degrees[node] / whole
                if gain > best_gain + _LEAST_GAIN:
                    best, best_gain = group, gain
            groups[node] = best
            totals[best] += degrees[node]
            has_moved = has_moved or best != old
    return groups


def _joined(near: Neighbours, groups: list[int]) -> Neighbours:
    """Groups as nodes: their ties are those of their nodes, those inside become a tie with themselves."""
    found: Neighbours = [{} for _ in range(max(groups) + 1)]
    for node, ties in enumerate(near):
        for other, weight in ties.items():
            own, theirs = groups[node], groups[other]
            found[own][theirs] = found[own].get(theirs, 0.0) + weight
    return found


def _by_size(belongs: list[int]) -> list[int]:
    sizes: dict[int, int] = {}
    for group in belongs:
        sizes[group] = sizes.get(group, 0) + 1
    order = {group: place for place, group in enumerate(sorted(sizes, key=lambda g: (-sizes[g], g)))}
    return [order[group] for group in belongs]
