"""Why a file is refused as a web page: no HTML, no text that anyone sees, or an archive of several files."""

from __future__ import annotations

from govinfo_schema.errors import ReadError
from govinfo_schema.messages import Text


def not_html(name: str) -> ReadError:
    """Return the error for a file without any HTML tag; ``name`` is its name for messages."""
    return ReadError(
        Text("文件中没有 HTML 标记，不是网页。", "The file holds no HTML tag, so it is no web page."),
        where=name,
        advice=Text("如果是纯文本，请按文本格式读取。", "If it is plain text, read it as text."),
    )


def no_text(name: str) -> ReadError:
    """Return the error for a page that shows no text; ``name`` is its name for messages."""
    return ReadError(
        Text("网页中没有可见的文字。", "The page shows no text."),
        where=name,
        advice=Text(
            "内容可能由脚本生成或位于框架内：请在浏览器中打开后另存，或保存框架内的页面。",
            "Scripts or frames may bring its content: open it in a browser and save what is shown.",
        ),
    )


def refuse_archive(text: str, name: str) -> None:
    """Refuse a web archive, which is several files in one.

    Args:
        text: the decoded file.
        name: its name for messages.

    Raises:
        ReadError: it is one.
    """
    if "multipart/related" in text[:2048] and "MIME-Version" in text[:2048]:
        raise ReadError(
            Text("这是网页存档（mht），不是网页本身。", "This is a web archive (mht), not the page itself."),
            where=name,
            advice=Text("请在浏览器中另存为“网页，仅 HTML”。", "Save it in a browser as “web page, HTML only”."),
        )
