"""Writing files whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from groundplan.errors import NotAFile


def write_file(path: Path, content: bytes) -> None:
    """Put `content` at `path`, by way of a temporary file beside it, so that no reader ever sees half of it.

    Raises NotAFile where there is a folder.
    """
    if path.is_dir():
        raise NotAFile(f"{path} is a folder, not a file; nothing was written to it")
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
