"""What the repository promises about itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from govinfo_schema.forms import all_forms
from govinfo_schema.versions import NAMES

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGES = (REPOSITORY / "govinfo_schema", REPOSITORY / "converters" / "govinfo_converters")
MODULES = [path for package in PACKAGES for path in sorted(package.rglob("*.py"))]
in_checkout = pytest.mark.skipif(
    not MODULES, reason="looks at the sources, which an installed wheel does not have beside it"
)
LONGEST_MODULE = 400


@in_checkout
@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_modules_are_named_in_the_architecture(path: Path) -> None:
    package = next(package for package in PACKAGES if package in path.parents)
    assert f"`{path.relative_to(package)}`" in (REPOSITORY / "ARCHITECTURE.md").read_text(encoding="utf-8")


@in_checkout
def test_modules_are_short() -> None:
    beside = (path for folder in ("tests", "benchmarks", "examples") for path in (REPOSITORY / folder).rglob("*.py"))
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in (*MODULES, *beside)}
    assert {path: length for path, length in lengths.items() if length > LONGEST_MODULE} == {}


@in_checkout
def test_each_version_is_a_module_and_each_module_a_version() -> None:
    files = {path.stem for path in (PACKAGES[0] / "forms").glob("v*.py")}
    assert files == set(NAMES) == {form.name for form in all_forms()}


def test_both_readmes_open_with_the_same_two_lines() -> None:
    lines = [
        re.findall(r"^python3 -m venv .*$", (REPOSITORY / name).read_text(encoding="utf-8"), re.MULTILINE)
        for name in ("README.md", "README.zh-CN.md")
    ]
    assert lines[0] == lines[1]
    assert len(lines[0]) == 2


def test_both_readmes_have_the_same_sections() -> None:
    levels = [
        re.findall(r"^#+", (REPOSITORY / name).read_text(encoding="utf-8"), re.MULTILINE)
        for name in ("README.md", "README.zh-CN.md")
    ]
    assert levels[0] == levels[1]
