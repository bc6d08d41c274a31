"""What tests share is made once, and never handed out half made."""

from __future__ import annotations

from pathlib import Path

import pytest
from sharing import made_once


def test_a_folder_is_made_once(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> None:
    made: list[Path] = []
    folders = {made_once(tmp_path_factory, f"once-{tmp_path.name}", made.append) for _ in range(3)}
    assert (len(folders), len(made)) == (1, 1)


def test_what_could_not_be_made_is_tried_again_from_the_beginning(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> None:
    name = f"again-{tmp_path.name}"

    def fail(folder: Path) -> None:
        (folder / "half").touch()
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        made_once(tmp_path_factory, name, fail)
    whole = made_once(tmp_path_factory, name, lambda folder: (folder / "whole").touch())
    assert [file.name for file in whole.iterdir()] == ["whole"]
