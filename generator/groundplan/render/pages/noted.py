"""Page functions that cannot be carried out: they leave a gap, so that what is wrong behind it is found, too."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from markupsafe import Markup

from groundplan.errors import GroundplanError
from groundplan.render.pages.context import PageContext
from groundplan.render.sandbox.budget import TooMuch
from groundplan.render.sandbox.reach import as_told


class OfPage(Protocol):
    """What works for a page."""

    context: PageContext


S = TypeVar("S", bound=OfPage)
P = ParamSpec("P")


def noted(function: Callable[Concatenate[S, P], Markup]) -> Callable[Concatenate[S, P], Markup]:
    """`function`, which leaves a gap where it cannot be carried out, and a note of why in the page's record."""

    @wraps(function)
    def noting(self: S, /, *args: P.args, **kwargs: P.kwargs) -> Markup:
        try:
            return function(self, *args, **kwargs)
        except (GroundplanError, TooMuch):  # the run itself has failed, or the page must end
            raise
        except Exception as error:  # whatever a call may do, its author is the one to tell
            if isinstance(error, TypeError):
                error = as_told(error, function.__name__, function, self, *args, **kwargs)
            self.context.record.fault(error)
            return Markup()

    return noting
