"""The data standard for the statistics of China's annual reports on open government information.

    import govinfo_schema as gs

    reading = gs.read("report.html")                 # a report in the form that the document has
    result = gs.validate(reading.report)             # every check of that form, passed or not
    migrated = gs.migrate(reading.report, "v2021")   # the report in another form, and an account of each cell
    gs.write(migrated.report, "report.xlsx", findings=result.findings, ledger=migrated.ledger)

The names below load on first use, so that importing this package costs next to nothing, and a file format with its
library only when a file is in it.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govinfo_schema import forms as forms
    from govinfo_schema.annotated_files import annotate as annotate
    from govinfo_schema.codec import from_json as from_json
    from govinfo_schema.codec import to_json as to_json
    from govinfo_schema.comparison import compare as compare
    from govinfo_schema.errors import GovinfoError as GovinfoError
    from govinfo_schema.errors import MergeError as MergeError
    from govinfo_schema.errors import MigrationError as MigrationError
    from govinfo_schema.errors import ReadError as ReadError
    from govinfo_schema.errors import RecognitionError as RecognitionError
    from govinfo_schema.errors import StructureError as StructureError
    from govinfo_schema.errors import WriteError as WriteError
    from govinfo_schema.findings import Finding as Finding
    from govinfo_schema.formats import read as read
    from govinfo_schema.formats import read_all as read_all
    from govinfo_schema.formats import write as write
    from govinfo_schema.formats import write_template as write_template
    from govinfo_schema.forms import Report as Report
    from govinfo_schema.holding import LeftOut as LeftOut
    from govinfo_schema.json_schema import json_schema as json_schema
    from govinfo_schema.limits import Limits as Limits
    from govinfo_schema.marks import Mark as Mark
    from govinfo_schema.marks import Money as Money
    from govinfo_schema.merged_files import write_merged as write_merged
    from govinfo_schema.merging.merged import Merged as Merged
    from govinfo_schema.merging.merger import merge as merge
    from govinfo_schema.messages import Text as Text
    from govinfo_schema.migration import Migrated as Migrated
    from govinfo_schema.migration import migrate as migrate
    from govinfo_schema.migration.ledger import Ledger as Ledger
    from govinfo_schema.migration.ledger import LedgerLine as LedgerLine
    from govinfo_schema.panel.files import harmonise as harmonise
    from govinfo_schema.panel.files import panel as panel
    from govinfo_schema.panel.files import write_panel as write_panel
    from govinfo_schema.provenance import Place as Place
    from govinfo_schema.provenance import Provenance as Provenance
    from govinfo_schema.reading import Evidence as Evidence
    from govinfo_schema.reading import Leftover as Leftover
    from govinfo_schema.reading import Reading as Reading
    from govinfo_schema.repair import Proposal as Proposal
    from govinfo_schema.repair import propose as propose
    from govinfo_schema.repair.patch import apply as apply
    from govinfo_schema.repair.patch import undo as undo
    from govinfo_schema.report import Agency as Agency
    from govinfo_schema.rules import Parts as Parts
    from govinfo_schema.validation import ValidationResult as ValidationResult
    from govinfo_schema.validation import validate as validate

__version__ = "0.1.0"

__all__ = [
    "Agency",
    "Evidence",
    "Finding",
    "GovinfoError",
    "Ledger",
    "LedgerLine",
    "LeftOut",
    "Leftover",
    "Limits",
    "Mark",
    "MergeError",
    "Merged",
    "Migrated",
    "MigrationError",
    "Money",
    "Parts",
    "Place",
    "Proposal",
    "Provenance",
    "ReadError",
    "Reading",
    "RecognitionError",
    "Report",
    "StructureError",
    "Text",
    "ValidationResult",
    "WriteError",
    "__version__",
    "annotate",
    "apply",
    "compare",
    "forms",
    "from_json",
    "harmonise",
    "json_schema",
    "merge",
    "migrate",
    "panel",
    "propose",
    "read",
    "read_all",
    "to_json",
    "undo",
    "validate",
    "write",
    "write_merged",
    "write_panel",
    "write_template",
]

_HOMES = {
    "govinfo_schema.annotated_files": ("annotate",),
    "govinfo_schema.codec": ("from_json", "to_json"),
    "govinfo_schema.comparison": ("compare",),
    "govinfo_schema.errors": (
        "GovinfoError",
        "MergeError",
        "MigrationError",
        "ReadError",
        "RecognitionError",
        "StructureError",
        "WriteError",
    ),
    "govinfo_schema.findings": ("Finding",),
    "govinfo_schema.formats": ("read", "read_all", "write", "write_template"),
    "govinfo_schema.forms": ("Report",),
    "govinfo_schema.holding": ("LeftOut",),
    "govinfo_schema.json_schema": ("json_schema",),
    "govinfo_schema.limits": ("Limits",),
    "govinfo_schema.marks": ("Mark", "Money"),
    "govinfo_schema.messages": ("Text",),
    "govinfo_schema.merged_files": ("write_merged",),
    "govinfo_schema.merging.merged": ("Merged",),
    "govinfo_schema.merging.merger": ("merge",),
    "govinfo_schema.migration": ("Migrated", "migrate"),
    "govinfo_schema.migration.ledger": ("Ledger", "LedgerLine"),
    "govinfo_schema.panel.files": ("harmonise", "panel", "write_panel"),
    "govinfo_schema.provenance": ("Place", "Provenance"),
    "govinfo_schema.reading": ("Evidence", "Leftover", "Reading"),
    "govinfo_schema.repair": ("Proposal", "propose"),
    "govinfo_schema.repair.patch": ("apply", "undo"),
    "govinfo_schema.report": ("Agency",),
    "govinfo_schema.rules": ("Parts",),
    "govinfo_schema.validation": ("ValidationResult", "validate"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


class _Package(ModuleType):
    """This package, whose functions ``json_schema`` and ``panel`` are never displaced by the modules of their names.

    Python makes each module an attribute of its package when it loads, whatever has that name already.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOME_OF and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


if not TYPE_CHECKING:  # type checkers know the names above, and shall complain of all others

    def __getattr__(name: str) -> object:
        if name == "forms":
            return import_module("govinfo_schema.forms")
        if name not in _HOME_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = value = getattr(import_module(_HOME_OF[name]), name)
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
