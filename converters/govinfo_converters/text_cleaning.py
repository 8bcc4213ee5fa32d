"""Cleaning of printed text, so that labels can be compared; reversible, and blind to what a number says.

What is cleaned, in this order:

=====================================  =====================================================================
noise                                  becomes
=====================================  =====================================================================
full-width letters, digits, signs      half-width, as the labels of the forms are declared: ``（１）`` → ``(1)``
small and upright forms                the ordinary sign: ``﹙`` and ``︵`` → ``(``
minus sign U+2212                      ``-``
``「」`` and ``『』``                    ``“”`` and ``‘’``
no-break and ideographic spaces        a space
zero-width characters, soft hyphens    nothing
radicals and compatibility characters  the ideograph (PDF files have ``⼀`` for ``一``)
``㈠``; ``⒈`` before an ideograph        ``(一)``; ``1.``
pinyin glosses: ``据(jù)``               nothing: ``据``
doubled punctuation: ``，、`` ``。。``     the more specific one: ``、`` ``。``; between two digits it stays
Traditional characters                 Simplified ones, by OpenCC
=====================================  =====================================================================

Tabs, line breaks and spaces stay, because layouts separate fields by them. Text in ASCII alone is never changed.
No digit, no sign and no decimal point is added, removed or exchanged, apart from full-width ones becoming half-width.

OpenCC is asked only about text with an ideograph outside GB 2312 that it would change. So Simplified text stays as it
is, although OpenCC alone would turn 於潜镇, a name of today, into 于潜镇.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING
from unicodedata import normalize

from attrs import frozen

from govinfo_schema.provenance import Edit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_SHORT = 64
_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"

_INVISIBLE = (
    "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\ufeff"
)
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u200a\u205f\u3000"
_COMPATIBLE = (
    (0x2E80, 0x2FDF),  # radicals
    (0x3220, 0x3229),  # ideographs one to ten in brackets
    (0xF900, 0xFAFF),  # compatibility ideographs
    (0xFE30, 0xFE6F),  # upright and small forms
    (0xFF01, 0xFF5E),  # full-width forms
)


def _table() -> dict[int, str]:
    """Return what becomes of single characters."""
    table = {code: normalize("NFKC", chr(code)) for first, last in _COMPATIBLE for code in range(first, last + 1)}
    table |= dict.fromkeys(map(ord, _INVISIBLE), "") | dict.fromkeys(map(ord, _SPACES), " ")
    table |= {ord(raw): clean for raw, clean in zip("−「」『』", "-“”‘’", strict=True)}
    return {code: clean for code, clean in table.items() if clean != chr(code)}


_CHARACTERS = _table()


def ranges_without(first: int, last: int, left_out: Iterable[int]) -> str:
    """Return the characters from ``first`` to ``last`` but some, as ranges in a class of a regular expression."""
    cuts = sorted(code for code in set(left_out) if first <= code <= last)
    ranges = zip([first, *(code + 1 for code in cuts)], [*(code - 1 for code in cuts), last], strict=True)
    return "".join(f"\\U{start:08x}-\\U{end:08x}" for start, end in ranges if start <= end)


# The more specific of two signs wins: a full stop over a comma, a mark between items of a list over a comma.
_PUNCTUATION = "。;:、,"
_SYLLABLE = (
    "[a-zɑɡü\u0300-\u030c]*[àáèéìíòóùúāēěīńňōūǎǐǒǔǖǘǚǜǹḿ\u0300\u0301\u0304\u030c][a-zɑɡü\u0300-\u030c]*"
    "|(?:[bpmfdtnlgkjqxrzcsyw]|[zcs]h)[aeiouü]{1,3}(?:ng?)?"
)
_PATTERNS = re.compile(
    rf"(?<=[{_HAN}])(?:\((?=[^()]{{1,8}}\))(?:{_SYLLABLE})\))+"
    rf"|(?P<signs>[{_PUNCTUATION}]{{2,}})"
    rf"|(?P<number>[⒈-⒐])(?=[{_HAN}])"
)
# What matches of the patterns begin with: most text has none of it, which is quickly said.
_GLOSS = re.compile(rf"\([^{_HAN}0-9A-Z]")
_USUAL = "，（）：；"  # so frequent that to replace them takes less time than to find them
_NUMBERS = frozenset("⒈⒉⒊⒋⒌⒍⒎⒏⒐")
_NOISY = re.escape("".join(map(chr, _CHARACTERS)))
_ANY_NOISY_CHARACTER = re.compile(f"[{_NOISY}]")


@frozen
class Cleaned:
    """A text before and after cleaning.

    Attributes:
        raw: the text as it stands in the document.
        text: the clean text; the same object as ``raw`` where nothing had to be done.
    """

    raw: str
    text: str

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What cleaning changed, in the order of the text; worked out when asked for."""
        return () if self.text is self.raw else _edits(self.raw)


