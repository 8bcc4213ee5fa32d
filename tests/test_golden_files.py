"""Every file that is written is the one in ``golden/``; the switch ``--update-golden`` of pytest makes them anew."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from govinfo_schema.versions import NAMES as FORMS
from written_files import as_text, written_files

HERE = Path(__file__).resolve().parent
GOLDEN = HERE / "golden"

# Another day and another place: what the clock says is moved before what writes reports is imported. The libraries of
# panels look at the type of the clock when they are imported, and not at the clock. What zstd makes of the same pages
# depends on what its thread compressed before, so of Parquet the contents are compared.
HASHES = """
import datetime, hashlib, json, sys, tempfile, time
from pathlib import Path
moved = float(sys.argv[1])
clock, local = time.time, time.localtime
time.time = lambda: clock() + moved
time.localtime = lambda seconds=None: local(time.time() if seconds is None else seconds)
sys.path[:0] = json.loads(sys.argv[2])
import pyarrow.parquet as pq
import govinfo_schema as gs
from govinfo_schema.panel.files import write_panel
from govinfo_schema.panel.package import write_package
from govinfo_schema.versions import NAMES
from round_trip_reports import reports_of
found = {}
with tempfile.TemporaryDirectory() as folder:
    reports = [report for form in NAMES for _, report in reports_of(form)]
    write_panel(reports, Path(folder) / "cells.parquet", series=Path(folder) / "series.parquet")
    write_package(reports, Path(folder) / "package")
    for path in Path(folder).rglob("*.*"):
        data = path.read_bytes()
        if path.suffix == ".parquet":
            table = pq.read_table(path)
            data = repr((table.schema, table.to_pydict())).encode()
        found[path.name] = hashlib.sha256(data).hexdigest()
class Moved(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + datetime.timedelta(seconds=moved)
datetime.datetime = Moved
from written_files import richest_report, written_files
for form in NAMES:
    findings = gs.validate(richest_report(form)).findings
    for name, data in written_files(form, findings):
        found[f"{form} {name}"] = hashlib.sha256(data).hexdigest()
print(json.dumps(found))
"""


@pytest.mark.parametrize("form", FORMS)
def test_files_are_the_golden_ones(form: str, pytestconfig: pytest.Config) -> None:
    made = dict(as_text(name, data) for name, data in written_files(form))
    folder = GOLDEN / form
    if pytestconfig.getoption("--update-golden"):
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.iterdir():
            path.unlink()
        for name, data in made.items():
            (folder / name).write_bytes(data)
    assert {path.name for path in folder.iterdir()} == set(made)
    for name, data in made.items():
        assert data.decode() == (folder / name).read_bytes().decode(), (
            f"look at it, then pytest {HERE.name}/test_golden_files.py --update-golden: {name}"
        )


def test_a_second_run_on_another_day_gives_the_same_bytes() -> None:
    def hashes(seed: str, zone: str, moved: int) -> dict[str, str]:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        search = json.dumps([path for path in sys.path if path])
        command = [sys.executable, "-W", "error", "-c", HASHES, str(moved), search]
        run = subprocess.run(command, env=environment, check=True, capture_output=True, timeout=300)  # noqa: S603 - this Python
        found: dict[str, str] = json.loads(run.stdout)
        return found

    first, second = hashes("1", "Asia/Shanghai", 0), hashes("2", "America/Lima", 40_000_000)
    assert first == second
    assert {"v2014 report.docx", "v2021 form.xlsx", "cells.parquet", "datapackage.json"} <= set(first)
