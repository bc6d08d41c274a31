"""A site of many synthetic projects, built by this machine alone and with a Dask cluster: how long, and whether every file is the same."""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from estate import write_estate

from groundplan.project.store import LAYOUTS

_THEME = "theme: {name: material, font: false}\nmarkdown_extensions: [admonition, attr_list, md_in_html, tables]\n"


def write_projects(root: Path, count: int, components: int, flows: int) -> None:
    """A site of `count` projects, each of another size, so that no two have the same pictures."""
    named = []
    for number in range(count):
        name = f"p{number:03}"
        write_estate(root / name, components + number, flows + number)
        (root / "models").mkdir(exist_ok=True)
        (root / name / "model").rename(root / "models" / name)
        (root / name).rmdir()
        named.append(f"        {name}: {{model: models/{name}, folder: {name}}}\n")
    (root / "docs").mkdir()
    (root / "docs" / "index.md").write_text("# An estate\n\nEach project has pages of its own.\n", encoding="utf-8")
    plugins = f"plugins:\n  - search\n  - groundplan:\n      offline: true\n      projects:\n{''.join(named)}"
    (root / "mkdocs.yml").write_text(f"site_name: An estate\n{_THEME}{plugins}", encoding="utf-8")


def build(root: Path, site: Path, layouts: Path, executor: str) -> float:
    """Build the site without any kept layouts; the seconds that it takes."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "groundplan.cli", "build", str(root), "--site", str(site), "--executor", executor]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, LAYOUTS: str(layouts)})
    return time.perf_counter() - start


def digests(site: Path) -> dict[str, str]:
    """Each file of a site with the hash of its content."""
    files = (path for path in sorted(site.rglob("*")) if path.is_file())
    return {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--projects", type=int, default=100)
    parser.add_argument("--size", default="40/60", metavar="COMPONENTS/FLOWS")
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    components, flows = map(int, asked.size.split("/"))
    from distributed import LocalCluster

    with TemporaryDirectory() as folder, LocalCluster(n_workers=asked.workers, threads_per_worker=1, dashboard_address=None) as cluster:
        root = Path(folder)
        write_projects(root / "estate", asked.projects, components, flows)
        taken, found = {}, {}
        for name, executor in {"alone": "local", "cluster": f"dask:{cluster.scheduler_address}"}.items():
            taken[name] = build(root / "estate", root / name, root / f"layouts-{name}", executor)
            found[name] = digests(root / name)
    differing = sorted(path for path in {*found["alone"], *found["cluster"]} if found["alone"].get(path) != found["cluster"].get(path))
    print(f"{asked.projects} projects of {asked.size}, {len(found['alone'])} files")
    for name, seconds in taken.items():
        print(f"{name:8} {seconds:8.1f} s")
    print(f"files that differ: {len(differing)}", *differing[:10], sep="\n  ")
    sys.exit(bool(differing))


if __name__ == "__main__":
    main()
