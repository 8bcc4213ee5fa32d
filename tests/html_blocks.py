"""Blocks of pages, for tests."""

from __future__ import annotations

from itertools import product

from govinfo_converters.document import Document, Grid, Paragraph
from govinfo_converters.html_page import parse_html


def document(page: str | bytes) -> Document:
    return parse_html(page if isinstance(page, bytes) else page.encode(), "page.html")


def blocks(page: str) -> list[str | list[list[str]]]:
    """Return paragraphs as texts and grids as rows of texts, each text repeated over its span."""
    return [block.text if isinstance(block, Paragraph) else shown(block) for block in document(page).blocks]


def shown(block: object) -> list[list[str]]:
    assert isinstance(block, Grid)
    rows = [["∅"] * block.columns for _ in range(block.rows)]
    for cell in block.cells:
        for row, column in product(range(cell.rowspan), range(cell.colspan)):
            assert rows[cell.row + row][cell.column + column] == "∅", "cells overlap"
            rows[cell.row + row][cell.column + column] = cell.text
    return rows


# A report's page as sites publish it: navigation, meta tags, an editor's markup, broken labels.
PAGE = """<!DOCTYPE html>
<html><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<meta name="SiteName" content="某某县人民政府"/>
<meta name="PubDate" content="2024-01-25 10:00">
<META NAME="ColumnName" CONTENT="政府信息公开年报">
<meta property="og:title" content="年度报告">
<meta name="keywords" content="">
<meta name="PubDate" content="1999-01-01">
<title>
  某某县2023年政府信息公开工作年度报告-某某县人民政府
</title>
<style>p { display: block }</style>
<script>document.write("<p>1</p>");</script>
</head><body>
<ul><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li></ul>
<h1>某某县2023年<span>政府信息公开</span>工作年度报告</h1>
<p style="text-indent:2em"><span>二、主动公开</span><b>政府信息</b>情况</p>
<table border="1"><tbody>
<tr class="firstRow"><td colspan="4"><p>第二十条第（一）项</p></td></tr>
<tr><td><p><span>信息内容</span></p></td><td><p>本年制发<br/>件数</p></td><td>本年废止件数</td><td>现行有效件数</td></tr>
<tr><td><p>行政<span>规范性</span>文件</p></td><td><p><span>20</span><o:p></o:p></p></td><td> 3 </td><td>
  69
</td></tr>
</tbody></table>
<div>三、收到和处理政府信息公开申请情况</div>
<p>&nbsp;</p>
<script>var n = 5;</script>
</body></html>"""
