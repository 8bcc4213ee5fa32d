"""The labels of a form as readers look for them, derived from its declaration."""

from __future__ import annotations

import re
from functools import cache, cached_property, lru_cache
from itertools import groupby

from attrs import frozen

from govinfo_converters.form_layout import CORNERS
from govinfo_converters.text_cleaning import clean
from govinfo_schema.cells import Cell, FlatForm
from govinfo_schema.forms import all_forms, form_named

_BRACKETED = re.compile(r"[\(\[〔【][^()\[\]〔〕【】]*[\)\]〕】]")
_NOT_A_LETTER = re.compile(r"[^0-9A-Za-z\u3400-\u9fff]+")
_ORDINAL = re.compile(r"^(?:\s*[\(]?[一二三四五六七八九十\d]{1,3}[\)、.,:]+|\s*\d{1,2}(?=[\u3400-\u9fff]))+")
_OF_WHICH = re.compile(r"^其中")
_SPELLINGS = (("其它", "其他"), ("不予以公开", "不予公开"), ("事业型收费", "事业性收费"))

# What organs print in place of the official label of a row or a column: (printed, official), as keys.
_VARIANTS = (
    ("规范性文件", "行政规范性文件"),
    ("本年新制发数量", "本年新制作数量"),
    ("本年制发数量", "本年制发件数"),
    ("废止数量", "本年废止件数"),
    ("本年废止数量", "本年废止件数"),
    ("现行有效数量", "现行有效件数"),
    ("本年处理决定数", "本年处理决定数量"),
    ("处理决定数量", "本年处理决定数量"),
    ("本年收费总金额", "本年收费金额"),
    ("法律服务组织", "法律服务机构"),
)
# Words that the forms print around their cells and that label no cell.
FURNITURE = frozenset(
    {"信息内容", "申请人情况", "统计指标", "单位", "统计数", "法人或其他组织", "行政复议", "行政诉讼"}
)


@lru_cache(maxsize=8192)
def key_of(text: str) -> str:
    """Return what identifies a label: cleaned, without ordinals, "其中", blanks and punctuation."""
    bare = clean(text).text
    for _ in range(2):
        bare = _ORDINAL.sub("", bare.strip())
    key = _OF_WHICH.sub("", _NOT_A_LETTER.sub("", bare))
    for printed, official in _SPELLINGS:
        key = key.replace(printed, official)
    return key


@lru_cache(maxsize=8192)
def keys_of(text: str) -> tuple[str, ...]:
    """Return the keys of a label: whole, and without what it says in brackets; the whole one first."""
    whole = key_of(text)
    brief = key_of(_BRACKETED.sub("", _ORDINAL.sub("", clean(text).text.strip())))
    return (whole,) if not brief or brief == whole else (whole, brief)


@frozen(eq=False)
class FormRow:
    """One row of a form's table: one object for the whole process, so that what is found out of it can be kept.

    Attributes:
        index: its number in the table, from 0.
        label: its printed label, the last level only; empty for a table whose columns alone name the cells.
        keys: what identifies the label.
        cells: the cells of the row, in printed order.
        columns: for each cell, what identifies the label of its column.
    """

    index: int
    label: str
    keys: tuple[str, ...]
    cells: tuple[Cell, ...]
    columns: tuple[tuple[str, ...], ...]

    @property
    def level(self) -> int:
        """How many levels its label has, with those of its groups."""
        return len(self.cells[0].row_levels)


@frozen(eq=False)
class FormTable:
    """One printed table of a form: one object for the whole process.

    Attributes:
        title: its title.
        rows: its rows.
        by_key: rows by the key of their label or of a known variant of it.
        headings: keys of labels that group rows or stand above columns.
        groups: those of them that group rows.
        columns: key of each column's label.
        foreign: keys of rows that only other forms have.
        foreign_columns: keys of columns that only other forms have.
    """

    title: str
    rows: tuple[FormRow, ...]
    by_key: dict[str, tuple[int, ...]]
    headings: frozenset[str]
    groups: frozenset[str]
    columns: frozenset[str]
    foreign: frozenset[str]
    foreign_columns: frozenset[str]

    @cached_property
    def title_keys(self) -> tuple[str, ...]:
        """The keys of its title."""
        return keys_of(self.title)

    @cached_property
    def label_depth(self) -> int:
        """How many levels the labels of its rows have."""
        return max(len(cell.row_levels) for row in self.rows for cell in row.cells)

    @property
    def labelled(self) -> bool:
        """Whether rows are told apart by labels."""
        return bool(self.rows[0].label)

    def is_part_of_a_label(self, key: str) -> bool:
        """Whether ``key`` is a heading, or a piece torn from a label of this table."""
        return _is_part_of_a_label(key, self)


@lru_cache(maxsize=8192)
def _is_part_of_a_label(key: str, table: FormTable) -> bool:
    return any(key in known for known in (*table.headings, *table.by_key)) if key else True


def column_label(cell: Cell) -> str:
    """Return the last level of the column label of ``cell``."""
    return cell.column_levels[-1]


