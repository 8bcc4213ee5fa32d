"""Plain values of JSON to a report, with everything that is wrong in one error: the codec of record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from govinfo_schema.codec.fast import in_order_of, positions
from govinfo_schema.codec.form_stated import stated_form
from govinfo_schema.codec.paths import path_problems
from govinfo_schema.codec.structuring import structure
from govinfo_schema.errors import Problem, StructureError
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from govinfo_schema.forms import Report

_NAMED_PROBLEMS = 20


def report_from(data: object, repeated: tuple[Problem, ...]) -> Report:
    """Return the report that stands in plain values of JSON.

    Args:
        data: the values.
        repeated: what was wrong with the text that they come from.

    Raises:
        StructureError: something is wrong; its ``problems`` are all that was found.
    """
    form, stated = stated_form(data)
    report, problems = structure(stated, form.report_class)
    problems = (*repeated, *problems, *path_problems(form, stated))
    if problems:
        raise _structure_error(problems)
    ordered: Report = attrs.evolve(report, marks=in_order_of(positions(form.name), report.marks))
    return ordered


def _structure_error(problems: tuple[Problem, ...]) -> StructureError:
    if len(problems) == 1:
        return StructureError(problems[0].what, where=problems[0].where, problems=problems)
    named = problems[:_NAMED_PROBLEMS]
    rest = len(problems) - len(named)
    zh = "；".join(f"{problem.where or '全文'}：{problem.what.zh.rstrip('。？')}" for problem in named)
    en = " ".join(f"{problem.where or 'whole text'}: {problem.what.en}" for problem in named)
    return StructureError(
        Text(
            f"共有 {len(problems)} 处不符合标准：{zh}{f'；另有 {rest} 处' if rest else ''}。",
            f"{len(problems)} things do not fit the standard. {en}{f' And {rest} more.' if rest else ''}",
        ),
        problems=problems,
    )
