"""Refusals of web pages: what is none, one that shows nothing, and an archive of several files."""

from __future__ import annotations

import re

from govinfo_schema.errors import ReadError
from govinfo_schema.messages import Text

_FRAMES = re.compile(rb"<i?frame\s[^>]{0,500}?src\s*=\s*[\"']?([^\"'\s>]{1,200})", re.IGNORECASE)
_FRAMES_SHOWN = 5


def not_html(name: str) -> ReadError:
    """Return the error for a file without any tag."""
    return ReadError(
        Text("文件中没有 HTML 标记，不是网页。", "The file holds no HTML tag, so it is no web page."),
        where=name,
        advice=Text("如果是纯文本，请按文本格式读取。", "If it is plain text, read it as text."),
    )


def no_text(name: str, source: bytes) -> ReadError:
    """Return the error for a page without text, which names its frames where it is made of frames."""
    frames = [found.decode("utf-8", "replace") for found in _FRAMES.findall(source)][:_FRAMES_SHOWN]
    if frames:
        return ReadError(
            Text("网页由框架组成，自己没有文字。", "The page is made of frames and shows no text of its own."),
            where=name,
            advice=Text(
                f"请读取含有报告的框架：{'、'.join(frames)}。",
                f"Read the frame that holds the report: {', '.join(frames)}.",
            ),
        )
    return ReadError(
        Text("网页中没有可见的文字。", "The page shows no text."),
        where=name,
        advice=Text(
            "内容可能由脚本生成：请在浏览器中打开后另存。",
            "Scripts may bring its content: open it in a browser and save what is shown.",
        ),
    )


def refuse_archive(text: str, name: str) -> None:
    """Refuse a web archive.

    Raises:
        ReadError: it is one.
    """
    if "multipart/related" in text[:2048] and "MIME-Version" in text[:2048]:
        raise ReadError(
            Text("这是网页存档（mht），不是网页本身。", "This is a web archive (mht), not the page itself."),
            where=name,
            advice=Text("请用 --format mhtml 读取。", "Read it with --format mhtml."),
        )