def clean(text: str) -> Cleaned:
    """Clean one piece of text: the text of a cell, a line or a paragraph."""
    return _clean_short(text) if len(text) <= _SHORT else _clean(text)


def clean_all(texts: Sequence[str]) -> list[str]:
    """Return clean texts: the same as cleaning each of them, in a fraction of the time."""
    together = "\x00".join([text for text in texts if not text.isascii()])
    cleaned, notable = _without_noise(together)
    parts = cleaned.split("\x00")
    if notable <= _ordinary() and len(parts) + sum(map(str.isascii, texts)) == len(texts):
        others = iter(parts)
        return [text if text.isascii() else next(others) for text in texts]
    # Where a character might be Traditional, the rest of its text counts, and that ends where each text does.
    return [clean(text).text for text in texts]


def restore(text: str, edits: tuple[Edit, ...]) -> str:
    """Return the raw text that the clean ``text`` was made of by ``edits``."""
    parts: list[str] = []
    at = 0
    taken = 0  # length of the raw text that is restored so far
    for edit in edits:
        unchanged = edit.start - taken
        parts += (text[at : at + unchanged], edit.raw)
        at += unchanged + len(edit.clean)
        taken = edit.start + len(edit.raw)
    return "".join((*parts, text[at:]))


def _clean(raw: str) -> Cleaned:
    if raw.isascii():
        return Cleaned(raw, raw)
    text, notable = _without_noise(raw)
    if not notable <= _ordinary():
        text = _simplified(text)
    return Cleaned(raw, raw if text == raw else text)


def _without_noise(text: str) -> tuple[str, set[str]]:
    """Clean a text in all but Traditional characters; return it with the notable ones that it had, save the usual."""
    for character in _USUAL:
        text = text.replace(character, _CHARACTERS[ord(character)])
    notable = _notable_in(text)
    # In ascending order, because ﹁ becomes 「, which stays. A text has few different ones, so this is quicker than
    # str.translate, which looks at each character.
    for character in sorted(notable):
        text = text.replace(character, _CHARACTERS.get(ord(character), character))
    if _GLOSS.search(text) or _has_doubled_punctuation(text) or not notable.isdisjoint(_NUMBERS):
        text = _PATTERNS.sub(_replacement, text)
    return text, notable


def _notable_in(text: str) -> set[str]:
    usual, notable = _usual_and_notable()
    run = usual.match(text)  # to run over usual characters takes half of the time of a search for others
    return set(notable.findall(text, run.end())) if run and run.end() < len(text) else set()


def _has_doubled_punctuation(text: str) -> bool:
    for sign in _PUNCTUATION:  # takes half of the time that a regular expression takes
        text = text.replace(sign, "。")
    return "。。" in text


# The same short texts come again and again: labels, and figures such as 0.
_clean_short = lru_cache(maxsize=4096)(_clean)


