"""In which column each card stands: parties apart, the nearer to the border the more it deals with the other side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from groundplan.domain.party import Role
from groundplan.draw.scene.bundles import Bundle, touching
from groundplan.draw.scene.scene import Scene

LEFT, MIDDLE, RIGHT, FAR = range(4)


class Arrangement(Enum):
    """Where everybody stands who is neither the vendor nor around the viewpoint."""

    WITH_VENDOR = "with vendor"
    BETWEEN = "between"
    BEYOND = "beyond"
    WITH_VIEWPOINT = "with viewpoint"
    BEYOND_UNLESS_SHARED = "beyond unless shared"


class Depth(Enum):
    """What decides how far from the border something stands."""

    CHAIN = "chain"
    """The longest chain of lines to it: lines run one way, and long chains take many columns."""
    DISTANCE = "distance"
    """The fewest lines to it: few columns, and lines that run back."""
    PACKED = "packed"
    """The fewest lines to it, without a column more for stops that are joined with each other: those lines run in loops."""
    AROUND = "around"
    """For the picture of one component: what connects to it before it, what it connects to behind it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One way to deal stops out to columns, none of which is much taller than `tallest`."""

    arrangement: Arrangement
    depth: Depth
    tallest: int


@dataclass(frozen=True, slots=True)
class _Step:
    """A bundle, turned so that it points to a higher column."""

    low: str
    high: str


def columns(scene: Scene, bundles: Sequence[Bundle], plan: Plan) -> dict[str, int]:
    """Stop -> column, from 0. Joined stops share a column only where the plan packs them."""
    stops = _stops(scene, bundles)
    bundles = [bundle for bundle in bundles if bundle.tail != bundle.head]
    sides = _sides(scene, bundles, plan.arrangement)
    side_of = {stop: sides[scene.root(stop)] for stop in stops}
    result: dict[str, int] = {}
    start = 0
    for side in sorted(set(side_of.values())):
        members = [stop for stop in stops if side_of[stop] == side]
        depth = _depths(members, scene, bundles, side_of, plan)
        width = max(depth.values()) + 1
        result |= {stop: start + (width - 1 - depth[stop] if side < RIGHT else depth[stop]) for stop in members}
        start += width
    used = sorted(set(result.values()))
    return {stop: used.index(column) for stop, column in result.items()}


def _stops(scene: Scene, bundles: Iterable[Bundle]) -> list[str]:
    ends = {stop for bundle in bundles for stop in (bundle.tail, bundle.head)}
    held = [box.id for box in scene.boxes if box.id in scene.holders and box.id in ends]
    return [*(card.id for card in scene.cards), *(box.id for box in scene.leaves), *held]


def _sides(scene: Scene, bundles: Iterable[Bundle], arrangement: Arrangement) -> dict[str, int]:
    """Outermost box (or card outside of any) -> side."""
    roots = list(dict.fromkeys(scene.root(id_) for id_ in (*scene.box_by_id, *scene.card_by_id)))
    home = _home(scene, roots)
    vendors = {root for root in roots if root != home and _role(scene, root) is Role.VENDOR}
    near_vendor = _neighbours(scene, bundles, vendors)
    return {root: _side(root, home, vendors, near_vendor, arrangement) for root in roots}


def _home(scene: Scene, roots: Iterable[str]) -> str | None:
    """What holds the viewpoint; where that is folded away, the first place of the customer's."""
    around = next((scene.root(box.id) for box in scene.boxes if box.viewpoint), None)
    return around or next((root for root in roots if _role(scene, root) is Role.CUSTOMER), None)


def _side(root: str, home: str | None, vendors: set[str], near_vendor: set[str], arrangement: Arrangement) -> int:
    if root == home:
        return RIGHT
    if root in vendors:
        return LEFT
    match arrangement:
        case Arrangement.WITH_VENDOR:
            return LEFT
        case Arrangement.BETWEEN:
            return MIDDLE
        case Arrangement.BEYOND:
            return FAR
        case Arrangement.WITH_VIEWPOINT:
            return RIGHT
        case Arrangement.BEYOND_UNLESS_SHARED:
            return LEFT if root in near_vendor else FAR


def _role(scene: Scene, root: str) -> Role | None:
    return scene.box_by_id[root].role if root in scene.box_by_id else scene.card_by_id[root].role


def _neighbours(scene: Scene, bundles: Iterable[Bundle], roots: set[str]) -> set[str]:
    pairs = [(scene.root(bundle.tail), scene.root(bundle.head)) for bundle in bundles]
    return {b for a, b in pairs if a in roots} | {a for a, b in pairs if b in roots}


def _depths(members: Sequence[str], scene: Scene, bundles: Sequence[Bundle], side_of: Mapping[str, int], plan: Plan) -> dict[str, int]:
    """How far from the border of its side each member stands, from 0."""
    side = side_of[members[0]]
    inner = [bundle for bundle in bundles if side_of[bundle.tail] == side_of[bundle.head] == side]
    distance = _distances(_border(members, bundles, side_of), inner)
    if side == RIGHT:
        distance |= dict.fromkeys(_outside_viewpoint(members, scene), -1)
    match plan.depth:
        case Depth.AROUND if scene.level is not None and scene.level in members:
            return _around(members, scene.level, bundles, plan.tallest)
        case Depth.PACKED | Depth.AROUND:
            return _packed(members, distance, touching(inner), plan.tallest)
        case Depth.DISTANCE:
            return _near(members, distance, touching(inner))
        case Depth.CHAIN:
            steps = _acyclic([_step(bundle, distance, side_of) for bundle in inner], members)
            return _spread(_longest(members, steps), members, steps, plan.tallest)


