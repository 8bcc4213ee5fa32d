"""Pages about each change of forms: what changed, why, and what may be compared. They follow from the crosswalks."""

from __future__ import annotations

from govinfo_schema.migration.crosswalk import CORRESPONDENCES, PAIRS
from govinfo_schema.migration.crosswalk_chain import links_between
from govinfo_schema.migration.crosswalk_words import MEANINGS, told_together
from govinfo_schema.versions import version_named


def crosswalk_pages() -> dict[str, bytes]:
    """Return a page in Markdown for each pair of neighbouring forms, by file name."""
    return {f"{older}-{newer}.md": _page(older, newer).encode() for older, newer in PAIRS}


def _page(older: str, newer: str) -> str:
    first, second = version_named(older), version_named(newer)
    told = list(told_together(older, newer, links_between(older, newer)))
    parts = [
        f"# {older} → {newer}",
        (
            "> 本页由 `govinfo schema --write schemas` 生成，请勿手工修改。\n"
            "> This page is written by `govinfo schema --write schemas`; do not edit it by hand."
        ),
        (
            f"{first.document} → {second.document}\n\n"
            f"自 {second.first_year} 年度起。From the report year {second.first_year} on."
        ),
    ]
    for relation in CORRESPONDENCES:
        rows = [(cells, others, claims) for cells, found, others, claims in told if found == relation]
        if rows:
            sign, meaning = MEANINGS[relation]
            parts += [
                f"## {sign} {meaning.zh} · {meaning.en}",
                "\n".join(
                    [
                        f"| {older} | {newer} | 理由 reason |",
                        "| --- | --- | --- |",
                        *(
                            f"| {_cell(cells.zh)} | {_cell(others.zh)} | "
                            f"{_cell(' '.join(f'{claim.zh}<br>{claim.en}' for claim in claims))} |"
                            for cells, others, claims in rows
                        ),
                    ]
                ),
            ]
    return "\n\n".join(parts) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
