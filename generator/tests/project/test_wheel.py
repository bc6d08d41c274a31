"""The wheel, installed: it works from any folder, without the checkout, `dot`, a network or a compiler."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
from sharing import made_once

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the checkout, built with the backend that is installed."""
    [built] = made_once(tmp_path_factory, "wheel", build_wheel).glob("*.whl")
    return built


def build_wheel(folder: Path) -> None:
    build = "import sys, hatchling.build as b; print(b.build_wheel(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", build, str(folder)], cwd=ROOT, check=True, capture_output=True)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the wheel is unpacked, as an installer does it."""
    return made_once(tmp_path_factory, "installed", zipfile.ZipFile(wheel).extractall)


def groundplan(installed: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The installed program, which sees its dependencies but not the checkout."""
    start = "import sys; from groundplan.cli import main; sys.argv[0] = 'groundplan'; main()"
    # without `-S`, the `.pth` file of an editable installation would let the checkout in
    command = [sys.executable, "-S", "-P", "-c", start, *words]
    return subprocess.run(command, cwd=folder, env=environment(installed, folder), capture_output=True, text=True, check=False)


UNUSED = ("pre_commit", "cfgv", "identify", "nodeenv", "virtualenv", "distlib", "filelock", "python_discovery")
"""What `diagrams` brings for its own developers; the guide to pipelines says that it can go."""


def environment(installed: Path, home: Path) -> dict[str, str]:
    """No programs, no settings of a person, no way to a network, nothing of what is `UNUSED`, and the unpacked wheel before all else."""
    absent = home / "absent"
    absent.mkdir(exist_ok=True)
    for name in UNUSED:
        (absent / f"{name}.py").write_text(f"raise ModuleNotFoundError('there is no {name}')\n", encoding="utf-8")
    return {
        "PATH": str(home / "nothing"),
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "PYTHONPATH": os.pathsep.join([str(installed), str(absent), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]),
        "PYTHONNOUSERSITE": "1",
        "https_proxy": "http://127.0.0.1:9",
        "http_proxy": "http://127.0.0.1:9",
    }


def test_the_wheel_holds_all_that_the_program_reads(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    package = ROOT / "generator" / "groundplan"
    kinds = {".py", ".md", ".po", ".html", ".js", ".css", ".json"}
    sources = {
        f"groundplan/{path.relative_to(package).as_posix()}"
        for path in package.rglob("*")
        if path.suffix in kinds and "__pycache__" not in path.parts
    }
    templates = {f"groundplan/templates/{path.relative_to(ROOT / 'templates').as_posix()}" for path in files(ROOT / "templates")}
    assert sorted((sources | templates) - names) == []
    assert "groundplan/templates/project/common/.github/workflows/docs.yml" in names
    assert "groundplan/locales/ko.po" in names
    assert "groundplan/check/rules/claim_refuted.md" in names


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    strangers = [name for name in names if not name.startswith(("groundplan/", "groundplan-"))]
    assert strangers == []
    assert [name for name in names if "tests" in name or "__pycache__" in name or name.endswith((".pyc", ".map"))] == []


def test_the_wheel_declares_the_program_and_the_plugin(installed: Path) -> None:
    [points] = installed.glob("groundplan-*.dist-info/entry_points.txt")
    text = points.read_text(encoding="utf-8")
    assert "[console_scripts]\ngroundplan = groundplan.start:program\n" in text
    assert "[mkdocs.plugins]\ngroundplan = groundplan.plugin:GroundplanPlugin\n" in text
    assert (points.parent / "licenses" / "LICENSE").is_file()


def test_a_project_from_the_wheel_is_written_checked_and_published(installed: Path, tmp_path: Path) -> None:
    started = groundplan(installed, tmp_path, "init", "shop")
    assert (started.returncode, started.stderr) == (0, "")
    checked = groundplan(installed, tmp_path, "check", "shop", "--strict")
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "no findings\n", "")
    built = groundplan(installed, tmp_path, "build", "shop", "--strict")
    assert (built.returncode, built.stdout) == (0, ""), built.stderr
    home = (tmp_path / "shop/site/index.html").read_text(encoding="utf-8")
    assert 'data-flow="send-metrics"' in home
    assert "<svg" in home
    assert (tmp_path / "shop/site/assets/groundplan/groundplan.css").is_file()


def test_what_is_told_to_go_is_what_the_container_is_without() -> None:
    command = f"pip uninstall --yes {' '.join(UNUSED).replace('_', '-')}\n"
    assert command in (ROOT / "Containerfile").read_text(encoding="utf-8")
    assert command in (ROOT / "docs/guide/ci.md").read_text(encoding="utf-8")


def test_the_installed_program_is_the_one_that_runs(installed: Path, tmp_path: Path) -> None:
    """Otherwise these tests would prove nothing: not of the program, and not of the plugin in the process of MkDocs."""
    for command in (["-S", "-P", "-c"], ["-c"]):
        found = subprocess.run(
            [sys.executable, *command, "import groundplan.plugin as p; print(p.__file__)"],
            cwd=tmp_path,
            env=environment(installed, tmp_path),
            capture_output=True,
            text=True,
            check=True,
        )
        assert Path(found.stdout.strip()) == installed / "groundplan" / "plugin.py"


def test_the_installed_program_tells_its_version_and_its_checks(installed: Path, tmp_path: Path) -> None:
    assert groundplan(installed, tmp_path, "--version").stdout.startswith("groundplan, version ")
    explained = groundplan(installed, tmp_path, "explain", "claim-refuted")
    assert (explained.returncode, explained.stderr) == (0, "")
    assert explained.stdout.startswith("# claim-refuted\n")
    assert "aws.compute.EKS" in groundplan(installed, tmp_path, "icons", "eks").stdout.splitlines()


def test_a_pipeline_installs_the_wheel_that_a_new_project_brings(wheel: Path, installed: Path, tmp_path: Path) -> None:
    started = groundplan(installed, tmp_path, "init", "shop")
    assert started.returncode == 0
    [requirement] = (tmp_path / "shop/requirements.txt").read_text(encoding="utf-8").splitlines()
    if not requirement.startswith("./"):  # unpacked, it does not tell where it came from
        requirement = f"./wheels/{wheel.name}"
    (tmp_path / "shop/wheels").mkdir()
    (tmp_path / "shop" / requirement).write_bytes(wheel.read_bytes())
    (tmp_path / "shop/requirements.txt").write_text(f"{requirement}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", "there", "-r", "requirements.txt"]
    ended = subprocess.run(command, cwd=tmp_path / "shop", capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "shop/there/groundplan/plugin.py").is_file()
