"""Whether a served site may be made anew page by page."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig

_OF_ONE_PAGE = frozenset(
    [
        "startup",
        "shutdown",
        "serve",
        "config",
        "build_error",
        "pre_page",
        "page_read_source",
        "page_markdown",
        "page_content",
        "page_context",
        "post_page",
        "pre_template",
        "template_context",
        "post_template",
    ]
)
"""Events after which a plugin has nothing to do with any other page."""
OURS = ("groundplan.", "material.plugins.search.")


def can_renew(config: MkDocsConfig) -> bool:
    """Whether all plugins look at one page at a time: what gathers pages needs a whole build."""
    return not config.extra_templates and all(
        name in _OF_ONE_PAGE or type(getattr(method, "__self__", None)).__module__.startswith(OURS) or _is_wrapped(method)
        for name, methods in config.plugins.events.items()
        for method in methods
    )


def _is_wrapped(method: object) -> bool:
    """Whether an event is one of ours around another plugin's."""
    return getattr(method, "__module__", "").startswith(OURS)
