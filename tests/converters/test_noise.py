"""Noisy documents of random reports: no cell may hold a number that a careful person would not read there.

``python tests/noise_table.py`` reads as many documents as one likes, and prints the results by format and noise.
"""

from __future__ import annotations

from collections import Counter

import pytest

from govinfo_converters.html_page import FORMAT as HTML
from govinfo_schema.errors import GovinfoError
from govinfo_schema.format_contract import Input, ReadOptions
from layouts import html_page, numbers
from noise_kinds import LAYOUTS_OF, NOISES
from noise_outcome import COUNTED, document_of, outcome

DOCUMENTS = {
    "text": 8,
    "html": 8,
    "md": 4,
    "csv": 4,
    "grid": 4,
    "docx": 4,
    "xlsx": 3,
    "pdf": 3,
}  # of each kind of noise
assert DOCUMENTS.keys() == LAYOUTS_OF.keys()


@pytest.mark.parametrize("noise", NOISES)
def test_no_number_is_silently_wrong(noise: str) -> None:
    total: Counter[str] = Counter()
    wrong: list[str] = []
    for format_name, documents in DOCUMENTS.items():
        for number in range(documents):
            document = document_of(noise, format_name, number)
            if document is not None:
                read = outcome(document)
                total.update(read.counted)
                wrong += [
                    f"{format_name} {number} {document.form} {document.layout}: {cell}" for cell in read.wrong[:3]
                ]
    table = "  ".join(f"{kind} {total[kind]}" for kind in COUNTED)
    assert not wrong, f"{noise}: {table}\n{wrong}"
    assert total["right"], table


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 50_000 + "规章",
        "<table><tr><td>" * 3000 + "规章",
        "<table><tr><td " + " ".join(f"a{number}=1" for number in range(50_000)) + ">规章<td>1</table>",
        "<table>" + "<tr><td>规章<td>1<td>2<td>3</tr>" * 20_000 + "</table>",
        html_page("v2021", numbers("v2021")).replace("<td", "<td rowspan=65534 colspan=1000000", 60),
    ],
    ids=["nested", "tables", "attributes", "rows", "spans"],
)
def test_hostile_pages_are_refused_soon(page: str) -> None:
    assert HTML.read is not None
    with pytest.raises(GovinfoError) as caught:
        HTML.read(Input(data=page.encode(), name="page.html"), ReadOptions())
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("noise", "format_name", "number", "seed"),
    [
        ("extra_tables", "docx", 3, "merged1"),
        ("extra_rows", "pdf", 36, "merged1"),
        ("glued_figures", "pdf", 23, "merged1"),
        ("glued_figures", "pdf", 14, "merged2"),
        ("extra_column", "text", 6, "nova1"),
    ],
)
def test_documents_that_were_once_read_wrong_are_not(noise: str, format_name: str, number: int, seed: str) -> None:
    document = document_of(noise, format_name, number, seed)
    assert document is not None
    assert outcome(document).wrong == ()