def _replacement(match: re.Match[str]) -> str:
    """Return what becomes of a match of ``_PATTERNS``."""
    signs = match["signs"]
    if signs:
        text = match.string
        between_digits = text[: match.start()][-1:].isdigit() and text[match.end() :][:1].isdigit()
        return signs if between_digits else min(signs, key=_PUNCTUATION.index)
    return normalize("NFKC", match["number"]) if match["number"] else ""


@cache
def _converter() -> Callable[[str], str]:
    """Return the one converter of this process; making one takes as long as converting a whole report."""
    # Most documents are Simplified and need no converter, so it is not imported before it is needed.
    convert: Callable[[str], str] = import_module("opencc").OpenCC("t2s").convert
    return convert


@cache
def _rare() -> re.Pattern[str]:
    """Return the pattern of an ideograph outside GB 2312."""
    return re.compile(f"[^\0-\u33ff{_gb2312()}]")


@cache
def _usual_and_notable() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of usual characters, and of one that cleaning has to do with: noisy, a number, or rare."""
    usual = ranges_without(0, 0x33FF, [*_CHARACTERS, *map(ord, _NUMBERS)]) + _gb2312()
    return re.compile(f"[{usual}]*+"), re.compile(f"[^{usual}]")


@cache
def _ordinary() -> frozenset[str]:
    """Return the noisy characters that become nothing that might be Traditional, and the numbers."""
    return _NUMBERS | {chr(code) for code, text in _CHARACTERS.items() if not _rare().search(text)}


@cache
def _gb2312() -> str:
    """Return the ideographs of GB 2312, rows 16 to 87."""
    codes = b"".join(bytes((row, column)) for row in range(0xB0, 0xF8) for column in range(0xA1, 0xFF))
    return codes.decode("gb2312", errors="ignore")


def _simplified(text: str) -> str:
    """Convert Traditional text; a text without a character that only Traditional text has is returned as it is."""
    if not _rare().search(text):
        return text
    rare = "".join(sorted(set(_rare().findall(text))))
    if _converter()(rare) == rare:
        return text
    simple = _converter()(text)
    # A conversion that moved characters could not be traced back; OpenCC's dictionaries of today have none.
    return simple if len(simple) == len(text) else "".join(map(_converter(), text))


@frozen
class _Traced:
    """A text on its way, with the stretch of the raw text that each of its characters stands for."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def _traced_sub(pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str], traced: _Traced) -> _Traced:
    """Replace as ``pattern.sub`` does, and keep the trace."""
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for match in pattern.finditer(traced.text):
        first, last = match.span()
        new = replacement(match)
        parts += (traced.text[at:first], new)
        starts += traced.starts[at:first]
        ends += traced.ends[at:first]
        if new:
            # The first character stands for the whole match, the others for nothing more.
            start, end = traced.starts[first], traced.ends[last - 1]
            starts += [start, *[end] * (len(new) - 1)]
            ends += [end] * len(new)
        at = last
    return _Traced("".join((*parts, traced.text[at:])), (*starts, *traced.starts[at:]), (*ends, *traced.ends[at:]))


def _edits(raw: str) -> tuple[Edit, ...]:
    """Clean ``raw`` once more, and say what changes: neighbouring changes are one edit."""
    traced = _Traced(raw, tuple(range(len(raw))), tuple(range(1, len(raw) + 1)))
    traced = _traced_sub(_ANY_NOISY_CHARACTER, lambda match: _CHARACTERS[ord(match[0])], traced)
    traced = _traced_sub(_PATTERNS, _replacement, traced)
    text = _simplified(traced.text)
    edits: list[Edit] = []
    since = 0  # how much of the raw text is done
    new = ""  # what the text after that has become
    for character, start, end in zip(text, traced.starts, traced.ends, strict=True):
        if end > start and raw[start:end] == character:
            if new or start > since:
                edits.append(Edit(since, raw[since:start], new))
            new, since = "", end
        else:
            new += character
    if new or len(raw) > since:
        edits.append(Edit(since, raw[since:], new))
    return tuple(edits)
