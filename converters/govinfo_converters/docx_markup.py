"""The names of WordprocessingML, and what a reader of the document sees of it.

Insertions are accepted and deletions dropped, as if the author had accepted all changes. Hidden text, pinyin above the
text and prompts of empty form fields are dropped. Of two representations of one object one is kept. Text boxes are
taken out of the text that they float over. In the cells of a table, raised, lowered and struck out text is set apart by
line breaks: a 5 with the footnote 1 is not 51. Figures in a font of pictures are not figures, and become the private
signs that such fonts have.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from govinfo_converters.office_package import XmlElement

MAIN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

BODY, P, TBL, TR, TC = (MAIN + name for name in ("body", "p", "tbl", "tr", "tc"))
T, TAB, BR, CR, SYM, NO_BREAK_HYPHEN = (MAIN + name for name in ("t", "tab", "br", "cr", "sym", "noBreakHyphen"))
MATH_T = _MATH + "t"
MATH_PARTS = frozenset(_MATH + name for name in ("num", "den", "sup", "sub", "deg", "rad"))  # not on the line
TABS = MAIN + "tabs"
TC_PR, TR_PR, VAL = MAIN + "tcPr", MAIN + "trPr", MAIN + "val"
GRID_SPAN, GRID_BEFORE, V_MERGE, H_MERGE = (MAIN + name for name in ("gridSpan", "gridBefore", "vMerge", "hMerge"))
ALT_CHUNK = MAIN + "altChunk"
_R, _R_PR, _P_PR, _R_FONTS, _R_STYLE = (MAIN + name for name in ("r", "rPr", "pPr", "rFonts", "rStyle"))
_SDT, _SDT_PR, _SDT_CONTENT = (MAIN + name for name in ("sdt", "sdtPr", "sdtContent"))
_DEL, _MOVE_FROM, _CELL_DEL = MAIN + "del", MAIN + "moveFrom", MAIN + "cellDel"
_VANISH, _PROMPT, _PINYIN, _BOX = (MAIN + name for name in ("vanish", "showingPlcHdr", "rt", "txbxContent"))
_VERTICAL, _STRIKE, _STRIKE_TWICE = MAIN + "vertAlign", MAIN + "strike", MAIN + "dstrike"
_NOTES = (MAIN + "footnoteReference", MAIN + "endnoteReference")
_OWN_MARK = MAIN + "customMarkFollows"
_ALTERNATE, _CHOICE, _FALLBACK = (_COMPATIBILITY + name for name in ("AlternateContent", "Choice", "Fallback"))
_DROPPED = (_DEL, _MOVE_FROM, _CELL_DEL, _VANISH, _PROMPT, _PINYIN)
_SPECIAL = (*_DROPPED, _BOX, _VERTICAL, _STRIKE, _STRIKE_TWICE, *_NOTES, _ALTERNATE)

# What may stand round paragraphs, tables, rows and cells without meaning anything for them.
_WRAPPERS = frozenset(
    {
        _SDT,
        _SDT_CONTENT,
        _ALTERNATE,
        _CHOICE,
        _FALLBACK,
        MAIN + "customXml",
        MAIN + "smartTag",
        MAIN + "ins",
        MAIN + "moveTo",
    }
)
_OFF = frozenset({"0", "false", "off", "none"})
_PICTURE_FONTS = re.compile("wingdings|webdings", re.IGNORECASE)
_PICTURE_WORDS = (b"dings", b"DINGS")
_FIGURES = {ord("0") + figure: 0xF030 + figure for figure in range(10)}


def children(container: XmlElement, wanted: Collection[str]) -> Iterator[XmlElement]:
    """Yield the children of ``container`` whose tag is ``wanted``, also where something without meaning wraps them."""
    levels = [iter(container)]
    while levels:
        for child in levels[-1]:
            if child.tag in wanted:
                yield child
            elif child.tag in _WRAPPERS:
                levels.append(iter(child))
                break
        else:
            levels.pop()


def hidden_styles(root: XmlElement) -> frozenset[str]:
    """Return the ids of the styles of ``styles.xml`` whose text is hidden, by themselves or by a parent."""
    found: set[str] = set()
    parents: list[tuple[str, str]] = []
    for style in root.iter(MAIN + "style"):
        name = style.get(MAIN + "styleId") or ""
        parent = style.find(MAIN + "basedOn")
        parents.append((name, "" if parent is None else parent.get(VAL) or ""))
        switch = style.find(f"{_R_PR}/{_VANISH}")
        if switch is not None and _is_on(switch):
            found.add(name)
    while inherited := {name for name, parent in parents if parent in found and name not in found}:
        found |= inherited
    return frozenset(found)


def show(root: XmlElement, source: bytes, hidden: frozenset[str] = frozenset()) -> dict[XmlElement, list[XmlElement]]:
    """Leave in ``root`` what a reader sees.

    Args:
        root: the document; it is changed.
        source: the bytes that it was parsed from, for a quick look.
        hidden: ids of styles whose text is hidden.

    Returns:
        The text boxes, in order, by the outermost paragraph or table that they float over.
    """
    special = list(root.iter(*_SPECIAL))
    joined: list[XmlElement] = []
    boxes: list[XmlElement] = []
    for element in special:
        tag = element.tag
        if tag == _BOX:
            boxes.append(element)
        elif tag in (_DEL, _MOVE_FROM):
            _drop_change(element, joined)
        elif tag == _ALTERNATE:
            _choose(element)
        else:
            _drop_or_set_apart(element)
    for paragraph in reversed(joined):
        _join_next(paragraph)
    if hidden:
        for element in list(root.iter(_R_STYLE)):
            if element.get(VAL) in hidden:
                _remove(_run_of(element))
    if any(word in source for word in _PICTURE_WORDS):
        _mark_pictures(root)
    return _take_boxes(boxes)


def _is_on(switch: XmlElement) -> bool:
    return (switch.get(VAL) or "1").lower() not in _OFF


def _remove(element: XmlElement | None) -> None:
    parent = None if element is None else element.getparent()
    if element is not None and parent is not None:
        parent.remove(element)


def _run_of(element: XmlElement) -> XmlElement | None:
    """Return the run of a property; ``None`` for properties of paragraphs, of styles and of earlier versions."""
    properties = element.getparent()
    run = None if properties is None else properties.getparent()
    return run if run is not None and run.tag == _R else None


def _drop_change(change: XmlElement, joined: list[XmlElement]) -> None:
    """Drop a deletion: a stretch of text, a row, or the end of a paragraph, which then goes on in the next."""
    parent = change.getparent()
    if parent is None:
        return
    if parent.tag == TR_PR:
        _remove(parent.getparent())
    elif parent.tag == _R_PR:
        paragraph = parent.getparent()
        paragraph = None if paragraph is None else paragraph.getparent()
        if paragraph is not None and paragraph.tag == P:
            joined.append(paragraph)
    else:
        parent.remove(change)


def _join_next(paragraph: XmlElement) -> None:
    following = paragraph.getnext()
    if following is None or following.tag != P:
        return
    for child in list(following):
        if child.tag != _P_PR:
            paragraph.append(child)
    _remove(following)


def _choose(alternate: XmlElement) -> None:
    """Keep the first representation that holds text, or the last one."""
    offers = [child for child in alternate if child.tag in (_CHOICE, _FALLBACK)]
    kept = next((offer for offer in offers if next(offer.iter(T, MATH_T), None) is not None), None)
    for offer in offers:
        if offer is not (kept if kept is not None else offers[-1]):
            alternate.remove(offer)


def _drop_or_set_apart(element: XmlElement) -> None:
    tag = element.tag
    if tag == _PINYIN:
        _remove(element)
    elif tag == _CELL_DEL:
        properties = element.getparent()
        _remove(None if properties is None else properties.getparent())
    elif tag == _PROMPT:
        _clear_prompt(element)
    elif tag == _VANISH:
        if _is_on(element):
            _remove(_run_of(element))
    elif tag in _NOTES:
        run = element.getparent()
        if element.get(_OWN_MARK) is not None and run is not None:
            _set_apart(run)
    elif (element.get(VAL) or "1") not in ("baseline", *_OFF):
        run = _run_of(element)
        if run is not None:
            _set_apart(run)


def _clear_prompt(prompt: XmlElement) -> None:
    properties = prompt.getparent()
    field = None if properties is None or properties.tag != _SDT_PR or not _is_on(prompt) else properties.getparent()
    if field is not None:
        for text in field.iter(T):
            text.text = None


def _set_apart(run: XmlElement) -> None:
    """Put line breaks round the text of a run, where it stands in a cell."""
    if next(run.iterancestors(TC), None) is not None:
        run.insert(0, run.makeelement(BR, None, None))
        run.append(run.makeelement(BR, None, None))


def _mark_pictures(root: XmlElement) -> None:
    for fonts in root.iter(_R_FONTS):
        run = _run_of(fonts) if _PICTURE_FONTS.search(fonts.get(MAIN + "ascii") or "") else None
        if run is not None:
            for text in run.iter(T):
                text.text = (text.text or "").translate(_FIGURES)


def _take_boxes(boxes: list[XmlElement]) -> dict[XmlElement, list[XmlElement]]:
    """Take text boxes out of the document, each with the outermost paragraph or table that it floats over."""
    taken: dict[XmlElement, list[XmlElement]] = {}
    for box in boxes:
        anchor: XmlElement | None = None
        for ancestor in box.iterancestors():
            if ancestor.tag in (BODY, _BOX):
                break
            if ancestor.tag in (P, TBL):
                anchor = ancestor
        if anchor is not None:
            taken.setdefault(anchor, []).append(box)
    for box in boxes:
        _remove(box)
    return taken
