"""Which form data says that it has. Every file states its form; without it there is a suggestion, never a default."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govinfo_schema.codec.structuring import suggestion
from govinfo_schema.codec.text import is_object
from govinfo_schema.errors import StructureError
from govinfo_schema.forms import all_forms, form_named
from govinfo_schema.messages import Text
from govinfo_schema.versions import NAMES, version_of_year

if TYPE_CHECKING:
    from govinfo_schema.cells import FlatForm

_KNOWN = Text(f"可用的表式：{'、'.join(NAMES)}。", f"Known forms: {', '.join(NAMES)}.")


def stated_form(data: object) -> tuple[FlatForm, dict[str, Any]]:
    """Return the form that ``data`` states, and ``data`` itself, which is an object.

    Raises:
        StructureError: ``data`` is no object, states no form, or a form that does not exist.
    """
    if not is_object(data):
        raise StructureError(
            Text("最外层应为一个对象（一份报告）。", "The outermost value must be an object, which is one report."),
            advice=Text("多份报告请分别存放。", "Keep several reports apart."),
        )
    if "form" not in data:
        raise StructureError(
            Text("没有写明表式（键“form”）。", 'The form is not stated (the key "form").'),
            where="/form",
            advice=_suggested(data),
        )
    name = data["form"]
    if not isinstance(name, str) or name not in NAMES:
        shown = repr(name[:40]) if isinstance(name, str) else type(name).__name__
        like = suggestion(name.lower(), NAMES) if isinstance(name, str) else Text("", "")
        raise StructureError(
            Text(f"没有名为 {shown} 的表式。{like.zh}", f"There is no form named {shown}.{like.en}"),
            where="/form",
            advice=_KNOWN,
        )
    return form_named(name), data


def _suggested(data: dict[str, Any]) -> Text:
    """Suggest the form whose cells the data has, or the one of its report year."""
    found = {form.name: sum(_is_there(data, path) for path in form.paths) for form in all_forms()}
    best = max(found.values())
    names = [name for name, count in found.items() if count == best]
    if best and len(names) == 1:
        return Text(
            f'其中的 {best} 个单元格属于 {names[0]}，如确为该表式，请加上 "form": "{names[0]}"。',
            f'{best} of its cells are cells of {names[0]}; if that is its form, add "form": "{names[0]}".',
        )
    year = data.get("year")
    version = version_of_year(year) if type(year) is int else None
    if version is None:
        return _KNOWN
    return Text(
        f'{year} 年度的报告使用 {version.name}，如确为该表式，请加上 "form": "{version.name}"。',
        f'Reports of {year} use {version.name}; if that is its form, add "form": "{version.name}".',
    )


def _is_there(data: dict[str, Any], path: str) -> bool:
    value: Any = data
    for name in path.split("."):
        if not is_object(value) or name not in value:
            return False
        value = value[name]
    return True
