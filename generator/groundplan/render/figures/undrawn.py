"""What stands for a drawing while nobody has made it."""

from __future__ import annotations

from markupsafe import Markup

from groundplan.domain.procedure import Procedure
from groundplan.domain.view import View
from groundplan.render.figures.describe import Description
from groundplan.render.figures.values import Values
from groundplan.render.words.words import Words


def undrawn(of: View | Procedure, words: Words) -> tuple[Values, Values]:
    """What the template of a figure needs, by the names that it knows: where there is a drawing, and where there is none."""
    drawing, name = Markup("<svg></svg>"), words.name(of)
    if isinstance(of, Procedure):
        return {"name": name, "drawing": drawing, "legend": Markup(), "beside": False, "notes": (), "roles": {}}, {"drawing": None}
    told = Description((), ())
    some = {
        "view": of.id,
        "name": name,
        "wide": False,
        "broad": False,
        "rung": 0,
        "key": None,
        "column": None,
        "beside": False,
        "drawing": drawing,
        "started": None,
        "empty": None,
        "legend": Markup(),
        "told": told,
        "facts": Markup(),
    }
    return some, {"view": of.id, "drawing": None, "facts": Markup()}
