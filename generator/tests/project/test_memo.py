"""What a run has worked out is there for the next one, for as long as it is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundplan.project.memo import FOLDER, Memo, digest


def remembered(root: Path, *keys: str) -> list[str]:
    """What had to be made for `keys`."""
    made: list[str] = []

    def make(key: str) -> str:
        made.append(key)
        return f"{key} made"

    memo = Memo(root, "things")
    for key in keys:
        assert memo.of(key, lambda key=key: make(key)) == f"{key} made"  # type: ignore[misc]
    memo.keep()
    return made


def test_a_result_is_made_once_and_forgotten_when_nobody_asks(tmp_path: Path) -> None:
    assert remembered(tmp_path, "a", "b") == ["a", "b"]
    assert remembered(tmp_path, "a", "c") == ["c"]
    assert remembered(tmp_path, "b") == ["b"]


@pytest.mark.parametrize("damaged", ["", "{}", '{"digest": "x", "content": {"a": "other"}}'])
def test_a_damaged_result_is_made_again(damaged: str, tmp_path: Path) -> None:
    remembered(tmp_path, "a")
    (file,) = (tmp_path / FOLDER / "things").glob("*.json")
    file.write_text(damaged, encoding="utf-8")
    assert remembered(tmp_path, "a") == ["a"]


def test_a_digest_tells_parts_apart() -> None:
    assert digest(("ab", "c")) != digest(("a", "bc"))
