"""What readers call the keys of entries, where a page tells which of them say something else than before."""


def _(message: str) -> str:
    """Marks a message for extraction; the translation happens where it is shown."""
    return message


FIELDS = {
    "audience": _("Audience"),
    "carried-by": _("Carried by"),
    "carries": _("Sends"),
    "channel": _("Connection type"),
    "choices": _("Choices"),
    "controls": _("Controls"),
    "default": _("Default"),
    "encryption": _("Encryption"),
    "endpoints": _("Addresses"),
    "excludes": _("Excludes"),
    "expect": _("Expected"),
    "exposure": _("Exposure"),
    "from": _("Source"),
    "in": _("Inside"),
    "kind": _("Kind"),
    "manager": _("Manager"),
    "opened-by": _("Opened by"),
    "owner": _("Owner"),
    "part-of": _("Part of"),
    "ports": _("Ports"),
    "produces": _("Produces"),
    "protocol": _("Protocol"),
    "purpose": _("Purpose"),
    "requires": _("Requires"),
    "returns": _("Returns"),
    "role": _("Role"),
    "sensitivity": _("Sensitivity"),
    "status": _("Status"),
    "steps": _("Steps"),
    "stores": _("Keeps"),
    "through": _("Through"),
    "to": _("Destination"),
    "viewpoint": _("Viewpoint"),
    "when": _("Only with"),
}
"""Key of the model language -> its heading on pages."""
