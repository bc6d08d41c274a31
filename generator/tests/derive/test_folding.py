"""What a picture folds up: a small estate of a cloud with two clusters, an office, and the internet."""

from draw.scenes import line
from hypothesis import given
from hypothesis import strategies as st

from groundplan.derive.folding import CardWay, Cut, Folding, Lines, Nesting, ScreenBudget
from groundplan.domain.channel import Exposure
from groundplan.domain.flow import Direction
from groundplan.draw.scene.gather import gathered

NESTING = Nesting(
    {
        "cloud": None,
        "office": None,
        "internet": None,
        "red": "cloud",
        "blue": "cloud",
        "api": "red",
        "store": "red",
        "web": "blue",
        "cache": "blue",
        "desk": "office",
        "phone": "office",
    }
)
WAYS = [("desk", "api"), ("phone", "web"), ("internet", "web"), ("api", "store"), ("web", "cache"), ("web", "api", "store")]


def folding(solids: int, pairs: int = 99, collapse: frozenset[str] = frozenset(), viewpoint: str | None = None) -> Folding:
    return Folding(NESTING, WAYS, collapse, viewpoint, ScreenBudget(solids, pairs))


def test_what_fits_is_opened_whole() -> None:
    assert folding(7).start() == Cut(frozenset())


def test_the_outermost_boundaries_open_first() -> None:
    assert folding(4).start().closed == {"red", "blue", "office"}
    assert folding(5).start().closed == {"red", "blue"}


def test_the_way_to_the_viewpoint_opens_before_all_others() -> None:
    assert folding(5, viewpoint="blue").start().closed == {"red", "office"}


def test_lines_count_as_much_as_what_they_join() -> None:
    assert folding(99, pairs=2).start().closed == {"cloud", "office"}


def test_what_the_author_folds_stays_folded_until_it_is_opened() -> None:
    kept = folding(99, collapse=frozenset({"red"}))
    assert kept.start().closed == {"red"}
    assert kept.level("red") == Cut(frozenset({"blue", "office"}), "red")


def test_neighbours_of_a_level_are_folded_as_far_outside_as_they_do_not_hold_it() -> None:
    assert folding(4).level("office") == Cut(frozenset({"cloud"}), "office")
    assert folding(4).level("blue") == Cut(frozenset({"red", "office"}), "blue")


def test_a_level_opens_what_is_in_it_as_long_as_the_budget_lasts() -> None:
    assert folding(5).level("cloud").closed == {"blue", "office"}


def test_every_folded_boundary_of_every_picture_has_a_level() -> None:
    small = folding(3)
    assert small.start().closed == {"cloud", "office"}
    assert {cut.level for cut in small.levels()} == {"cloud", "office", "red", "blue"}


def test_every_flow_is_drawn_between_two_places_in_some_picture() -> None:
    small = folding(3)
    cuts = [small.start(), *small.levels()]
    drawn = {way for cut in cuts for way in small.drawn(cut) if len({NESTING.visible(place, cut.closed) for place in way}) > 1}
    assert drawn == set(WAYS)


def test_a_way_that_only_passes_a_level_is_drawn_there() -> None:
    assert ("web", "api", "store") in set(folding(3).drawn(Cut(frozenset(), "red")))
    assert ("phone", "web") not in set(folding(3).drawn(Cut(frozenset(), "red")))


def hall(hosts: int, *ways: CardWay) -> Folding:
    """Hosts in a hall, each of which the internet connects to, and `ways` between them."""
    names = {f"host-{number}": "hall" for number in range(hosts)}
    return Folding(Nesting({"internet": None, "hall": None, **names}), [*(("internet", name) for name in names), *ways])


def among(hosts: int, each: int) -> list[CardWay]:
    """Ways from each of the hosts to `each` others."""
    return [(f"host-{number}", f"host-{(number + step) % hosts}") for number in range(hosts) for step in range(1, each + 1)]


def levels(folding: Folding) -> dict[str | None, Lines]:
    return {cut.level: cut.lines for cut in folding.levels()}


def test_a_picture_with_few_lines_offers_no_components() -> None:
    assert levels(hall(30)) == {"hall": Lines.ALL}


def test_a_crowded_picture_offers_each_of_its_components_in_one_of_its_own() -> None:
    crowd = hall(15, *among(15, 2))
    assert levels(crowd) == {"hall": Lines.ALL, **{f"host-{number}": Lines.ALL for number in range(15)}}
    star = crowd.level("host-7")
    assert star == Cut(frozenset(), "host-7")
    assert set(crowd.drawn(star)) == {
        ("internet", "host-7"), ("host-7", "host-8"), ("host-7", "host-9"), ("host-6", "host-7"), ("host-5", "host-7"),
    }  # fmt: skip


def test_where_lines_are_too_many_those_that_leave_the_boundary_are_left() -> None:
    crowd = hall(20, *among(20, 4))
    cut = crowd.level("hall")
    assert cut == Cut(frozenset(), "hall", Lines.OUTWARD)
    assert crowd.nesting.is_drawn(("internet", "host-1"), cut)
    assert not crowd.nesting.is_drawn(("host-1", "host-2"), cut)


