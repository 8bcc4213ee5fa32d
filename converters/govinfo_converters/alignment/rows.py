"""Finds the rows of a form's table among the entries of a document: by label, by a label nearly right, by order."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from attrs import define, field, frozen

from govinfo_converters.alignment.chains import chain_of
from govinfo_converters.alignment.columns import headers_of
from govinfo_converters.alignment.entries import Entry, last_column
from govinfo_converters.alignment.labels import FormRow, FormTable, key_of, keys_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

PIECES_OF_A_LABEL = 8
_SHORTEST_SUFFIX = 4
_SHORTEST_LABEL = 2
_NEARLY = 0.75
_DIGITS = "0123456789"
_TABLES = ("grid", "line", "row")
How = Literal["by_labels", "by_order"]


@frozen
class FoundRow:
    """A row of the form, the entry that holds its fields, and that entry's number in the document."""

    entry: Entry
    how: How
    number: int


@define
class FoundRows:
    """What was found of one table.

    Attributes:
        rows: entries by the number of the row in the form.
        open: rows that some entries without labels may belong to, with those entries.
        extensions: entries with a label of their own between the rows of the table.
        foreign: entries with the label of a row that only another form has.
        repeated: further entries under a label that was found already.
        unplaced: entries without a label that no row can be told of.
        compared: whether figures were compared to find the rows.
    """

    rows: dict[int, FoundRow] = field(factory=dict[int, FoundRow])
    open: dict[int, tuple[Entry, ...]] = field(factory=dict[int, "tuple[Entry, ...]"])
    extensions: list[Entry] = field(factory=list[Entry])
    foreign: list[Entry] = field(factory=list[Entry])
    repeated: list[Entry] = field(factory=list[Entry])
    unplaced: list[Entry] = field(factory=list[Entry])
    compared: bool = False


@lru_cache(maxsize=4096)
def _longest_suffix(key: str, table_keys: tuple[str, ...]) -> str | None:
    fitting = [known for known in table_keys if len(known) >= _SHORTEST_SUFFIX and key.endswith(known)]
    return max(fitting, key=len, default=None)


def rows_labelled(entry: Entry, table: FormTable) -> tuple[int, ...]:
    """Return the rows of ``table`` that the labels of ``entry`` name: none, one, or several that share a label.

    The label of a row stands last, perhaps cut into pieces.
    """
    if not entry.labels:
        return ()
    texts = [item.text for item in entry.labels]
    for count in range(1, min(len(texts), PIECES_OF_A_LABEL) + 1):
        for key in keys_of("".join(texts[-count:])):
            if key in table.by_key:
                return table.by_key[key]
    if any(key in table.headings for key in keys_of(texts[-1])):
        return ()
    suffix = _longest_suffix(key_of("".join(texts[-PIECES_OF_A_LABEL:])), tuple(table.by_key))
    return table.by_key[suffix] if suffix else ()


@frozen
class NamedRows:
    """The entries whose labels name a row of a table.

    Attributes:
        chain: row by number of the entry, for entries that follow each other in the order of the form.
        others: rows by number of the entry, for further entries that name a row of the table.
        undecided: rows by number of the entry, for entries of the chain that may be one of several rows of the same
            label, since what stands around them does not say which.
        elsewhere: numbers of those of the others that are sentences, or rows of another table.
    """

    chain: dict[int, int]
    others: dict[int, tuple[int, ...]]
    undecided: dict[int, tuple[int, ...]]
    elsewhere: frozenset[int]


def named_rows(entries: Sequence[Entry], table: FormTable) -> NamedRows:
    """Find the entries whose labels name a row of ``table``."""
    named = [(number, rows_labelled(entry, table)) for number, entry in enumerate(entries)]
    candidates = [(number, rows) for number, rows in named if rows and entries[number].fields]
    own = _without_other_tables(_without_sentences(candidates, entries), entries, table)
    regular = _without_odd_ends(own, entries)
    chain = chain_of(regular, {number: entries[number].block for number, _ in regular})
    elsewhere = {number for number, _ in candidates} - {number for number, _ in own}
    others = {number: rows for number, rows in candidates if number not in chain}
    undecided = _undecided(chain, dict(candidates))
    decided = {number: chain[number] for number in chain if number not in undecided}
    return NamedRows(decided, others, undecided, frozenset(elsewhere))


