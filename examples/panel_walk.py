"""From documents to a panel to a picture, in six steps: python examples/panel_walk.py.

It reads the example documents of this folder, adds made-up reports of two counties over ten years, and writes
panel_walk.png. What it prints stands in panel_walk.txt.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import duckdb

import govinfo_schema as gs
from govinfo_schema.forms import form_named, make_report
from govinfo_schema.marks import Mark
from govinfo_schema.panel.files import harmonise, panel, write_panel
from govinfo_schema.panel.metrics import METRICS, rate
from govinfo_schema.panel.plotting import plot_series
from govinfo_schema.panel.series import series_named
from govinfo_schema.panel.totals import totals
from govinfo_schema.report import Agency
from govinfo_schema.versions import version_of_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govinfo_schema.forms import Report

HERE = Path(__file__).parent
NEW = "applications.new_received.total"
LITIGATION = "litigation.total"
COUNTIES = ("甲县", "乙县")


def made_up_reports() -> Iterator[Report]:
    """Yield ten years of reports for each county: whatever form the year has, one blank in 2022."""
    rng = Random(2026)  # noqa: S311 - figures of an example
    for name in COUNTIES:
        for year in range(2015, 2025):
            form = form_named(version_of_year(year).name)
            values = {cell.path: rng.randint(0, 60) for cell in form.cells if cell.kind != "money"}
            if (name, year) == ("甲县", 2022):
                del values[NEW]
            blanks = {path: Mark("blank") for path in form.paths if path not in values}
            yield make_report(form, values, blanks, agency=Agency(name=name), year=year)


def main(folder: Path) -> None:
    """Walk; files go to ``folder``."""
    print("1. Read documents: each in the form that it has")
    readings = [gs.read(HERE / name) for name in ("longnan_2018.txt", "hongjiang_2020.txt", "hengshan_2023.html")]
    for reading in readings:
        report = reading.report
        failed = [finding.rule for finding in gs.validate(reading).failed]
        print(f"   {report.agency.name} {report.year} {report.form}, failed checks: {failed or 'none'}")

    print("2. Lay them side by side: one row for each cell, the layer of series with its comparability")
    reports = [*readings, *made_up_reports()]
    count = write_panel(iter(reports), folder / "cells.parquet", series=folder / "series.parquet")
    print(f"   {count} reports")

    print("3. Ask SQL")
    query = "select state, count(*) from read_parquet($1) group by state order by state"
    for state, cells in duckdb.execute(query, [str(folder / "cells.parquet")]).fetchall():
        print(f"   {state}: {cells} cells")

    print("4. What compares with what")
    for boundary in series_named(NEW).boundaries:
        print(f"   {boundary.year}: {boundary.comparability}. {boundary.reasons[0].en}")

    print("5. Totals say who is missing, rates are exact")
    counties = [each for each in reports if not isinstance(each, gs.Reading)]
    layer = harmonise(panel(counties))
    for total in totals(layer, NEW, expected=COUNTIES)[-3:]:
        lacking = ", ".join(f"{name}: {state}" for name, state in total.without_number.items())
        print(f"   {total.year}: {total.value if total.complete else f'no total ({lacking})'}")
    found = rate(METRICS[0], readings[-1].report)
    print(f"   {METRICS[0].title.en}: {found.value} in {readings[-1].report.agency.name} ({found.note.en})")

    print("6. Draw: breaks between forms and missing figures are gaps")
    plot_series(layer, [NEW, LITIGATION]).savefig(folder / "panel_walk.png", dpi=80, metadata={"Software": None})


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(Path(temporary))
            (HERE / "panel_walk.png").write_bytes(Path(temporary, "panel_walk.png").read_bytes())
