"""The example that goes from documents to a panel prints what stands beside it, and draws a picture."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

from chinese_fonts import needs_chinese_font
from govinfo_schema.formats import read
from govinfo_schema.forms import Report, form_named, make_report
from govinfo_schema.marks import Mark
from govinfo_schema.panel.database import write_database
from govinfo_schema.report import Agency

if TYPE_CHECKING:
    from govinfo_schema.reading import Reading

RESULTS = "applications.results"
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@needs_chinese_font
def test_the_walk_prints_what_stands_beside_it(tmp_path: Path) -> None:
    command = [sys.executable, EXAMPLES / "panel_walk.py", tmp_path]
    run = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", env={"PYTHONIOENCODING": "utf-8"})  # noqa: S603 - our own script
    assert run.stdout == (EXAMPLES / "panel_walk.txt").read_text("utf-8")
    assert (tmp_path / "panel_walk.png").read_bytes().startswith(b"\x89PNG")


def small_county(year: int, granted: int, total: int | None) -> Report:
    form = form_named("v2021" if year > 2020 else "v2019")
    values = {f"{RESULTS}.disclosure_granted.total": granted, f"{RESULTS}.partial_disclosure.total": 0}
    values |= {} if total is None else {f"{RESULTS}.total.total": total}
    blanks = {path: Mark("blank") for path in form.paths if path not in values}
    return make_report(form, values, blanks, agency=Agency(name="某某县"), year=year)


def test_the_queries_of_the_readme_answer(tmp_path: Path) -> None:
    """The text of both READMEs is run as it stands there, on the examples and on a county with three years."""
    reports: list[Report | Reading] = [
        read(EXAMPLES / name) for name in ("longnan_2018.txt", "hongjiang_2020.txt", "hengshan_2023.html")
    ]
    reports += [small_county(2020, 30, 40), small_county(2021, 30, None), small_county(2023, 10, 100)]
    write_database(reports, tmp_path / "panel.duckdb")
    found: dict[str, list[list[tuple[object, ...]]]] = {}
    for name in ("README.md", "README.zh-CN.md"):
        (block,) = re.findall(r"```sql\n(.*?)```", (EXAMPLES.parent / name).read_text("utf-8"), re.DOTALL)
        queries = [query for query in block.split(";") if query.strip()]
        with duckdb.connect(str(tmp_path / "panel.duckdb"), read_only=True) as database:
            found[name] = [database.execute(query).fetchall() for query in queries]
    assert found["README.zh-CN.md"] == found["README.md"]
    series, disclosure, lacking = found["README.md"]
    assert ("龙南县人民政府办公室", 2018, 2, None, None) in series
    assert [row[1:] for row in series if row[0] == "某某县"] == [
        (2020, None, None, None),
        (2021, None, 2020, "exact"),
        (2023, None, 2021, "exact"),
    ]
    # From the documents: Hongjiang 2020 granted 2 of 2; Hengshan 2023 granted 13, and 4 in part, of 22. Both are few.
    assert disclosure == [
        (2020, 2, 1, pytest.approx((2 / 2 + 30 / 40) / 2)),
        (2021, 0, 0, None),
        (2023, 2, 1, pytest.approx((17 / 22 + 10 / 100) / 2)),
    ]
    assert lacking == [
        ("某某县", 2021, "blank", 198),
        ("某某县", 2023, "blank", 197),
        ("某某县", 2020, "blank", 195),
    ]
