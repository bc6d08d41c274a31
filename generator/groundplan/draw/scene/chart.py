"""What a sequence chart shows, without coordinates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from groundplan.draw.scene.scene import Box, ByLocale, Card, Line, Scene

Participant: TypeAlias = Card | Box
"""Who takes part: a component, or a boundary where a flow starts or ends at a place as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One step. Without stops it is nobody's in particular; with a single one it is an action of that participant.

    `stops` are the participants that it goes to, one after the other; `line` is the flow that it uses, if any, and `tunnelled`
    tells for each leg of it whether it runs inside a tunnel. `actors` do or receive the step but are no stops of its flow.
    """

    id: str
    title: ByLocale
    stops: tuple[str, ...] = ()
    line: Line | None = None
    tunnelled: tuple[bool, ...] = ()
    actors: tuple[str, ...] = ()

    def legs(self) -> Iterator[tuple[str, str]]:
        """The stretches from one stop to the next."""
        return zip(self.stops, self.stops[1:], strict=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Participants that stand in the same place. `frame` is that place, or None for a place that takes part itself, alone."""

    frame: Box | None
    members: tuple[Participant, ...]


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A whole chart: groups from left to right, messages from top to bottom. `borders` are crossed and not drawn, as in a scene.

    The flows that are `absent` do not exist under its configuration, and are drawn as they are where they do.
    """

    id: str
    groups: tuple[Group, ...]
    messages: tuple[Message, ...]
    borders: tuple[ByLocale, ...] = ()
    absent: tuple[str, ...] = ()

    @cached_property
    def participants(self) -> Mapping[str, Participant]:
        """Every participant by id, from left to right."""
        return {member.id: member for group in self.groups for member in group.members}

    @cached_property
    def columns(self) -> Mapping[str, int]:
        """Participant -> its place from the left, from 0."""
        return {id_: index for index, id_ in enumerate(self.participants)}

    @cached_property
    def scene(self) -> Scene:
        """The same things as a map would hold them, for the legend."""
        return Scene(
            id=self.id,
            boxes=tuple(group.frame for group in self.groups if group.frame),
            cards=tuple(member for member in self.participants.values() if isinstance(member, Card)),
            lines=tuple(message.line for message in self.messages if message.line),
            borders=self.borders,
        )

    @property
    def has_plain_steps(self) -> bool:
        """Whether somebody turns to somebody over no connection of the model."""
        return any(message.line is None and len(message.stops) > 1 for message in self.messages)

    @property
    def locales(self) -> tuple[str, ...]:
        """The locales of its texts."""
        return tuple(dict.fromkeys(tag for message in self.messages for tag in message.title))


def name_of(participant: Participant) -> ByLocale:
    """What a participant is called."""
    return participant.name if isinstance(participant, Card) else participant.title
