"""Words by number: the dictionary of a column in which few words come again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    Column: TypeAlias = pa.Array[Any]

_NOTHING = -1


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


def dictionary(numbers: NDArray[np.int32], words: Column) -> Column:
    """Return a column that holds the words with these numbers; a number below 0 is no word."""
    of_words: Any = pa.DictionaryArray  # its stubs do not say what it makes of which arrays
    made: Column = of_words.from_arrays(pa.array(numbers, mask=numbers < 0), words)
    return made


def renamed(column: Any, names: Mapping[str, str]) -> Column:  # noqa: ANN401 - Arrow has no type for columns of words
    """Return a column of words with each word by its name in ``names``; every row holds a word."""
    found = [names[word] for word in column.dictionary.to_pylist()]
    words = list(dict.fromkeys(found))
    numbers = np.array([words.index(name) for name in found], np.int32)
    return dictionary(numbers[np.asarray(column.indices)], pa.array(words, pa.string()))
