"""Failures of a run itself, as against faults of the model, which are findings."""


class GroundplanError(Exception):
    """The run cannot go on; the message is for the person who started it."""


class ProjectNotFound(GroundplanError):
    """The folder holds no `model/`."""


class NotAFile(GroundplanError):
    """Something has the name of a file that is read, and is none."""


class NotAFolder(GroundplanError):
    """Something has the name of a folder of the project, and is none."""


class SiteInUse(GroundplanError):
    """Another build is writing the same site."""


class UsageError(GroundplanError):
    """An argument names something that does not exist: an option, a view, a locale."""


class UnsoundModel(GroundplanError):
    """Nothing can be derived from the model; its findings say why."""


class LayoutFailed(GroundplanError):
    """The graph engine did not return a whole layout in time."""