def _without_other_tables(
    candidates: list[tuple[int, tuple[int, ...]]], entries: Sequence[Entry], table: FormTable
) -> list[tuple[int, tuple[int, ...]]]:
    """Leave out rows of a table without any column of the form, such as one that compares years, if others have them.

    They must stand again in tables that have columns of the form.
    """
    count = Counter(row for _, rows in candidates for row in rows)
    if len(table.rows[0].cells) == 1 or all(times == 1 for times in count.values()):
        return candidates
    blocks = {header.block for header in headers_of(entries, table)}
    there = {row for number, rows in candidates if entries[number].block in blocks for row in rows}
    return [
        (number, rows)
        for number, rows in candidates
        if entries[number].block in blocks or entries[number].layout != "grid" or not there.issuperset(rows)
    ]


def _without_sentences(
    candidates: Sequence[tuple[int, tuple[int, ...]]], entries: Sequence[Entry]
) -> list[tuple[int, tuple[int, ...]]]:
    """Leave out lines of text that name rows which stand in a table, where most rows stand in a table."""
    in_text = {number for number, _ in candidates if entries[number].layout == "paragraphs"}
    if 2 * len(in_text) >= len(candidates):
        return list(candidates)
    in_tables = {row for number, rows in candidates if number not in in_text for row in rows}
    return [(number, rows) for number, rows in candidates if number not in in_text or not in_tables.issuperset(rows)]


def _without_odd_ends(
    candidates: Sequence[tuple[int, tuple[int, ...]]], entries: Sequence[Entry]
) -> list[tuple[int, tuple[int, ...]]]:
    """Leave out rows of a grid that end elsewhere than most do, if rows that end there have their label, too.

    A line of text above a table, with a figure at its end, is a row of the table on a page without rulings.
    """
    ends = {number: (entries[number].block, last_column(entries[number])) for number, _ in candidates}
    count = Counter(ends[number] for number, _ in candidates if entries[number].layout == "grid")
    usual = {end for end in count if count[end] == max(count[other] for other in count if other[0] == end[0])}
    named = Counter(rows for number, rows in candidates if ends[number] in usual)
    return [
        (number, rows)
        for number, rows in candidates
        if entries[number].layout != "grid"
        or entries[number].measured
        or ends[number] in usual
        or named[rows] < len(rows)
    ]


def _undecided(chain: Mapping[int, int], candidates: Mapping[int, tuple[int, ...]]) -> dict[int, tuple[int, ...]]:
    """Return the entries of the chain that may be another row of the same label, as the others stand in order too."""
    undecided: dict[int, tuple[int, ...]] = {}
    after: int | None = None
    for number in reversed(chain):
        latest = max(row for row in candidates[number] if after is None or row < after)
        if latest != chain[number]:
            undecided[number] = tuple(row for row in candidates[number] if chain[number] <= row <= latest)
        after = latest
    return undecided


def find_rows(entries: Sequence[Entry], table: FormTable, named: NamedRows, taken: AbstractSet[int]) -> FoundRows:
    """Find the rows of ``table`` in ``entries``.

    Args:
        entries: the entries of the document.
        table: the table of the form.
        named: its rows that labels name.
        taken: numbers of the entries that belong to other tables.
    """
    found = FoundRows()
    chain = _without_torn_lines(entries, table, named.chain)
    for number in _named_before(entries, table, chain, taken):
        found.open[chain.pop(number)] = (entries[number],)
        found.unplaced.append(entries[number])
    if not chain:
        return found
    known = {*chain, *named.others, *named.undecided, *taken}
    for number, rows in named.undecided.items():
        found.unplaced.append(entries[number])
        found.open.update({row: (*found.open.get(row, ()), entries[number]) for row in rows})
    found.compared = found.compared or bool(named.elsewhere or named.undecided)
    again = named.others.keys() - named.elsewhere - taken
    found.repeated = [entries[number] for number in sorted(again) if entries[number].values]
    _add_nearly_right(entries, table, chain, known)
    for number, row in chain.items():
        found.rows[row] = FoundRow(entries[number], "by_labels", number)
    _add_out_of_order(entries, table, named, found)
    for gap in _gaps(entries, chain, len(table.rows)):
        _fill_gap(gap, entries, table, found, known)
    return found


