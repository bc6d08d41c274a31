"""Models of an earlier version of the language."""

from __future__ import annotations

import pytest
import yaml
from projects import Project


def test_what_is_to_change_is_told_and_nothing_is_written(shop: Project) -> None:
    before = shop.read("model/shop.yaml")
    ended = shop.run("migrate")
    assert ended.code == 0
    assert ended.out.splitlines()[-1].endswith("model/shop.yaml: is to say `language: 2`; `--write` does that")
    assert shop.read("model/shop.yaml") == before


@pytest.mark.parametrize("stated", ["", "  language: 1  # so far\n"])
def test_the_version_is_written_and_every_other_letter_stays(stated: str, shop: Project) -> None:
    text = shop.read("model/shop.yaml")
    shop.write("model/shop.yaml", text.replace("project:\n", f"project:\n{stated}", 1))
    assert stated in shop.read("model/shop.yaml")
    before = shop.read("model/shop.yaml").splitlines()
    assert shop.run("migrate", "--write").code == 0
    after = shop.read("model/shop.yaml").splitlines()
    assert yaml.safe_load("\n".join(after))["project"]["language"] == 2
    if stated:
        assert "  language: 2  # so far" in after
    assert [line for line in after if "language" not in line] == [line for line in before if "language" not in line]
    assert "already in version 2" in shop.run("migrate", "--write").out
    assert shop.run("check").code == 0


@pytest.mark.parametrize(("mark", "end"), [(b"\xef\xbb\xbf", b"\n"), (b"", b"\r\n"), (b"\xef\xbb\xbf", b"\r\n")])
def test_a_mark_of_the_encoding_and_ends_of_lines_stay(mark: bytes, end: bytes, shop: Project) -> None:
    file = shop.root / "model/shop.yaml"
    file.write_bytes(mark + file.read_bytes().replace(b"\n", end))
    before = file.read_bytes().split(end)
    assert shop.run("migrate", "--write").code == 0
    after = file.read_bytes().split(end)
    assert [line for line in after if line != b"  language: 2"] == before
    assert len(after) == len(before) + 1


def test_connections_that_no_longer_carry_others_are_told(reference_copy: Project) -> None:
    reference_copy.write("model/project.yaml", reference_copy.read("model/project.yaml").replace("  language: 2\n", ""))
    told = reference_copy.run("migrate").out
    [line] = [line for line in told.splitlines() if line.startswith("`troubleshoot-kubernetes`")]
    now, before = line.split("; in version 1 also by ")
    assert "`tunnel-direct-engineer`" in now
    assert "`tunnel-direct-vendor`" in before
    assert "`tunnel-direct-vendor`" not in now


def test_a_model_of_a_later_version_is_refused_at_its_line(shop: Project) -> None:
    shop.write("model/shop.yaml", shop.read("model/shop.yaml").replace("project:\n", "project:\n  language: 3\n", 1))
    ended = shop.run("check")
    assert ended.code == 1
    assert "model/shop.yaml:" in ended.out
    assert "error[wrong-type]: `project.language` must be a version of the language, of which 2 is the latest" in ended.out
    assert "a later version of Groundplan reads this model" in ended.out


@pytest.mark.parametrize("odd", ["0", "-1", "x", "[1]", "", "2.0", "٢", "9" * 40])
def test_what_is_no_version_is_a_finding(odd: str, shop: Project) -> None:
    shop.write("model/shop.yaml", shop.read("model/shop.yaml").replace("project:\n", f"project:\n  language: {odd}\n", 1))
    ended = shop.run("migrate")
    assert ended.code == 1
    assert "error[wrong-type]" in ended.err


def test_a_broken_model_is_not_migrated(shop: Project) -> None:
    shop.append("model/shop.yaml", "flows: {}\n")
    before = shop.read("model/shop.yaml")
    assert shop.run("migrate", "--write").code == 1
    assert shop.read("model/shop.yaml") == before
