"""A site of many synthetic projects, built by one machine, with a Dask cluster, and as a job for each project.

How much processor time does each take, and is every file the same?
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory

from estate import write_estate

from groundplan.project.store import LAYOUTS

_THEME = "theme: {name: material, font: false}\nmarkdown_extensions: [admonition, attr_list, md_in_html, tables]\n"


def write_projects(root: Path, count: int, components: int, flows: int, growth: int = 0) -> None:
    """A site of `count` projects, each larger by `growth` than the one before: where that is 0, they differ in their names only."""
    named = []
    for number in range(count):
        name = f"p{number:03}"
        write_estate(root / name, components + growth * number, flows + growth * number)
        (root / "models").mkdir(exist_ok=True)
        (root / name / "model").rename(root / "models" / name)
        (root / name).rmdir()
        _name_anew(root / "models" / name, number)
        named.append(f"        {name}: {{model: models/{name}, folder: {name}}}\n")
    (root / "docs").mkdir()
    (root / "docs" / "index.md").write_text("# An estate\n\nEach project has pages of its own.\n", encoding="utf-8")
    plugins = f"plugins:\n  - search\n  - groundplan:\n      offline: true\n      projects:\n{''.join(named)}"
    (root / "mkdocs.yml").write_text(f"site_name: An estate\n{_THEME}{plugins}", encoding="utf-8")


def _name_anew(model: Path, number: int) -> None:
    """Give the components of a project names of another width, so that no two projects have the same pictures."""
    path, name = model / "components.yaml", f"name: Part {'W' * (number % 10)}{'i' * (number // 10)} "
    path.write_text(path.read_text(encoding="utf-8").replace("name: Component ", name), encoding="utf-8")


def build(root: Path, site: Path, layouts: Path, *words: str) -> tuple[float, float]:
    """Build the site without any kept layouts; the seconds on the clock, and those of the processors of the machine that builds."""
    start, before = time.perf_counter(), _used()
    command = [sys.executable, "-m", "groundplan.cli", "build", str(root), "--site", str(site), *words]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, LAYOUTS: str(layouts)})
    return time.perf_counter() - start, _used() - before


def _used() -> float:
    """Processor time of the children that have ended."""
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def digests(site: Path) -> dict[str, str]:
    """Each file of a site with the hash of its content."""
    files = (path for path in sorted(site.rglob("*")) if path.is_file())
    return {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--projects", type=int, default=100)
    parser.add_argument("--size", default="10/20", metavar="COMPONENTS/FLOWS")
    parser.add_argument("--growth", type=int, default=0, help="how much larger each project is than the one before")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--jobs", type=int, default=5, help="how many jobs of a matrix are tried")
    asked = parser.parse_args()
    components, flows = map(int, asked.size.split("/"))
    from distributed import LocalCluster

    with TemporaryDirectory() as folder:
        root = Path(folder)
        write_projects(root / "estate", asked.projects, components, flows, asked.growth)
        clock, used = build(root / "estate", root / "alone", root / "layouts-alone")
        print(f"alone     {clock:8.1f} s, {used:8.1f} s of processors", flush=True)
        workers = _used()
        with LocalCluster(n_workers=asked.workers, threads_per_worker=1, dashboard_address=None) as cluster:
            address = f"dask:{cluster.scheduler_address}"
            clock, used = build(root / "estate", root / "cluster", root / "layouts-cluster", "--executor", address)
        print(f"cluster   {clock:8.1f} s, {used:8.1f} s here, {_used() - workers - used:8.1f} s of workers", flush=True)
        jobs = [f"p{number:03}" for number in range(0, asked.projects, max(1, asked.projects // asked.jobs))][: asked.jobs]
        spent = [build(root / "estate", root / "jobs" / name, root / f"layouts-{name}", "--project", name)[1] for name in jobs]
        print(
            f"a job     {sum(spent) / len(spent):8.1f} s of processors, the mean of {len(spent)}; the dearest {max(spent):.1f} s",
            flush=True,
        )
        found = {name: digests(root / name) for name in ("alone", "cluster")}
    differing = sorted(path for path in {*found["alone"], *found["cluster"]} if found["alone"].get(path) != found["cluster"].get(path))
    print(
        f"{asked.projects} projects of {asked.size}, {len(found['alone'])} files, of which {len(differing)} differ",
        *differing[:10],
        sep="\n  ",
    )
    sys.exit(bool(differing))


if __name__ == "__main__":
    main()