def _without_torn_lines(entries: Sequence[Entry], table: FormTable, chain: dict[int, int]) -> dict[int, int]:
    """Leave out lines of text that name a row without filling it, where most rows stand in a real table.

    A converter tears labels out of their rows; a number near such a label is not the row.
    """
    in_text = [number for number in chain if entries[number].layout == "paragraphs"]
    if 2 * len(in_text) >= len(chain):
        return dict(chain)
    torn = {number for number in in_text if len(entries[number].values) < len(table.rows[chain[number]].cells)}
    return {number: row for number, row in chain.items() if number not in torn}


def _named_before(
    entries: Sequence[Entry], table: FormTable, chain: Mapping[int, int], taken: AbstractSet[int]
) -> list[int]:
    """Return the lines of text whose row is named before, between the other rows and a row of the next table.

    There its figure was left out or blank; what stands far below the same label is perhaps of another table.
    """
    named: list[int] = []
    for previous, number in pairwise(chain):
        between = [entries[at] for at in range(previous + 1, number) if at in taken]
        labels = [item for entry in between if entry.layout == "paragraphs" for item in entry.labels[:-1]]
        if any(chain[number] in table.by_key.get(key, ()) for item in labels for key in keys_of(item.text)):
            named.append(number)
    return named


def _add_out_of_order(entries: Sequence[Entry], table: FormTable, named: NamedRows, found: FoundRows) -> None:
    """Add rows that stand elsewhere than the form has them, where their label names one row and stands there once.

    They must stand among the other rows, or under the columns that the form has there: a figure beside the same label
    in another table is another figure.
    """
    first, last = min(named.chain), max(named.chain)
    tables = {entries[number].block for number in named.chain if entries[number].layout in _TABLES}
    count = Counter(row for rows in named.others.values() for row in rows)
    for number, of_entry in named.others.items():
        alone = len(of_entry) == 1 and count[of_entry[0]] == 1 and entries[number].values
        among = first < number < last or entries[number].block in tables
        if not alone or of_entry[0] in found.rows:
            continue
        if among or _under_its_columns(entries, number, table.rows[of_entry[0]]):
            found.rows[of_entry[0]] = FoundRow(entries[number], "by_labels", number)
            found.repeated = [entry for entry in found.repeated if entry is not entries[number]]


def _under_its_columns(entries: Sequence[Entry], number: int, row: FormRow) -> bool:
    """Whether the labels of all columns of a row, and there are several, stand above it in its table."""
    start = number
    while start > 0 and _same_table(entries[start - 1], entries[number]):
        start -= 1
    keys = {key for entry in entries[start:number] for item in entry.labels for key in keys_of(item.text)}
    return len(row.columns) > 1 and all(not keys.isdisjoint(of_cell) for of_cell in row.columns)


def _same_table(entry: Entry, known: Entry) -> bool:
    """Whether both stand in one table; running text around a table of paragraphs is no part of it."""
    return known.layout != "paragraphs" and entry.block == known.block


@frozen
class _Gap:
    """The entries between two known ones, and the rows of the form between their rows."""

    entries: range
    rows: range


def _gaps(entries: Sequence[Entry], chain: dict[int, int], row_count: int) -> Iterator[_Gap]:
    numbers = list(chain)
    first, last = numbers[0], numbers[-1]
    start, end = first, last + 1
    while start > 0 and _same_table(entries[start - 1], entries[first]):
        start -= 1
    while end < len(entries) and _same_table(entries[end], entries[last]):
        end += 1
    edges = [start - 1, *numbers, end]
    rows = [-1, *chain.values(), row_count]
    for before in range(len(edges) - 1):
        yield _Gap(range(edges[before] + 1, edges[before + 1]), range(rows[before] + 1, rows[before + 1]))


def _own_label(entry: Entry, table: FormTable) -> str:
    """Return the key of a label that belongs to no row and no heading of the table; empty when there is none."""
    if not entry.labels:
        return ""
    key = key_of(entry.labels[-1].text)
    return "" if len(key) < _SHORTEST_LABEL or table.is_part_of_a_label(key) else key


