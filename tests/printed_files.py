"""Prints random reports with the programs that people use, reads the files, and counts what became of the figures.

Run ``python tests/printed_files.py [COUNT [FIRST]]``; it needs Chromium and LibreOffice. Each report becomes a web page
and a Word file with styles chosen at random; Chromium prints the page, LibreOffice makes a Word file of it, and PDF
files of both Word files. Silently wrong are a number other than the printed one, and a blank where one is printed
unless a finding says that the row or table was not found.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import Counter
from decimal import Decimal
from pathlib import Path
from random import Random

import govinfo_schema
import printed_pages
import printed_words
from govinfo_schema.errors import GovinfoError
from govinfo_schema.forms import cell_values
from govinfo_schema.marks import Money
from layouts import FORMS, facts

KINDS = ("right", "blank", "flagged", "not found", "refused", "silently wrong")
_NOT_FOUND = ("R-ROWS", "R-TABLE")


def outcome(path: Path, form: str, printed: dict[str, str]) -> tuple[Counter[str], list[str]]:
    """Count what became of the cells, and name those that are silently wrong."""
    counted: Counter[str] = Counter()
    try:
        reading = govinfo_schema.read(path)
    except GovinfoError:
        return Counter({"refused": sum(map(_is_number, printed.values()))}), []
    if reading.report.form != form:
        return Counter({"silently wrong": 1}), [f"form {reading.report.form}"]
    told = " ".join(finding.message.zh for finding in reading.findings if finding.rule in _NOT_FOUND)
    lost = {fact["cell"] for fact in facts(form) if (fact["row"].split("/")[-1] or fact["table"]) in told}
    lost |= {fact["cell"] for fact in facts(form) if fact["table"] in told}
    wrong: list[str] = []
    for cell, value in cell_values(reading.report).items():
        text = printed[cell]
        truth = Decimal(text) if _is_number(text) else None
        if value is not None:
            kind = "right" if Decimal(value.value if isinstance(value, Money) else value) == truth else "silently wrong"
        elif truth is None:
            kind = "blank"
        elif reading.report.marks[cell].state in ("blank", "not_applicable"):
            kind = "not found" if cell in lost else "silently wrong"
        else:
            kind = "flagged"
        counted[kind] += 1
        if kind == "silently wrong":
            wrong.append(f"{cell}: {value}, not {text}")
    return counted, wrong


def _is_number(text: str) -> bool:
    return any(map(str.isdecimal, text))


def _converted(folder: Path, to: str, files: list[Path], *options: str) -> None:
    home = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", home, "--headless", *options, "--convert-to", to, "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - a program of this machine, files made here


def _printed(page: Path, folder: Path) -> Path:
    target = folder / f"{page.stem}.browser.pdf"
    profile = f"--user-data-dir={folder / 'browser'}"
    command = [
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        profile,
        f"--print-to-pdf={target}",
        str(page),
    ]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - see above
    return target


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def main(count: int, first: int) -> int:
    """Print the counts by program; return 1 where anything is silently wrong."""
    total: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        truth: dict[str, tuple[str, dict[str, str], str]] = {}
        for number in range(first, first + count):
            rng = Random(f"printed {number}")  # noqa: S311 - documents for tests, the same in each run
            form = rng.choice(FORMS)
            printed = printed_pages.figures(form, rng)
            page, words = printed_pages.page(form, printed_pages.choose(rng), printed), printed_words.choose(rng)
            (folder / f"page{number}.html").write_text(page.html, encoding="utf-8")
            (folder / f"word{number}.docx").write_bytes(printed_words.word_report(form, words, printed))
            truth[f"page{number}"], truth[f"word{number}"] = (form, printed, page.name), (form, printed, str(words))
        pages = [folder / f"{name}.html" for name in truth if name.startswith("page")]
        _converted(folder, "docx:MS Word 2007 XML", pages, "--infilter=HTML (StarWriter)")
        _converted(folder, "pdf", [folder / f"{name}.docx" for name in truth])
        for page in pages:
            _printed(page, folder)
        for path in sorted(folder.glob("*.*")):
            form, printed, made = truth[path.name.split(".")[0]]
            counted, wrong = outcome(path, form, printed)
            total.setdefault(path.name.lstrip("pageword").lstrip("0123456789"), Counter()).update(counted)
            for cell in wrong:
                _say(f"{path.name} ({made}): {cell}")
    _say(f"{'':16}" + "".join(f"{kind:>16}" for kind in KINDS))
    for program, counted in total.items():
        _say(f"{program:16}" + "".join(f"{counted[kind]:16}" for kind in KINDS))
    return int(any(counted["silently wrong"] for counted in total.values()))


if __name__ == "__main__":
    sys.exit(main(*(int(number) for number in (*sys.argv[1:3], *("20", "0")[len(sys.argv) - 1 :]))))
