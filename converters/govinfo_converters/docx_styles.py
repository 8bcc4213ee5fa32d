"""Page and type of a Word file by GB/T 9704-2012 (党政机关公文格式), and the parts of its package that never change.

The page is A4 with 37 mm above, 28 mm on the left and a text area of 156 by 225 mm (5.1); text is 仿宋 三号, 22 lines a
page (5.2.2, 5.2.3); the title is 小标宋 二号 (7.3.1); headings are 黑体 and 楷体 (7.3.3); the number of the page stands
between dashes, 四号 宋体, on the right of odd pages and on the left of even ones (7.5). Digits and Latin letters are
set in Times New Roman. A program without these fonts takes its own.
"""

from __future__ import annotations

from govinfo_converters.docx_markup import MAIN

TEXT_WIDTH = 8845
"""Width of the text area in twentieths of a point: 156 mm."""

INDENT = 210
"""What a label is set in below the label that it details, in twentieths of a point: a character of the table."""

W = MAIN[1:-1]
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_XMLNS = f'xmlns:w="{W}" xmlns:r="{R}"'
_LATIN = "Times New Roman"
_TITLE_FONT, _TEXT_FONT = "方正小标宋简体", "仿宋_GB2312"
_HEADING_FONT, _SUBHEADING_FONT, _NUMBER_FONT = "黑体", "楷体_GB2312", "宋体"
_SECOND, _THIRD, _FOURTH, _FIFTH, _SMALL_FIFTH = 44, 32, 28, 21, 18  # 二号, 三号 …, in halves of a point
_LINE, _TITLE_LINE = 579, 700  # twentieths of a point; 22 of the first are 225 mm
_CELL_LINE = 240  # of one line as high as its letters

SECTION = (
    f'<w:sectPr {_XMLNS}><w:footerReference w:type="default" r:id="rId3"/>'
    '<w:footerReference w:type="even" r:id="rId4"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="851" w:footer="1304" w:gutter="0"/>'
    "</w:sectPr>"
)
"""The properties of the page, which stand at the end of the document."""


def _fonts(east_asian: str, size: int) -> str:
    return (
        f'<w:rPr><w:rFonts w:ascii="{_LATIN}" w:hAnsi="{_LATIN}" w:eastAsia="{east_asian}" w:cs="{_LATIN}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )


def _style(name: str, title: str, paragraph: str, letters: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{title}"/><w:basedOn w:val="Normal"/>'
        f"<w:qFormat/><w:pPr>{paragraph}</w:pPr>{letters}</w:style>"
    )


def _lines(height: int, rule: str = "exact", after: int = 0) -> str:
    return f'<w:spacing w:before="0" w:after="{after}" w:line="{height}" w:lineRule="{rule}"/>'


_TWO_CHARACTERS = f'<w:ind w:firstLineChars="200" w:firstLine="{_THIRD * 20}"/>'
_NO_INDENT = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'


def _centred(height: int, after: int = 0) -> str:
    return f'{_lines(height, after=after)}{_NO_INDENT}<w:contextualSpacing/><w:jc w:val="center"/>'


def _cell(side: str) -> str:
    return f'<w:widowControl w:val="0"/>{_lines(_CELL_LINE, "auto")}{_NO_INDENT}<w:jc w:val="{side}"/>'


_NEW_PAGE = "<w:keepNext/><w:pageBreakBefore/>"


def _heading(name: str, level: int, font: str) -> str:
    layout = f'<w:keepNext/>{_lines(_LINE)}{_TWO_CHARACTERS}<w:outlineLvl w:val="{level - 1}"/>'
    return _style(name, f"heading {level}", layout, _fonts(font, _THIRD))


_TABLE_STYLES = "".join(
    _style(f"{kind}{density}", f"govinfo {kind} {density}".lower().rstrip(), _cell(side), _fonts(font, size))
    for density, size in (("", _FIFTH), ("Small", _SMALL_FIFTH))
    for kind, side, font in (
        ("TableHead", "center", _HEADING_FONT),
        ("TableLabel", "left", _TEXT_FONT),
        ("TableFigure", "center", _TEXT_FONT),
    )
)

_STYLES = (
    f"{_HEAD}<w:styles {_XMLNS}><w:docDefaults><w:rPrDefault>{_fonts(_TEXT_FONT, _THIRD)[:-8]}"
    '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
    f'<w:pPr>{_lines(_LINE)}{_TWO_CHARACTERS}<w:jc w:val="both"/></w:pPr></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>'
    + _style("Title", "Title", f"<w:keepNext/>{_centred(_TITLE_LINE, _LINE)}", _fonts(_TITLE_FONT, _SECOND))
    + _style("Subtitle", "Subtitle", _centred(_LINE), _fonts(_SUBHEADING_FONT, _THIRD))
    + _heading("Heading1", 1, _HEADING_FONT)
    + _heading("Heading2", 2, _SUBHEADING_FONT)
    + _style("TableTitle", "govinfo table title", f"<w:keepNext/>{_centred(_LINE)}", _fonts(_HEADING_FONT, _THIRD))
    + _style("AnnexTitle", "govinfo annex title", f"{_NEW_PAGE}{_centred(_LINE)}", _fonts(_HEADING_FONT, _THIRD))
    + _style("Footer", "footer", f"{_lines(_CELL_LINE, 'auto')}{_NO_INDENT}", _fonts(_NUMBER_FONT, _FOURTH))
    + _TABLE_STYLES
    + "</w:styles>"
)


def _footer(side: str) -> str:
    """Return the foot of the pages whose number stands on a side, a character away from the edge of the text."""
    field = "".join(
        f"<w:r>{content}</w:r>"
        for content in (
            '<w:t xml:space="preserve">— </w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> —</w:t>',
        )
    )
    away = f'<w:ind w:{side}="{_FOURTH * 10}" w:firstLineChars="0" w:firstLine="0"/>'
    return (
        f'{_HEAD}<w:ftr {_XMLNS}><w:p><w:pPr><w:pStyle w:val="Footer"/>{away}<w:jc w:val="{side}"/></w:pPr>'
        f"{field}</w:p></w:ftr>"
    )


_SETTINGS = (
    f"{_HEAD}<w:settings {_XMLNS}><w:evenAndOddHeaders/>"
    '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    "</w:compat></w:settings>"
)

UNCHANGING: dict[str, str] = {
    "word/styles.xml": _STYLES,
    "word/settings.xml": _SETTINGS,
    "word/footer1.xml": _footer("right"),
    "word/footer2.xml": _footer("left"),
}
"""Parts that are the same in every file, by their names."""
