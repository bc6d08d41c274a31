"""Files in one, the same bytes in whatever order they came."""

from __future__ import annotations

import io
import zipfile

from groundplan.export.archive import archive


def test_the_order_of_files_and_the_clock_change_nothing() -> None:
    files = {"b/c.txt": b"c" * 100, "a.png": b"a", "b/d.html": b"d"}
    packed = archive(files)
    assert packed == archive(dict(reversed(files.items())))
    with zipfile.ZipFile(io.BytesIO(packed)) as read:
        assert read.testzip() is None
        assert {name: read.read(name) for name in read.namelist()} == files
