"""Old Word files (.doc), WPS files (.wps), RTF and OpenDocument text: converted by LibreOffice, and read as docx.

No library reads these formats well; LibreOffice does, where it is installed. It runs once for each file, with a profile
of its own that is thrown away, without macros and without access to what a document links to, within the limit of
memory, and is ended with all its processes when the time is up. What it writes counts, not what it says: it reports
success for files that it could not load, and makes a document of any text, so the content is looked at before.

A web page saved as ``.doc``, which is common on government sites, is read as the web page that it is.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from attrs import evolve

from govinfo_converters.docx_file import parse_docx
from govinfo_converters.office_kind import kind_of, wrong_kind
from govinfo_converters.reading import read_document, read_reports
from govinfo_schema.errors import ReadError
from govinfo_schema.files import read_bytes
from govinfo_schema.format_contract import Format, Input, ReadOptions
from govinfo_schema.limits import STANDARD_LIMITS, Limits
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from govinfo_converters.document import Document
    from govinfo_converters.office_kind import Kind
    from govinfo_schema.reading import Reading

_PROGRAMS = ("soffice", "libreoffice")
_OLD = Text("旧版 Word、WPS、RTF 或 odt 文件", "an old Word, WPS, RTF or odt file")
_SUFFIXES: dict[Kind, str] = {"doc": ".doc", "rtf": ".rtf", "odt": ".odt"}
_WAIT_AFTER_KILL = 10  # seconds
_NO_PROXY = "http://127.0.0.1:9"  # nothing answers there
# No macros, whoever signed them; nothing is fetched for a document from an unknown place.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"
oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
"""


def parse_legacy(data: bytes, name: str, limits: Limits = STANDARD_LIMITS) -> Document:
    """Make a document of an old Word file, a WPS file, RTF or OpenDocument text.

    Args:
        data: its bytes.
        name: file name for messages.
        limits: what the file may ask for; LibreOffice may take all of its time.

    Raises:
        ReadError: it is no such file, LibreOffice is not installed, or could not convert it in time.
    """
    kind = kind_of(data)
    if kind not in _SUFFIXES:
        raise wrong_kind(kind, _OLD, name)
    converted = _converted(data, _SUFFIXES[kind], name, limits)
    document = parse_docx(converted, name, limits)
    return evolve(document, format="doc", sha256=hashlib.sha256(data).hexdigest())


def _converted(data: bytes, suffix: str, name: str, limits: Limits) -> bytes:
    program = next((found for found in map(shutil.which, _PROGRAMS) if found), None)
    if program is None:
        raise _not_installed(name)
    # What still runs may write into the folder while it is removed.
    with TemporaryDirectory(prefix="govinfo-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        source, profile, target = place / f"source{suffix}", place / "profile", place / "converted"
        source.write_bytes(data)
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        target.mkdir()
        command = [
            program,
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--invisible", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"),
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(target), str(source)),
        ]
        _run(command, place, name, limits)
        result = target / "source.docx"
        if not result.is_file():
            raise _not_loaded(name)
        return read_bytes(result, limits)


def _run(command: list[str], folder: Path, name: str, limits: Limits) -> None:
    """Run a command in a group of processes of its own, and end all of them when the time is up.

    Raises:
        ReadError: it could not start, or did not end in time.
    """
    environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder)}
    environment |= {f"{scheme}_proxy": _NO_PROXY for scheme in ("http", "https", "ftp")}
    try:
        process = subprocess.Popen(  # noqa: S603 - a program found on the path, with arguments made here
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=environment,
            start_new_session=True,
        )
    except OSError as error:
        raise _not_started(name, error) from error
    _bound_memory(process.pid, limits)
    with process:
        try:
            process.wait(limits.seconds)
        except subprocess.TimeoutExpired:
            raise _too_slow(name, limits) from None
        finally:
            _end(process)


def _bound_memory(process: int, limits: Limits) -> None:
    """Limit the memory of a process and of those that it starts, where the system can do so (Linux)."""
    with suppress(ImportError, AttributeError, OSError, ValueError):
        resource: Any = import_module("resource")
        resource.prlimit(process, resource.RLIMIT_AS, (limits.memory, limits.memory))


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and those that it started, also when it has ended and left some behind."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:  # pragma: no cover - systems without groups of processes
            process.kill()
    with suppress(subprocess.TimeoutExpired):
        process.wait(_WAIT_AFTER_KILL)


def _not_installed(name: str) -> ReadError:
    return ReadError(
        Text(
            "读取旧版 Word、WPS、RTF、odt 文件需要 LibreOffice，但没有找到（PATH 中没有 soffice）。",
            "Old Word, WPS, RTF and odt files are read with LibreOffice, which was not found (no soffice on the PATH).",
        ),
        where=name,
        advice=Text(
            "请安装 LibreOffice（例如 apt-get install libreoffice-writer），或在 Word、WPS 中另存为 docx。",
            "Install LibreOffice (for example with apt-get install libreoffice-writer), or save the file as docx.",
        ),
    )


def _not_started(name: str, error: OSError) -> ReadError:
    reason = error.strerror or str(error)
    return ReadError(
        Text(f"LibreOffice 无法启动：{reason}。", f"LibreOffice could not be started: {reason}."),
        where=name,
        advice=Text("请检查其安装。", "Check how it is installed."),
    )


def _not_loaded(name: str) -> ReadError:
    return ReadError(
        Text("LibreOffice 无法打开这个文件，可能已损坏。", "LibreOffice could not load the file: it may be damaged."),
        where=name,
        advice=Text("请在 Word 或 WPS 中打开，另存为 docx。", "Open it in Word or WPS, and save it as docx."),
    )


def _too_slow(name: str, limits: Limits) -> ReadError:
    what = Text("LibreOffice 没有按时转换完，已终止", "LibreOffice was not done in time and was ended")
    return limits.refusal("seconds", what, where=name)


def _document(given: Input, options: ReadOptions) -> Document:
    if kind_of(given.data) == "html":
        from govinfo_converters.html_page import parse_html  # noqa: PLC0415 - its library loads only for such a file

        return parse_html(given.data, given.name, options.limits)
    return parse_legacy(given.data, given.name, options.limits)


def _read(given: Input, options: ReadOptions) -> Reading:
    return read_document(_document(given, options), options)


def _read_all(given: Input, options: ReadOptions) -> tuple[Reading, ...]:
    return read_reports(_document(given, options), options)


def _looks_like_old_text(data: bytes) -> bool:
    return kind_of(data) in _SUFFIXES


FORMAT = Format(
    name="doc",
    description=Text(
        "旧版 Word、WPS 文字、RTF、odt（需要 LibreOffice）", "old Word, WPS, RTF, odt (needs LibreOffice)"
    ),
    suffixes=(".doc", ".wps", ".rtf", ".odt"),
    sniff=_looks_like_old_text,
    read=_read,
    read_all=_read_all,
)