def test_where_even_those_are_too_many_what_is_inside_stands_without_lines() -> None:
    crowd = hall(150)
    cut = crowd.level("hall")
    assert cut == Cut(frozenset(), "hall", Lines.NONE)
    assert not crowd.nesting.is_drawn(("internet", "host-1"), cut)
    assert crowd.nesting.is_seen("host-1", cut)
    assert not crowd.nesting.is_seen("internet", cut)


def test_what_holds_hundreds_is_not_drawn_and_said_so() -> None:
    crowd = hall(300)
    assert crowd.start().closed == {"hall"}
    assert levels(crowd) == {}
    assert list(crowd.undrawn()) == ["hall"]


def test_what_lies_in_a_boundary_that_cannot_be_drawn_is_opened_all_the_same() -> None:
    rooms = {f"room-{number}": "hall" for number in range(300)}
    hosts = {f"host-{number}": f"room-{number}" for number in range(300)}
    crowd = Folding(Nesting({"internet": None, "hall": None, **rooms, **hosts}), [("internet", host) for host in hosts])
    assert list(crowd.undrawn()) == ["hall"]
    assert set(levels(crowd)) == set(rooms)


def test_a_component_with_too_many_neighbours_is_said_so() -> None:
    crowd = hall(80, *(("host-0", f"host-{number}") for number in range(1, 80)))
    assert list(crowd.undrawn()) == ["host-0"]


@st.composite
def estates(draw: st.DrawFn) -> Folding:
    """Boundaries nested at random, with up to 90 components in them that are joined at random."""
    boundaries = [f"b{number}" for number in range(draw(st.integers(1, 12)))]
    tree: dict[str, str | None] = {
        id_: draw(st.sampled_from([None, *boundaries[:index]])) if index else None for index, id_ in enumerate(boundaries)
    }
    components = [f"c{number}" for number in range(draw(st.integers(2, 90)))]
    rng = draw(st.randoms(use_true_random=False))
    tree |= {id_: rng.choice(boundaries) for id_ in components}
    ways = [tuple(rng.sample(components, 2)) for _ in range(draw(st.integers(1, 250)))]
    collapse = frozenset(draw(st.lists(st.sampled_from(boundaries), max_size=2)))
    return Folding(Nesting(tree), ways, collapse, draw(st.sampled_from([None, *boundaries])), ScreenBudget(draw(st.integers(2, 24)), 32))


@given(folding=estates())
def test_every_component_stands_in_some_picture_or_is_said_to_be_in_none(folding: Folding) -> None:
    nesting, cuts, undrawn = folding.nesting, [folding.start(), *folding.levels()], set(folding.undrawn())
    seen = {
        place
        for cut in cuts
        for way in folding.drawn(cut)
        for place in way
        if nesting.visible(place, cut.closed) == place and nesting.is_seen(place, cut)
    }
    told = {place for way in folding.ways for place in way if undrawn & set(nesting.around(place))}
    assert {place for way in folding.ways for place in way} == seen | told


@given(folding=estates())
def test_every_flow_is_drawn_in_some_picture_unless_an_end_has_none(folding: Folding) -> None:
    nesting, undrawn = folding.nesting, set(folding.undrawn())
    drawn = {
        way
        for cut in (folding.start(), *folding.levels())
        for way in folding.drawn(cut)
        if nesting.is_drawn(way, cut) and len({nesting.visible(place, cut.closed) for place in way}) > 1
    }
    told = {way for way in folding.ways if any(undrawn & set(nesting.around(place)) for place in way)}
    assert set(folding.ways) == drawn | told


def test_few_lines_abreast_stay_apart() -> None:
    lines = (line("a", "b", Direction.INBOUND, Exposure.PUBLIC, 1), line("a", "b", Direction.INBOUND, Exposure.PRIVATE, 2))
    assert gathered(lines) == lines


def test_many_lines_abreast_are_one_that_is_public_if_any_is() -> None:
    private = [line("a", "b", Direction.INBOUND, Exposure.PRIVATE, number) for number in (3, 1)]
    (one,) = gathered([*private, line("a", "b", Direction.INBOUND, Exposure.PUBLIC, 2)])
    assert [(badge.number, badge.exposure) for badge in one.badges] == [
        (1, Exposure.PRIVATE),
        (2, Exposure.PUBLIC),
        (3, Exposure.PRIVATE),
    ]
    assert one.exposure is Exposure.PUBLIC


def test_lines_that_run_different_ways_are_never_one() -> None:
    there = [line("a", "b", Direction.INBOUND, Exposure.PUBLIC, number) for number in range(4)]
    back = [line("b", "a", Direction.OUTBOUND, Exposure.PUBLIC, number) for number in range(10, 14)]
    assert len(gathered([*there, *back])) == 2


def test_a_line_with_many_flows_tells_their_number() -> None:
    few, many = gathered(
        [
            line("a", "b", Direction.INBOUND, Exposure.PUBLIC, *range(1, 7)),
            line("a", "c", Direction.INBOUND, Exposure.PUBLIC, *range(11, 18)),
        ]
    )
    assert (few.tallied, many.tallied) == (False, True)
