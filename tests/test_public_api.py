"""The public names: all there, documented, and loaded on first use only."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

import govinfo_schema as gs
from fake_formats import small_report

if TYPE_CHECKING:
    from collections.abc import Callable

HEAVY = ("openpyxl", "selectolax", "opencc", "cattrs", "jsonschema", "click", "attr", "msgspec", "govinfo_converters")


def test_importing_the_package_loads_nothing_else() -> None:
    code = (
        "import sys, govinfo_schema\n"
        f"print([m for m in sys.modules if m.partition('.')[0] in {HEAVY} or m.startswith('govinfo_schema.')])"
    )
    done = subprocess.run(  # noqa: S603 - this Python, with code that stands here
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    assert done.stdout == "[]\n"


def test_type_checkers_and_python_know_the_same_names() -> None:
    tree = ast.parse(Path(gs.__file__).read_text(encoding="utf-8"))
    (checked,) = (node for node in tree.body if isinstance(node, ast.If) and isinstance(node.test, ast.Name))
    declared = {
        (alias.asname, f"{node.module}")
        for node in checked.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert {name for name, _ in declared} == set(gs.__all__) - {"__version__"}
    assert {(name, gs._HOME_OF.get(name, "govinfo_schema")) for name, _ in declared} == declared  # noqa: SLF001 - the one list that has no public name
    assert len(gs.__all__) == len(set(gs.__all__))


@pytest.mark.parametrize("name", gs.__all__)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    value = getattr(gs, name)
    if name not in ("Report", "__version__"):  # an alias of three classes, and a text
        assert value.__doc__
    assert name in dir(gs)


def test_forms_is_the_package_with_a_module_for_each_form() -> None:
    assert isinstance(gs.forms, ModuleType)
    for name in ("v2014", "v2019", "v2021"):
        assert getattr(gs.forms, name).Report.__module__ == f"govinfo_schema.forms.{name}"


def test_forms_loads_on_first_use() -> None:
    code = "import govinfo_schema as gs; print(gs.forms.v2021.FORM.name, gs.forms.form_named('v2014').name)"
    done = subprocess.run(  # noqa: S603 - this Python, with code that stands here
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    assert done.stdout == "v2021 v2014\n"
    assert gs.__getattr__("forms") is gs.forms  # type: ignore[attr-defined] - hidden from type checkers


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'govinfo_schema' has no attribute 'raed'"):
        gs.raed  # type: ignore[attr-defined] # noqa: B018 - the misspelling that is tested


def test_a_module_never_takes_the_place_of_a_function_with_its_name() -> None:
    code = (
        "import govinfo_schema.json_schema, govinfo_schema.panel.series, govinfo_schema as gs, sys\n"
        "assert callable(gs.json_schema) and callable(gs.panel)\n"
        "assert gs.json_schema is sys.modules['govinfo_schema.json_schema'].json_schema\n"
        "assert gs.panel is sys.modules['govinfo_schema.panel.files'].panel\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603 - this Python, with code that stands here


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: gs.read(3), r"read\(\) takes a path, bytes or a file open for reading bytes, not int; .* from_json\("),  # type: ignore[arg-type] - what is tested
        (lambda: gs.read(None), r"read\(\) takes a path, .*, not NoneType; "),  # type: ignore[arg-type] - what is tested
        (
            lambda: gs.validate({}),  # type: ignore[arg-type] - what is tested
            r"validate\(\) takes a Report, or the Reading .*, not dict; make a report with read\(",
        ),
        (
            lambda: gs.migrate(None, "v2021"),
            r"migrate\(\) takes a Report, or the Reading .*, not NoneType; make a report with read\(",
        ),  # type: ignore[call-overload] - what is tested
        (
            lambda: gs.write("a.json", "b.json"),
            r"write\(\) takes a Report, or .*, not str; read the file first: write\(read\(path\)",
        ),  # type: ignore[arg-type] - what is tested
        (lambda: gs.from_json({}), r"from_json\(\) takes JSON as str or bytes, not dict; .*json\.dumps"),  # type: ignore[arg-type] - what is tested
    ],
)
def test_a_wrong_type_is_told_with_what_to_call_instead(call: Callable[[], object], words: str) -> None:
    with pytest.raises(TypeError, match=words):
        call()


def test_a_migration_in_place_of_a_report_is_told_to_give_its_report() -> None:
    reading = gs.Reading(report=small_report(), provenance={})
    with pytest.raises(TypeError, match=r"not Migrated; give its report: validate\(x\.report"):
        gs.validate(gs.migrate(reading.report, "v2019"))  # type: ignore[arg-type] - what is tested


TYPED = """
import govinfo_schema as gs
from govinfo_schema.forms import v2021

def newest(report: gs.Report, form: str) -> v2021.Report:
    anything: gs.Report = gs.migrate(report, form).report
    gs.migrate(anything, "v2014").report.litigation.total
    return gs.migrate(anything, "v2021").report
"""


def test_type_checkers_know_the_form_that_a_migration_reaches(tmp_path: Path) -> None:
    mypy = pytest.importorskip("mypy.api")
    (tmp_path / "typed.py").write_text(TYPED, encoding="utf-8")
    said, _, code = mypy.run(["--strict", f"--cache-dir={tmp_path}", str(tmp_path / "typed.py")])
    assert (said, code) == ("Success: no issues found in 1 source file\n", 0)