def _border(members: Iterable[str], bundles: Iterable[Bundle], side_of: Mapping[str, int]) -> list[str]:
    """The members that are joined with something on another side."""
    neighbours = touching(bundles)
    return [member for member in members if any(side_of[other] != side_of[member] for other in neighbours.get(member, []))]


def _outside_viewpoint(members: Iterable[str], scene: Scene) -> list[str]:
    within = {box.id for box in scene.boxes if box.viewpoint}
    return [member for member in members if not within & {member, *(box.id for box in scene.enclosing(member))}]


def _distances(border: Iterable[str], inner: Iterable[Bundle]) -> dict[str, int]:
    neighbours = touching(inner)
    distance = dict.fromkeys(border, 0)
    queue = list(distance)
    for stop in queue:
        for other in neighbours.get(stop, []):
            if other not in distance:
                distance[other] = distance[stop] + 1
                queue.append(other)
    return distance


def _step(bundle: Bundle, distance: Mapping[str, int], side_of: Mapping[str, int]) -> _Step:
    """What is nearer to the border comes first; then what a line meets first on its way in, or last on its way out."""
    onward, backward = _Step(bundle.tail, bundle.head), _Step(bundle.head, bundle.tail)
    tail, head = distance.get(bundle.tail, 0), distance.get(bundle.head, 0)
    if tail != head:
        return onward if tail < head else backward
    side, strand = side_of[bundle.tail], bundle.strands[0]
    ends = side_of[strand.line.source], side_of[strand.line.target]
    entering = ends[1] == side if ends[0] != ends[1] else side >= RIGHT
    return onward if entering is strand.forward else backward


def _acyclic(steps: Sequence[_Step], members: Iterable[str]) -> list[_Step]:
    """The steps, those turned round that would close a circle."""
    after: dict[str, set[str]] = {member: set() for member in members}
    result = []
    for step in steps:
        turned = _Step(step.high, step.low) if _reaches(after, step.high, step.low) else step
        after[turned.low].add(turned.high)
        result.append(turned)
    return result


def _reaches(after: Mapping[str, set[str]], start: str, end: str) -> bool:
    queue, seen = [start], {start}
    for stop in queue:
        if stop == end:
            return True
        queue.extend(sorted(after[stop] - seen))
        seen |= after[stop]
    return False


def _longest(members: Iterable[str], steps: Sequence[_Step]) -> dict[str, int]:
    depth = dict.fromkeys(members, 0)
    for _ in range(len(depth)):
        raised = {s.high: max(depth[s.high], *(depth[t.low] + 1 for t in steps if t.high == s.high)) for s in steps}
        if all(depth[stop] == value for stop, value in raised.items()):
            break
        depth |= raised
    return depth


def _near(members: Sequence[str], distance: Mapping[str, int], neighbours: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """The nearest column that no joined stop has taken, those near the border first."""
    depth: dict[str, int] = {}
    for stop in sorted(members, key=lambda member: max(0, distance.get(member, 0))):
        taken = {depth[other] for other in neighbours.get(stop, ()) if other in depth}
        first = max(0, distance.get(stop, 0))
        depth[stop] = next(column for column in range(first, first + len(taken) + 1) if column not in taken)
    return {member: depth[member] for member in members}


def _packed(members: Sequence[str], distance: Mapping[str, int], inner: Mapping[str, Sequence[str]], tallest: int) -> dict[str, int]:
    """The nearest column with room, those near the border first: where several have room, that with the fewest joined stops."""
    depth: dict[str, int] = {}
    held: list[list[str]] = []
    nearest = {member: max(0, distance.get(member, 0)) for member in members}
    for layer in sorted(set(nearest.values())):
        crowd = [member for member in members if nearest[member] == layer]
        first = len(held)
        held += [[] for _ in range(-(-len(crowd) // tallest))]
        for stop in crowd:
            joined = {column: sum(other in held[column] for other in inner.get(stop, ())) for column in range(first, len(held))}
            open_ = [column for column in joined if len(held[column]) < tallest]
            depth[stop] = min(open_, key=lambda column: (joined[column], len(held[column])))
            held[depth[stop]].append(stop)
    return {member: depth[member] for member in members}


def _around(members: Sequence[str], middle: str, bundles: Iterable[Bundle], tallest: int) -> dict[str, int]:
    """Whoever connects to `middle` stands before it, nearer to the border; the others behind it; in columns of at most `tallest`."""
    opening = _initiators(middle, bundles)
    before = [member for member in members if member in opening]
    behind = [member for member in members if member not in opening and member != middle]
    turn = -(-len(before) // tallest)
    depth = {stop: turn - 1 - index // tallest for index, stop in enumerate(before)} | {middle: turn}
    depth |= {stop: turn + 1 + index // tallest for index, stop in enumerate(behind)}
    return {member: depth[member] for member in members}


def _initiators(middle: str, bundles: Iterable[Bundle]) -> set[str]:
    """Who connects to `middle`."""
    touching_it = (bundle for bundle in bundles if middle in {bundle.tail, bundle.head})
    return {strand.line.source for bundle in touching_it for strand in bundle.strands if strand.line.target == middle}


def _spread(depth: dict[str, int], members: Sequence[str], steps: Sequence[_Step], tallest: int) -> dict[str, int]:
    """Stops without a reason to stand where they are move on from columns that are too tall."""
    free = [m for m in members if not any(s.low == m for s in steps)]
    for column in range(len(members)):
        crowd = [m for m in members if depth[m] == column]
        movable = [m for m in reversed(crowd) if m in free]
        for stop in movable[: max(0, len(crowd) - tallest)]:
            depth[stop] += 1
    return depth
