"""The same readers, led by what code the input reaches. Needs atheris, which is no dependency of the project: `pip install atheris`.

    python generator/fuzz/guided.py TARGET [FOLDER …] [-runs=N] [-max_total_time=SECONDS]

What follows TARGET goes to libFuzzer, which begins with the corpus of the target and writes what crashes to the working directory.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import atheris

with atheris.instrument_imports(include=["groundplan", "babel.messages", "tomllib"]):
    from targets import CORPUS, TARGETS

READERS = {target.name: target for target in TARGETS}


def main() -> None:
    if len(sys.argv) < 2 or sys.argv[1] not in READERS:
        sys.exit(f"name one of {', '.join(READERS)}")
    name, *rest = sys.argv[1:]
    folders = [word for word in rest if not word.startswith("-")]
    options = [word for word in rest if word.startswith("-")]
    atheris.Setup([sys.argv[0], *options, *folders, str(CORPUS / name)], READERS[name].judge)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
