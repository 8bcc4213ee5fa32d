"""How long hostile files take, and how much memory: ``python benchmarks/hostile_reading.py``.

Each file of ``tests/hostile_files.py`` goes through ``govinfo convert`` in this process, as the command line reads it.
Printed are the slowest files, the exit codes, and the most memory that this process and those that read fragile
formats took.
"""

from __future__ import annotations

import contextlib
import io
import resource
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from govinfo_schema import isolation
from govinfo_schema.cli import main

GENERATOR = Path(__file__).resolve().parents[1] / "tests" / "hostile_files.py"
SHOWN = 12


def run(path: Path, target: Path) -> tuple[float, int, str]:
    """Convert one file; return the seconds, the exit code, and what was said on standard error."""
    said = io.StringIO()
    started = time.perf_counter()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
        code = main(["convert", str(path), "-o", str(target), "--output-format", "json", "--lang", "en"])
    return time.perf_counter() - started, code, said.getvalue()


def report() -> None:
    """Run all files and print the figures."""
    with TemporaryDirectory() as folder:
        made = subprocess.run(  # noqa: S603 - a script that stands here, in another process because of its memory
            [sys.executable, str(GENERATOR), f"{folder}/files"],
            check=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        print(made.stdout.decode().strip())
        paths = sorted(Path(folder, "files").iterdir())
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        generator = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        outcomes = [(*run(path, Path(folder) / "out"), path.name) for path in paths]
    isolation.close()  # what waits is counted when it has ended
    print("exit codes:", dict(sorted(Counter(code for _, code, _, _ in outcomes).items())))
    print("internal failures:", [name for _, _, said, name in outcomes if "internal failure" in said])
    print("seconds in all:", round(sum(seconds for seconds, *_ in outcomes), 1))
    for seconds, code, said, name in sorted(outcomes, reverse=True)[:SHOWN]:
        print(f"{seconds:7.2f} s  exit {code}  {name[:50]!r}: {said.strip()[:100]}")
    most, others = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"memory of this process: {before / 1024:.0f} MB at first, then at most {most / 1024:.0f} MB; ", end="")
    print(
        f"of another process at most {others / 1024:.0f} MB (of the one that made the files {generator / 1024:.0f} MB)"
    )


if __name__ == "__main__":
    report()
