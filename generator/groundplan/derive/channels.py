"""Which channel a flow uses, in which configurations."""

from __future__ import annotations

from groundplan.derive.cases import Cases
from groundplan.derive.condition import Condition, Space
from groundplan.domain.channel import Channel
from groundplan.domain.flow import ChosenChannel, FixedChannel, Flow


def existence(flow: Flow, space: Space) -> Condition:
    """The configurations in which `flow` exists."""
    return space.where(flow.when) & space.valid if flow.when else space.valid


def channels(flow: Flow, exists: Condition) -> Cases[Channel]:
    """The channel of `flow` in each configuration in which it exists."""
    space = exists.space
    match flow.channel:
        case FixedChannel(channel):
            return Cases(((channel, exists),)) if exists else Cases(())
        case ChosenChannel(option, by_choice):
            found: dict[Channel, Condition] = {}
            for choice, channel in by_choice.items():
                chosen = exists & space.choice(option, choice)
                if chosen:
                    found[channel] = found[channel] | chosen if channel in found else chosen
            return Cases(tuple(found.items()))
