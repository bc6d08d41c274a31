"""A difference as a comment on a merge request: what matters in sight, the rest folded up."""

from __future__ import annotations

import re

from groundplan.diff.difference import Difference
from groundplan.diff.report.lines import Line, Part, cosmetic, parts, summary

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~@])")


def report(found: Difference) -> str:
    """Nothing where nothing changed."""
    if found.is_empty:
        return ""
    told = parts(found)
    blocks = [f"**{summary(found)}.**"]
    grave = {"Opened at the border", "Promises that weakened", "Weaker"}
    blocks += (_section(part) for part in told if part.title in grave)
    blocks += (f"<details>\n<summary>{part.title} ({len(part.lines)})</summary>\n\n{_list(part)}\n\n</details>" for part in told
               if part.title not in grave)  # fmt: skip
    if said := cosmetic(found):
        blocks.append(f"{said}.")
    return "\n\n".join(blocks) + "\n"


def _section(part: Part) -> str:
    return f"### {part.title}\n\n{_list(part)}"


def _list(part: Part) -> str:
    return "\n".join(_item(line) for line in part.lines)


def _item(line: Line) -> str:
    return "\n".join([f"- `{line.mark}` {_code(line.text)}", *(f"  - {_text(told)}" for told in line.told)])


def _code(text: str) -> str:
    """`text` as it is, in a code span that nothing in it can end."""
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    return f"{fence} {text} {fence}" if "`" in text else f"`{text}`"


def _text(text: str) -> str:
    """`text` with nothing in it taken for Markdown or HTML; a name with @ calls nobody."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split())).replace("\\@", "@\u200b")