def _add_nearly_right(entries: Sequence[Entry], table: FormTable, chain: dict[int, int], known: set[int]) -> None:
    """Add entries whose label differs a little from the label of a row that is still free where they stand."""
    added: dict[int, int] = {}
    for gap in _gaps(entries, chain, len(table.rows)):
        free: list[int] = list(gap.rows)
        for number in gap.entries:
            entry = entries[number]
            key = _own_label(entry, table) if number not in known and entry.fields else ""
            if not key or not free:
                continue
            likeness: dict[int, float] = {row: _likeness(key, table.rows[row].keys) for row in free}
            ranked = sorted(((ratio, row) for row, ratio in likeness.items()), reverse=True)
            alone = len(ranked) == 1 or ranked[1][0] < ranked[0][0]
            if ranked[0][0] >= _NEARLY and alone and not _names_another(key, table.rows[ranked[0][1]], table):
                added[number] = ranked[0][1]
                free = [row for row in likeness if row > ranked[0][1]]
    known.update(added)
    ordered = sorted((chain | added).items())
    chain.clear()
    chain.update(ordered)


def _names_another(key: str, row: FormRow, table: FormTable) -> bool:
    """Whether a label goes on with that of another row: whose figures stand beside it cannot be told."""
    rests = (key.removeprefix(own).lstrip(_DIGITS) for own in row.keys if key.startswith(own))
    others = [other for other in table.by_key if other not in row.keys]
    return any(len(rest) >= _SHORTEST_LABEL and any(other.startswith(rest) for other in others) for rest in rests)


@lru_cache(maxsize=4096)
def _likeness(key: str, row_keys: tuple[str, ...]) -> float:
    return max((SequenceMatcher(None, key, known, autojunk=False).ratio() for known in row_keys), default=0.0)


def _fill_gap(gap: _Gap, entries: Sequence[Entry], table: FormTable, found: FoundRows, known: set[int]) -> None:
    """Place entries without a label by order, if there are as many of them as rows; otherwise leave the rows open."""
    free = [row for row in gap.rows if row not in found.rows]
    unlabelled: dict[int, Entry] = {}
    for number in gap.entries:
        entry = entries[number]
        if number in known or not entry.values or (entry.labels and _holds_nothing(entry)):
            continue
        if _is_foreign(entry, table) and not _is_heading(entry, table):
            found.foreign.append(entry)
        elif _own_label(entry, table):
            found.extensions.append(entry)
        elif entry.layout == "paragraphs":
            (found.foreign if _is_foreign(entry, table) else found.unplaced).append(entry)
        else:
            unlabelled[number] = entry
    if any(row in found.open for row in free):
        found.unplaced.extend(unlabelled.values())
        found.open.update({row: (*found.open.get(row, ()), *unlabelled.values()) for row in free if unlabelled})
        return
    if len(unlabelled) != len(free):
        foreign = [number for number, entry in unlabelled.items() if _is_foreign(entry, table)]
        found.foreign.extend(unlabelled.pop(number) for number in foreign)
    _place_by_order(free, unlabelled, table, found)


def _place_by_order(free: Sequence[int], unlabelled: dict[int, Entry], table: FormTable, found: FoundRows) -> None:
    fits = len(unlabelled) == len(free) and all(
        _may_be_torn_from(entry, table.rows[row], table) for row, entry in zip(free, unlabelled.values(), strict=True)
    )
    if fits:
        in_order = zip(free, unlabelled.items(), strict=True)
        found.rows.update({row: FoundRow(entry, "by_order", number) for row, (number, entry) in in_order})
    elif unlabelled:
        found.unplaced.extend(unlabelled.values())
        found.open.update(dict.fromkeys(free, tuple(unlabelled.values())))


def _may_be_torn_from(entry: Entry, row: FormRow, table: FormTable) -> bool:
    """Whether the labels of ``entry`` may be pieces of the label of ``row`` or of a heading, not of another row."""
    for item in entry.labels:
        key = key_of(item.text)
        of_row = any(key in known for known in (*row.keys, *table.headings))
        if not of_row and any(key in known for known in table.by_key):
            return False
    return True


def _is_heading(entry: Entry, table: FormTable) -> bool:
    return any(key in table.groups for key in keys_of(entry.labels[-1].text)) if entry.labels else False


def _is_foreign(entry: Entry, table: FormTable) -> bool:
    """Whether the last label names a row that only another form has, as (六)其他处理 of v2019 does in v2021."""
    return bool(entry.labels) and any(key in table.foreign for key in keys_of(entry.labels[-1].text))


def _holds_nothing(entry: Entry) -> bool:
    """Whether only dashes stand there, as beside the section titles of the form v2014."""
    return not any(item.text.strip("—－-/ \u3000") for item in entry.values)
