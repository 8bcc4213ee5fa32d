"""Packages of formats that are broken, doubled or without their libraries."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import PathDistribution
from pathlib import Path

import pytest

from fake_formats import fake_format, install, offer, small_report
from govinfo_schema import formats
from govinfo_schema.errors import ReadError, WriteError
from govinfo_schema.format_registry import GROUP, installed
from offered_formats import ALWAYS, failing

# Packages that are broken, doubled or without their libraries.


def _raising(name: str, lines: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a package with an entry point of its own on the path: module ``<name>_module`` with ``lines``."""
    (tmp_path / f"{name}_module.py").write_text(lines, encoding="utf-8")
    info = tmp_path / f"{name}_package-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {name}-package\nVersion: 1.0\nProvides-Extra: {name}\n", encoding="utf-8"
    )
    (info / "entry_points.txt").write_text(f"[{GROUP}]\n{name} = {name}_module:FORMAT\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, f"{name}_module", raising=False)
    found = PathDistribution(info).entry_points
    install(monkeypatch, fake_format("page"), more=tuple(found))


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("import zz_other_module.deeper", None),
        ("", "AttributeError"),
        ("FORMAT = 'no format'", "zz_module:FORMAT is not a Format"),
        ("from govinfo_schema.messages import NoSuchName", "ImportError"),
        ("import govinfo_schema.no_such_module", "ModuleNotFoundError"),
    ],
)
def test_a_broken_package_hurts_only_its_own_format(
    lines: str, reason: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _raising("zz", lines, tmp_path, monkeypatch)
    assert formats.read(b"page v2019").report.form == "v2019"
    with pytest.raises(ReadError) as caught:
        formats.read(b"x", format="zz")
    if reason is None:
        assert str(caught.value) == (
            "-: The format 'zz' needs zz_other_module, which is not installed. Run: pip install 'zz-package[zz]'"
        )
    else:
        assert str(caught.value).startswith("-: The format 'zz' cannot be loaded: ")
        assert reason in str(caught.value)
        assert str(caught.value).endswith("Update the package zz-package.")


def test_formats_that_cannot_be_loaded_are_listed_with_the_choices(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _raising("zz", "1 / 0", tmp_path, monkeypatch)
    with pytest.raises(ReadError, match=r"can be read: page \(\.page\)\. Not loadable: zz\.$"):
        formats.read(b"unknown")


def test_the_missing_format_of_a_suffix_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _raising("zz", "import zz_library", tmp_path, monkeypatch)
    with pytest.raises(WriteError, match=r"needs zz_library.*pip install 'zz-package\[zz\]'"):
        formats.write(small_report(), tmp_path / "a.zz")
    (tmp_path / "a.zz").write_bytes(b"zz")
    with pytest.raises(ReadError, match=r"needs zz_library.*pip install 'zz-package\[zz\]'"):
        formats.read(tmp_path / "a.zz")


def test_a_library_missed_at_work_is_told_with_the_line_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _raising(
        "zz",
        "from fake_formats import fake_format\n"
        "def work(*_):\n    import zz_library\n"
        "FORMAT = fake_format('zz', read=work, write=work)\n",
        tmp_path,
        monkeypatch,
    )
    with pytest.raises(ReadError, match=r"pip install 'zz-package\[zz\]'$"):
        formats.read(b"zz")
    with pytest.raises(WriteError, match=r"pip install 'zz-package\[zz\]'$"):
        formats.write(small_report(), tmp_path / "a.zz")
    assert not (tmp_path / "a.zz").exists()


def test_a_package_without_an_extra_of_that_name_is_named_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    error = ModuleNotFoundError("No module named 'zz_library'", name="zz_library")
    install(monkeypatch, fake_format("page", read=failing(error)))
    with pytest.raises(ReadError, match=r"needs zz_library.*pip install 'module_of_page'$"):
        formats.read(b"page")


def test_a_fault_inside_an_installed_package_stays_what_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    error = ModuleNotFoundError("No module named 'govinfo_schema.lost'", name="govinfo_schema.lost")
    install(monkeypatch, fake_format("page", read=failing(error)))
    with pytest.raises(ModuleNotFoundError):
        formats.read(b"page")


def test_a_format_object_under_another_name_is_no_library_question(monkeypatch: pytest.MonkeyPatch) -> None:
    error = ModuleNotFoundError("No module named 'zz_library'", name="zz_library")
    renamed = offer(fake_format("page", read=failing(error)), "leaf", monkeypatch)
    install(monkeypatch, more=(renamed,))
    with pytest.raises(ModuleNotFoundError):
        formats.read(b"page")


def test_two_packages_with_one_name_are_told_when_it_matters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    twice = fake_format("twice", **ALWAYS)
    more = (offer(twice, "twice", monkeypatch, "here"), offer(twice, "twice", monkeypatch, "there"))
    install(monkeypatch, fake_format("page"), more=more)
    assert formats.read(b"page v2019").report.form == "v2019"
    with pytest.raises(ReadError, match="Several packages offer the format 'twice': here, there"):
        formats.read(b"x", format="twice")
    (tmp_path / "a.twice").write_bytes(b"twice")
    with pytest.raises(ReadError, match="Several packages offer the format 'twice'"):
        formats.read(tmp_path / "a.twice")


def test_a_sniff_that_fails_has_not_recognised_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, fake_format("broken", sniff=failing(ValueError())), fake_format("page"))
    assert formats.read(b"page v2019").report.form == "v2019"


def test_only_the_module_of_the_format_in_use_is_loaded(tmp_path: Path) -> None:
    for name in ("alpha", "beta"):
        (tmp_path / f"{name}_module.py").write_text(
            f"from fake_formats import fake_format\nFORMAT = fake_format('{name}')\n", encoding="utf-8"
        )
    info = tmp_path / "letters-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: letters\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(
        f"[{GROUP}]\nalpha = alpha_module:FORMAT\nbeta = beta_module:FORMAT\n", encoding="utf-8"
    )
    (tmp_path / "a.beta").write_bytes(b"beta v2019")
    code = (
        "import sys\n"
        "from govinfo_schema import formats\n"
        "report = formats.read('a.beta').report\n"
        "formats.write(report, 'b.beta')\n"
        "print(report.form, sorted(m for m in sys.modules if m.endswith('_module') or m.startswith('govinfo_conv')))"
    )
    search = os.pathsep.join([str(tmp_path), str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(  # noqa: S603 - this Python, with code that stands here
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": search},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "v2019 ['beta_module']\n"


def test_the_formats_of_this_distribution_are_on_offer_in_order() -> None:
    names = [offer.name for offer in installed()]
    assert {"html", "json", "text", "xlsx"} <= set(names)
    assert names == sorted(names)
