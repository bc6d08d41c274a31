"""What a picture folds up: a small estate of a cloud with two clusters, an office, and the internet."""

from diagram_scenes import line

from groundplan.domain.channel import Exposure
from groundplan.domain.flow import Direction
from groundplan.render.diagrams.folding import Budget, Cut, Folding, Nesting
from groundplan.render.diagrams.gather import gathered

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
    return Folding(NESTING, WAYS, collapse, viewpoint, Budget(solids, pairs))


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


def test_a_crowd_in_one_boundary_is_not_drawn() -> None:
    hosts = {f"host-{number}": "hall" for number in range(60)}
    ways = [("internet", host) for host in hosts]
    crowd = Folding(Nesting({"internet": None, "hall": None, **hosts}), ways)
    assert crowd.start().closed == {"hall"}
    assert list(crowd.levels()) == []


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
