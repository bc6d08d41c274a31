"""Where the parts of a chart stand."""

from itertools import combinations, pairwise

from draw.charts import chart, laid_out, returning
from draw.layouts import encloses
from groundplan.draw import lay_out_chart
from groundplan.draw.layout.chart import LABEL_TYPE, NUMBER_ROOM, name_lines
from groundplan.draw.measure.metrics import Weight, text_width


def test_cards_stand_side_by_side_within_their_frames() -> None:
    assert not any(a.overlaps(b) for a, b in combinations(laid_out().cards.values(), 2))
    for group, frame in zip(chart().groups, laid_out().frames, strict=True):
        assert (frame is None) == (group.frame is None)
        assert all(frame is None or encloses(frame, laid_out().cards[member.id]) for member in group.members)


def test_rows_follow_each_other_and_fill_the_chart() -> None:
    assert [row.room.y for row in laid_out().rows[1:]] == [row.room.bottom for row in laid_out().rows[:-1]]
    assert laid_out().rows[0].room.y >= max(card.bottom for card in laid_out().cards.values())
    assert laid_out().rows[-1].room.bottom <= laid_out().height


def test_a_line_joins_the_lifelines_of_its_stops() -> None:
    x = {id_: card.centre.x for id_, card in laid_out().cards.items()}
    assert [(s.start, s.end) for s in laid_out().rows[2].stretches] == [
        (x["mechanic"], x["laptop"]),
        (x["laptop"], x["lock"]),
        (x["lock"], x["bike"]),
    ]
    assert len({s.y for s in laid_out().rows[2].stretches}) == 1


def test_a_name_stands_above_its_line_and_has_room_in_every_locale() -> None:
    assert len(laid_out().rows) == 5
    for message, row in zip(chart().messages, laid_out().rows, strict=True):
        for text in message.title.values():
            lines = name_lines(text, row.width)
            assert row.label.height >= 15 * len(lines)
            assert all(text_width(line, LABEL_TYPE, Weight.BOLD) + NUMBER_ROOM <= row.label.width for line in lines)
        assert not row.stretches or row.label.bottom < row.y - 9


def test_a_badge_keeps_off_the_lifelines() -> None:
    lifelines = [card.centre.x for card in laid_out().cards.values()]
    badges = [row.badge for row in laid_out().rows if row.badge]
    assert len(badges) == 2
    assert all(abs(badge.x - x) > 12 for badge in badges for x in lifelines)


def test_a_line_that_turns_back_goes_on_below() -> None:
    row = lay_out_chart(returning()).rows[0]
    assert [s.end > s.start for s in row.stretches] == [False, True]
    assert [round(b.y - a.y) for a, b in pairwise(row.stretches)] == [26]
    assert row.room.bottom > row.stretches[-1].y
