"""Print all benchmarks: ratios of interleaved rounds in one run, each with its goal.

python benchmarks/run.py
"""

from __future__ import annotations

import columns
import html_reading
import identities
import json_codec
import start_up

# What is measured, the figure's name in its module, and the goal.
GOALS = {
    "read one html report / parse it and take its tables' text": ("html", "read and check", 2.5),
    "canonical JSON to classes / orjson.loads": ("json", "from_json", 4.0),
    "classes to canonical JSON / orjson.dumps": ("json", "to_json", 3.0),
    "identities of one report / hand-written sums": ("identities", "compiled sums", 1.5),
    "identities over columns / reading the cells once": ("columns", "check", 3.0),
    "identities over columns with blanks / reading the cells once": ("columns", "check with blanks", 3.0),
    "import govinfo_schema, ms above bare Python": ("start", "import govinfo_schema", 120.0),
    "govinfo --help, ms above bare Python": ("start", "govinfo --help", 250.0),
}


def main() -> None:
    """Measure everything and print one line each."""
    measured = {
        "html": html_reading.ratios(),
        "json": json_codec.ratios(),
        "identities": identities.ratios(),
        "columns": columns.ratios(),
        "start": start_up.milliseconds(),
    }
    for name, (module, figure, goal) in GOALS.items():
        value = measured[module].pop(figure)
        print(f"{name:<60} {value:8.2f}   goal {goal:g}{'' if value <= goal else '   not reached'}")
    for module, figures in measured.items():
        for figure, value in figures.items():
            print(f"{f'{module}: {figure}':<60} {value:8.2f}")


if __name__ == "__main__":
    main()
