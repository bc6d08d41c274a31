"""Failures of a run itself, as against faults of the model, which are findings."""


class GroundplanError(Exception):
    """The run cannot go on; the message is for the person who started it."""


class ProjectNotFound(GroundplanError):
    """The folder holds no `model/`."""


class UsageError(GroundplanError):
    """An argument names something that does not exist: an option, a view, a locale."""


class LayoutFailed(GroundplanError):
    """The graph engine did not return a whole layout in time."""
