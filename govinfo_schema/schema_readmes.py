"""The README files of ``schemas/``, in Chinese and English."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from govinfo_schema.versions import NAMES, VERSIONS

if TYPE_CHECKING:
    from govinfo_schema.cells import FlatForm
    from govinfo_schema.versions import Version

_GENERATED = (
    "> 本文件夹由 `govinfo schema --write schemas` 生成，请勿手工修改。\n"
    "> This folder is written by `govinfo schema --write schemas`; do not edit it by hand.\n"
)


def readme_of_all() -> str:
    """Return the README of the whole folder."""
    rows = "\n".join(
        f"| [`{version.name}`]({version.name}/) | {version.document} | {version.first_year}–{version.last_year or ''} |"
        for version in VERSIONS
    )
    return f"""# 数据标准文件 · The standard as files

{_GENERATED}
政府信息公开工作年度报告统计数据的标准，不需要 Python 即可使用。
The standard for the statistics of annual reports on open government information, for use without Python.

| 表式 form | 文件 notice | 报告年度 report years |
| --- | --- | --- |
{rows}

- `report.schema.json`：任一表式报告的 JSON Schema（2020-12），由报告写明的 `form` 决定；自成一体，不引用其他文件。
  The JSON Schema of a report in any form; the `form` that a report states decides. It refers to no other file.
- `patch.schema.json`：`govinfo propose -o` 所写的更正建议。Proposals, as `govinfo propose -o` writes them.
- 各表式文件夹 in the folder of each form：
  - `report.schema.json`：该表式的 JSON Schema。Its JSON Schema.
  - `cells.csv`：单元格的路径、印制的标签、单位、类型。The cells: path, printed labels, unit, kind.
  - `identities.json`：勾稽关系。The rules between cells, as data.
- [`crosswalks/`](crosswalks/)：相邻两种表式的对照表（SSSOM）。
  How the cells of neighbouring forms correspond, as SSSOM tables.

```sh
check-jsonschema --schemafile report.schema.json 2023.json
```

单元格为 `null` 时，`marks` 必有其路径和状态，反之亦然；JSON Schema 不便表达这一点，也不接受 `1.0` 与 `1` 的区别，
本项目的软件会检查。任何状态都不等于 0。金额的数字与原文一致，末尾的零也保留：请用十进制类型读取，不要用二进制浮点数。

A cell is `null` exactly when `marks` has its path with a state. JSON Schema cannot say this well, nor tell `1.0` from
`1`; the software of this project checks both. No state means 0. Amounts have the digits that were printed, trailing
zeros included: read them as decimal numbers, not as binary floats.
"""


def readme_of_form(version: Version, form: FlatForm) -> str:
    """Return the README of one form."""
    tables = "\n".join(
        f"| {table} | {len(tuple(cells))} |" for table, cells in groupby(form.cells, key=lambda cell: cell.table)
    )
    last = "至今" if version.last_year is None else f"至 {version.last_year} 年"
    until = "to today" if version.last_year is None else f"to {version.last_year}"
    return f"""# {version.name}

{_GENERATED}
{version.document}，报告年度 {version.first_year} 年{last}，共 {len(form.cells)} 个单元格。
{version.document}, report years {version.first_year} {until}, {len(form.cells)} cells.

| 表 table | 单元格 cells |
| --- | --- |
{tables}

- [`report.schema.json`](report.schema.json)：JSON Schema 2020-12，`$id` 为 `urn:govinfo-schema:{version.name}:report`。
- [`cells.csv`](cells.csv)：`cell` 为路径，`json_pointer` 为 JSON 中的位置，`row`、`column` 为印制标签，以“/”分级。
  `cell` is the path, `json_pointer` its place in JSON, `row` and `column` the printed labels, levels joined by “/”.
- [`identities.json`](identities.json)：勾稽关系，写成系数和位置；不适用于由哪些表式迁移而来的数字，也写明。
  另列出不能写成系数的规则，例如报告年度属于表式适用的年度（S4）、统计期间在报告年度之内（S5）。
  The rules between cells, as coefficients and places, and whether they bind figures carried from another form; then the
  rules that are not linear, such as the years of the form (S4) and the period within the report year (S5).
"""


def readme_of_crosswalks() -> str:
    """Return the README of the folder of crosswalks."""
    pages = ", ".join(f"[{older} → {newer}]({older}-{newer}.md)" for older, newer in pairwise(NAMES))
    return f"""# 对照表 · Crosswalks

{_GENERATED}
相邻两种表式的单元格如何对应，每对表式一个 [SSSOM](https://mapping-commons.github.io/sssom/) 表；主语为较早的表式。
How the cells of two neighbouring forms correspond: one SSSOM table (TSV) for each pair; subjects are the cells of the
older form.

| `predicate_id` | 含义 meaning | 数字能否搬移 may a figure be carried |
| --- | --- | --- |
| `skos:exactMatch` | 同一概念 the same concept | 能 yes |
| `skos:closeMatch` | 用意相同，计数口径不同 the same intent, another counting rule | 能，须标明 yes, marked |
| `skos:broadMatch`, `skos:narrowMatch` | 对方更宽、更窄 a broader, a narrower counterpart | 见 `summed` see `summed` |
| `skos:relatedMatch` | 有交叉 they share cases | 不能 no |
| `skos:mappingRelation`, `sssom:NoTermFound` | 没有对应 no counterpart | 不能 no |

扩展列 extension slots:

- `group`：同一条对照的各行，一对多、多对一。Lines of one correspondence, one to many or many to one.
- `summed`：须将整组的这一侧（`older`、`newer`）相加，其和可以搬移；为空则不可。
  The side of the whole group that is added up; the sum may be carried. Where it is empty, nothing may.
- `sum_is_exact`：其和是否为同一概念。Whether the sum is the same concept.
- `relation`：本项目的用词。The word of this project for the correspondence.
- `inferred`：推断而来，未见于文件。Inferred, and printed nowhere.
- `basis`：法律或表式依据；`comment_zh`、`basis_zh` 为中文。
  The ground in law or in the form; `comment_zh` and `basis_zh` are in Chinese.

给人看的说明 pages for people: {pages}.

两步以上的迁移由各步相连而成，强度不超过其中最弱的一步。
A migration over several forms composes the steps, and is as strong as its weakest one.
"""
