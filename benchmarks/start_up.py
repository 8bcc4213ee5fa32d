"""How long starting takes above bare Python: ``import govinfo_schema`` and ``govinfo --help``.

Run as a script to see the figures. Each is the median of fresh processes that alternate with bare Python.
"""

from __future__ import annotations

import subprocess
import sys
from statistics import median
from time import perf_counter

ROUNDS = 15
PROGRAMS = {
    "import govinfo_schema": "import govinfo_schema",
    "govinfo --help": "from govinfo_schema.cli import main; main(['--help'])",
}


def _seconds(program: str) -> float:
    start = perf_counter()
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)  # noqa: S603 - our own programs
    return perf_counter() - start


def milliseconds() -> dict[str, float]:
    """Return the time of each program above that of bare Python, in milliseconds."""
    rounds = []
    for _ in range(ROUNDS):
        bare = _seconds("pass")
        rounds.append({name: 1000 * (_seconds(program) - bare) for name, program in PROGRAMS.items()})
    return {name: median(measured[name] for measured in rounds) for name in PROGRAMS}


if __name__ == "__main__":
    for name, duration in milliseconds().items():
        print(f"{name}: {duration:.0f} ms above bare Python")