def column_keys(cell: Cell) -> tuple[str, ...]:
    """Return the keys under which the column of ``cell`` may be printed."""
    official = keys_of(column_label(cell))
    return (*official, *(printed for printed, meant in _VARIANTS if meant in official))


def _rows(cells: tuple[Cell, ...], *, titles_name_rows: bool) -> tuple[FormRow, ...]:
    rows: list[FormRow] = []
    for (table, _row), members in groupby(cells, key=lambda cell: (cell.table, cell.row)):
        of_row = tuple(members)
        levels = of_row[0].row_levels
        label = levels[-1] if levels else (table if titles_name_rows else "")
        rows.append(FormRow(len(rows), label, keys_of(label) if label else (), of_row, tuple(map(column_keys, of_row))))
    return tuple(rows)


def _by_key(rows: tuple[FormRow, ...]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for row in rows:
        for key in row.keys:
            found[key] = (*found.get(key, ()), row.index)
    for printed, official in _VARIANTS:
        if official in found and printed not in found:
            found[printed] = found[official]
    return found


@cache
def rows_of_forms() -> frozenset[str]:
    """Return the keys of the labels of rows of all forms, the last level of each."""
    cells = (cell for form in all_forms() for cell in form.cells if cell.row_levels)
    return frozenset(key for cell in cells for key in keys_of(cell.row_levels[-1]))


def _keys_of_columns(form: FlatForm) -> frozenset[str]:
    """Return what identifies the labels of a form, all levels of them, and its columns by any known spelling."""
    levels = {level for cell in form.cells for level in (*cell.row_levels, *cell.column_levels)}
    return frozenset(key for level in levels for key in keys_of(level)) | frozenset(
        key for cell in form.cells for key in column_keys(cell)
    )


@cache
def _foreign_columns(form: FlatForm) -> frozenset[str]:
    """Return what identifies the columns that only other forms have."""
    others = (cell for other in all_forms() if other is not form for cell in other.cells)
    return frozenset(key for cell in others for key in column_keys(cell)) - _keys_of_columns(form) - FURNITURE


@cache
def labels_of_forms() -> frozenset[str]:
    """Return the keys of all labels of all forms."""
    levels = {level for form in all_forms() for cell in form.cells for level in (*cell.row_levels, *cell.column_levels)}
    return frozenset(key for level in levels for key in keys_of(level)) | FURNITURE


@lru_cache(maxsize=8192)
def begins_label(text: str) -> bool:
    """Whether a text is the beginning of a label of any form, or a whole one."""
    key = key_of(text)
    return bool(key) and any(known.startswith(key) for known in labels_of_forms())


@cache
def columns_of_forms() -> frozenset[str]:
    """Return the keys of labels that stand above columns of figures in any form, and that no row has."""
    keys = {key for form in all_forms() for cell in form.cells if cell.column_levels for key in column_keys(cell)}
    return frozenset(keys - rows_of_forms() - FURNITURE)


def _table(form: FlatForm, title: str, cells: tuple[Cell, ...], *, titles_name_rows: bool = False) -> FormTable:
    rows = _rows(cells, titles_name_rows=titles_name_rows)
    by_key = _by_key(rows)
    levels = {level for cell in cells for level in (*cell.row_levels[:-1], *cell.column_levels, cell.table)}
    corner = {key_of(CORNERS[title])} if title in CORNERS else set[str]()
    headings = {key for level in levels for key in keys_of(level)} | FURNITURE | corner
    columns = frozenset(key for cell in cells for key in column_keys(cell))
    foreign = rows_of_forms() - by_key.keys()
    groups = frozenset(key for cell in cells for level in cell.row_levels[:-1] for key in keys_of(level))
    own = frozenset(headings - by_key.keys())
    return FormTable(title, rows, by_key, own, groups, columns, foreign, _foreign_columns(form))


@cache
def tables_of(form_name: str) -> tuple[FormTable, ...]:
    """Return the printed tables of a form.

    Consecutive sections whose cells all stand in the same single column are one printed table.
    """
    form: FlatForm = form_named(form_name)
    if len({cell.column for cell in form.cells}) == 1:
        return (_table(form, "政府信息公开情况统计表", form.cells, titles_name_rows=True),)
    by_title = groupby(form.cells, key=lambda cell: cell.table)
    return tuple(_table(form, title, tuple(cells)) for title, cells in by_title)


@cache
def _all_tables() -> tuple[FormTable, ...]:
    return tuple(table for form in all_forms() for table in tables_of(form.name))


@lru_cache(maxsize=8192)
def is_part_of_labels(text: str) -> bool:
    """Whether a text is a label of any form, or a piece of one."""
    return any(table.is_part_of_a_label(key) for key in keys_of(text) for table in _all_tables())


@lru_cache(maxsize=8192)
def names_a_row(text: str) -> bool:
    """Whether a text is the label of a row of any form."""
    return any(key in table.by_key for key in keys_of(text) for table in _all_tables())


@lru_cache(maxsize=8192)
def names_a_column(text: str) -> bool:
    """Whether a text is the label of a column of any form, and of no row."""
    keys = keys_of(text)
    return any(key in table.columns for key in keys for table in _all_tables()) and not names_a_row(text)
