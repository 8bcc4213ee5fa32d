"""Which formats there are, and which of them a file is in.

Formats are found by entry point, so other distributions can add theirs. A module is loaded when its format is asked for
by name, or when the suffix of a file bears the name of a format; only a file whose suffix does not settle the question
makes all of them load. A module that cannot be loaded never stands in the way of another one.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal, NoReturn, TypeAlias

from attrs import frozen

from govinfo_schema.errors import GovinfoError, ReadError, WriteError
from govinfo_schema.format_contract import Format
from govinfo_schema.known_contents import known_content
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

GROUP = "govinfo_schema.formats"
Use: TypeAlias = Literal["read", "write", "write_table", "write_template", "annotate"]
_SHOWN = 12  # characters or bytes of an unknown file that the error shows


@cache
def installed() -> tuple[EntryPoint, ...]:
    """Return the formats on offer, in the order of their names. None of them is loaded."""
    return tuple(sorted(set(entry_points(group=GROUP)), key=lambda offer: (offer.name, offer.value)))


@frozen
class Registry:
    """The formats on offer, for one use of them.

    Attributes:
        use: what is wanted of a format; all errors are of this stage (``ReadError`` or ``WriteError``).
        offers: the entry points, at most one for each format and package.
    """

    use: Use
    offers: tuple[EntryPoint, ...]

    def named(self, name: str) -> Format:
        """Return the format called ``name``.

        Raises:
            ReadError, WriteError: there is no such format, several packages offer it, it cannot be loaded, or it does
                not serve this use.
        """
        format_ = self._load(self._offer(name))
        if not self._serves(format_):
            raise self._error(_only_the_other(format_, self.use), advice=self._choices())
        return format_

    def for_content(self, data: bytes, name: str) -> Format:
        """Return the format of a file called ``name`` with the content ``data``.

        What the content looks like decides; where it looks like several formats, the suffix of the name does. Where it
        looks like none, the suffix alone decides, so that its reader can say what is wrong with the file.

        Raises:
            ReadError: no format is known for it, or name and content contradict each other; says what was seen.
        """
        suffix = self._suffix(name)
        direct = self._named_like(suffix)
        if direct is not None and _looks_like(direct, data):
            return direct
        formats = self._serving()
        by_name = [each for each in formats if suffix in each.suffixes]
        by_content = [each for each in formats if _looks_like(each, data)]
        agreed = [each for each in by_content if each in by_name]
        if by_name and by_content and not agreed:
            raise self._contradiction(suffix, by_name, by_content)
        return self._only_one(agreed or by_content or by_name) or self._refuse_content(data, suffix)

    def for_name(self, name: str) -> Format:
        """Return the format whose suffix the file name ``name`` has.

        Raises:
            ReadError, WriteError: no format, or more than one, has this suffix; names those that serve this use.
        """
        suffix = self._suffix(name)
        direct = self._named_like(suffix)
        if direct is not None:
            return direct
        by_name = [each for each in self._serving() if suffix in self._suffixes(each)]
        return self._only_one(by_name) or self._refuse_name(suffix)

    def _suffixes(self, format_: Format) -> tuple[str, ...]:
        return format_.written_suffixes if self.use.startswith("write") else format_.suffixes

    def not_installed(self, format_: Format, error: ModuleNotFoundError) -> GovinfoError | None:
        """Turn ``error``, raised while ``format_`` was at work, into one that says how to install what is missing.

        Returns:
            ``None`` where the module belongs to a package that is there: then the error is a fault of that package.
        """
        offer = next((each for each in self.offers if each.name == format_.name), None)
        return self._missing_library(offer, error) if offer is not None else None

    def _offer(self, name: str) -> EntryPoint:
        offers = [each for each in self.offers if each.name == name]
        if not offers:
            what = Text(f"没有名为“{name}”的格式。", f"There is no format named {name!r}.")
            raise self._error(what, advice=self._choices())
        if len(offers) > 1:
            packages = [_package_of(each) for each in offers]
            what = Text(
                f"有几个软件包都提供格式“{name}”：{'、'.join(packages)}。",
                f"Several packages offer the format {name!r}: {', '.join(packages)}.",
            )
            raise self._error(what, advice=Text("请只保留其中一个。", "Keep only one of them installed."))
        return offers[0]

    def _load(self, offer: EntryPoint) -> Format:
        try:
            found: object = offer.load()
        except Exception as error:  # whatever the module of someone else raises is told as one error
            if isinstance(error, ModuleNotFoundError) and (missing := self._missing_library(offer, error)):
                raise missing from error
            raise self._broken(offer, f"{type(error).__name__}: {error}") from error
        if not isinstance(found, Format):
            raise self._broken(offer, f"{offer.value} is not a Format")
        return found

    def _serves(self, format_: Format) -> bool:
        return getattr(format_, self.use) is not None

    def loaded(self) -> tuple[Format, ...]:
        """Return every format that can be loaded, for whatever use; one that several packages offer is left out."""
        names = Counter(each.name for each in self.offers)
        found = [self._load_or_none(each) for each in self.offers if names[each.name] == 1]
        return tuple(each for each in found if each is not None)

    def _serving(self) -> list[Format]:
        return [each for each in self.loaded() if self._serves(each)]

    def _load_or_none(self, offer: EntryPoint) -> Format | None:
        try:
            return self._load(offer)
        except GovinfoError:
            return None

    def _suffix(self, name: str) -> str:
        """Return the suffix of a file name; two suffixes where a format claims both, as ``.grid.json``."""
        parts = [part.lower() for part in PurePath(name).suffixes[-2:]]
        offers = [each for each in self.offers if len(parts) > 1 and each.name == parts[0][1:]]
        both = "".join(parts)
        claimed = any(both in format_.suffixes for format_ in map(self._load_or_none, offers) if format_ is not None)
        return both if claimed else suffix_of(name)

    def _named_like(self, suffix: str) -> Format | None:
        """Return the format that is called like ``suffix``, where there is one: no other module need load then."""
        offers = [each for each in self.offers if each.name == suffix[1:]]
        format_ = self._load_or_none(offers[0]) if len(offers) == 1 else None
        return format_ if format_ is not None and suffix in self._suffixes(format_) and self._serves(format_) else None

    def _only_one(self, formats: list[Format]) -> Format | None:
        if len(formats) > 1:
            names = [each.name for each in formats]
            what = Text(f"文件可能是几种格式：{'、'.join(names)}。", f"The file may be in {' or '.join(names)} format.")
            raise self._error(what, advice=self._say_which())
        return formats[0] if formats else None

    def _contradiction(self, suffix: str, by_name: list[Format], by_content: list[Format]) -> GovinfoError:
        said, seen = ("/".join(each.name for each in formats) for formats in (by_name, by_content))
        what = Text(
            f"文件名后缀“{suffix}”表示 {said} 格式，内容却像 {seen} 格式。",
            f"The suffix {suffix!r} says {said}, and the content looks like {seen}.",
        )
        return self._error(what, advice=self._say_which())

    def _refuse_content(self, data: bytes, suffix: str) -> NoReturn:
        self._explain_absence(suffix)
        known = known_content(data)
        if known is not None and not known.readable:
            what = Text(f"不能读取：{known.what.zh}。", f"This cannot be read: {known.what.en}.")
            raise self._error(what, advice=known.advice)
        start = _opening(data)
        what = Text(
            f"不认识这个文件的格式（后缀“{suffix}”，内容开头为 {start}）。",
            f"The format of this file is not known (suffix {suffix!r}, content starting with {start}).",
        )
        raise self._error(what, advice=self._choices())

    def _refuse_name(self, suffix: str) -> NoReturn:
        self._explain_absence(suffix)
        zh, en = self._doing
        if not suffix:
            what = Text("文件名没有后缀，看不出格式。", "The file name has no suffix that says the format.")
        else:
            what = Text(f"没有可以{zh}的格式使用后缀“{suffix}”。", f"No format with the suffix {suffix!r} can be {en}.")
        raise self._error(what, advice=self._choices())

    def _explain_absence(self, suffix: str) -> None:
        """Raise the reason why the format called like ``suffix`` is not there, where one is on offer."""
        if any(each.name == suffix[1:] for each in self.offers):
            self.named(suffix[1:])

    def _missing_library(self, offer: EntryPoint, error: ModuleNotFoundError) -> GovinfoError | None:
        library = (error.name or "").partition(".")[0]
        if not library or find_spec(library) is not None:
            return None
        what = Text(
            f"格式“{offer.name}”需要 {library}，但没有安装。",
            f"The format {offer.name!r} needs {library}, which is not installed.",
        )
        command = f"pip install '{_package_of(offer)}{_extra_of(offer)}'"
        return self._error(what, advice=Text(f"请运行：{command}", f"Run: {command}"))

    def _broken(self, offer: EntryPoint, reason: str) -> GovinfoError:
        what = Text(f"格式“{offer.name}”无法加载：{reason}。", f"The format {offer.name!r} cannot be loaded: {reason}.")
        package = _package_of(offer)
        return self._error(what, advice=Text(f"请更新软件包 {package}。", f"Update the package {package}."))

    def _choices(self) -> Text:
        zh, en = self._doing
        serving = self._serving()
        suffixes = {
            each.name: [one for one in own_suffixes(each, serving) if one in self._suffixes(each)] for each in serving
        }
        listed = [f"{name} ({', '.join(own)})" for name, own in suffixes.items()]
        unusable = [each.name for each in self.offers if self._load_or_none(each) is None]
        return Text(
            f"可以{zh}的格式：{'、'.join(listed)}。" + (f"无法加载：{'、'.join(unusable)}。" if unusable else ""),
            f"Formats that can be {en}: {', '.join(listed)}."
            + (f" Not loadable: {', '.join(unusable)}." if unusable else ""),
        )

    @property
    def _doing(self) -> tuple[str, str]:
        return {"read": ("读取", "read"), "annotate": ("加批注", "annotated")}.get(self.use, ("写出", "written"))

    def _say_which(self) -> Text:
        option = "--format" if self.use == "read" else "--output-format"
        return Text(
            f"请指明格式（命令行用 {option}，Python 用 format=）。",
            f"Say which it is (on the command line with {option}, in Python with format=).",
        )

    def _error(self, what: Text, *, advice: Text) -> GovinfoError:
        return (ReadError if self.use == "read" else WriteError)(what, advice=advice)


def suffix_of(name: str) -> str:
    """Return the last suffix of a file name in lower case, with its dot; empty where there is none."""
    return PurePath(name).suffix.lower()


def own_suffixes(format_: Format, formats: Iterable[Format]) -> tuple[str, ...]:
    """Return the suffixes of a format, without those that another one of ``formats`` is called like."""
    others = {f".{each.name}" for each in formats if each.name != format_.name}
    return tuple(suffix for suffix in format_.suffixes if suffix not in others)


def _looks_like(format_: Format, data: bytes) -> bool:
    try:
        return format_.sniff(data)
    except Exception:  # noqa: BLE001 - a sniff that fails has not recognised its format; the others go on
        return False


def _opening(data: bytes) -> str:
    """Return how a file begins, as text where it is text in UTF-8."""
    text = data[: 4 * _SHOWN].decode("utf-8", errors="ignore")[:_SHOWN]
    shown = " ".join(text.split())
    is_text = data.startswith(text.encode()) and shown.isprintable()
    return f"“{shown}”" if is_text and shown else repr(data[:_SHOWN])[2:-1]


def _only_the_other(format_: Format, use: Use) -> Text:
    if use == "read":
        return Text(f"格式“{format_.name}”只能写出。", f"The format {format_.name!r} can only be written.")
    if use == "write_table":
        return Text(f"格式“{format_.name}”不能写出表格。", f"The format {format_.name!r} holds no tables of results.")
    if use == "write_template":
        return Text(
            f"格式“{format_.name}”没有填报表，请用 xlsx。",
            f"The format {format_.name!r} has no files to fill in; use xlsx.",
        )
    if use == "annotate":
        return Text(
            f"格式“{format_.name}”的文件不能加批注。", f"Files in the format {format_.name!r} hold no annotations."
        )
    return Text(f"格式“{format_.name}”只能读取。", f"The format {format_.name!r} can only be read.")


def _package_of(offer: EntryPoint) -> str:
    return offer.dist.name if offer.dist else offer.module


def _extra_of(offer: EntryPoint) -> str:
    """Return the extra that brings the libraries of a format: the one with its name, where the package has it."""
    extras: list[str] = (offer.dist.metadata.get_all("Provides-Extra") if offer.dist else None) or []
    return f"[{offer.name}]" if offer.name in extras else ""
