"""The public names: all there, documented, and loaded on first use only."""

from __future__ import annotations

import ast
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

import govinfo_schema as gs

HEAVY = ("openpyxl", "selectolax", "opencc", "cattrs", "jsonschema", "click", "attr", "msgspec", "govinfo_converters")


def _seconds(code: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603 - this Python, with code that stands here
    return time.perf_counter() - start


def test_importing_the_package_loads_nothing_else() -> None:
    code = (
        "import sys, govinfo_schema\n"
        f"print([m for m in sys.modules if m.partition('.')[0] in {HEAVY} or m.startswith('govinfo_schema.')])"
    )
    done = subprocess.run(  # noqa: S603 - this Python, with code that stands here
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    assert done.stdout == "[]\n"


def test_importing_the_package_takes_less_than_120_milliseconds() -> None:
    bare = min(_seconds("pass") for _ in range(5))
    assert min(_seconds("import govinfo_schema") for _ in range(5)) - bare < 0.12


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
        "import govinfo_schema.json_schema, govinfo_schema as gs, sys\n"
        "assert callable(gs.json_schema)\n"
        "assert gs.json_schema is sys.modules['govinfo_schema.json_schema'].json_schema\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603 - this Python, with code that stands here
