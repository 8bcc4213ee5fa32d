"""Markup of Word files, for tests."""

from __future__ import annotations

from govinfo_converters.document import Document, Grid, Paragraph


def r(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def p(*runs: str) -> str:
    return f"<w:p>{''.join(run if run.startswith('<') else r(run) for run in runs)}</w:p>"


def tc(*contents: str, properties: str = "") -> str:
    inner = "".join(content if content.startswith("<") else p(content) for content in contents)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    inner = "".join(cell if cell.startswith("<") else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>{''.join(rows)}</w:tbl>"


def span(columns: object) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def texts(document: Document) -> list[str | list[str]]:
    return [
        block.text if isinstance(block, Paragraph) else [cell.text for cell in block.cells]
        for block in document.blocks
        if isinstance(block, Paragraph | Grid)
    ]
