"""How columns are made quickly: words by number where few of them come again and again, and values of few rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Column: TypeAlias = pa.Array[Any]

_NOTHING = -1
T = TypeVar("T")


class Words:
    """Numbers for words, given out as they are asked for; no word at all has the number -1."""

    def __init__(self) -> None:
        """Begin without words."""
        self._numbers: dict[str, int] = {}

    def number(self, word: str | None) -> int:
        """Return the number of a word."""
        return _NOTHING if word is None else self._numbers.setdefault(word, len(self._numbers))

    def numbers(self, words: Iterable[str | None]) -> NDArray[np.int32]:
        """Return the numbers of several words."""
        return np.fromiter(map(self.number, words), np.int32)

    def array(self, numbers: NDArray[np.int32]) -> Column:
        """Return a column that holds the words with these numbers."""
        return dictionary(numbers, pa.array(list(self._numbers), pa.string()))


class Scattered(Generic[T]):
    """Values of single rows, in a column that holds nothing elsewhere."""

    def __init__(self, size: int) -> None:
        """Begin with nothing in any of ``size`` rows."""
        self._size = size
        self._by_row: dict[int, T | None] = {}

    def put(self, row: int, value: T | None) -> None:
        """Put a value into a row, in place of what is there."""
        self._by_row[row] = value

    def column(self, kind: pa.DataType) -> Column:
        """Return the column."""
        if not self._by_row:
            empty: Any = pa.nulls  # its stubs want to know which type
            nothing: Column = empty(self._size, kind)
            return nothing
        numbers = np.full(self._size, _NOTHING, np.int32)
        numbers[np.fromiter(self._by_row, np.int64)] = np.arange(len(self._by_row), dtype=np.int32)
        values: Any = pa.array(list(self._by_row.values()), kind)
        made: Column = values.take(pa.array(numbers, mask=numbers < 0))
        return made


def dictionary(numbers: NDArray[np.int32], words: Column) -> Column:
    """Return a column that holds the words with these numbers; a number below 0 is no word."""
    of_words: Any = pa.DictionaryArray  # its stubs do not say what it makes of which arrays
    everywhere = not numbers.size or numbers.min() >= 0
    made: Column = of_words.from_arrays(pa.array(numbers) if everywhere else pa.array(numbers, mask=numbers < 0), words)
    return made


def repeated(words: Sequence[str | None], times: NDArray[np.int64]) -> Column:
    """Return a column that holds each of ``words`` so many times."""
    given: Any = pa.array(words, pa.string())
    coded = given.dictionary_encode()
    numbers = np.asarray(coded.indices.fill_null(_NOTHING))
    return dictionary(np.repeat(numbers, times), coded.dictionary)


def renamed(column: Any, names: Mapping[str, str]) -> Column:  # noqa: ANN401 - Arrow has no type for columns of words
    """Return a column of words with each word by its name in ``names``; every row holds a word."""
    found = [names[word] for word in column.dictionary.to_pylist()]
    words = list(dict.fromkeys(found))
    numbers = np.array([words.index(name) for name in found], np.int32)
    return dictionary(numbers[np.asarray(column.indices)], pa.array(words, pa.string()))
