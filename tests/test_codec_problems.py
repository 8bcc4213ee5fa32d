"""Documents with problems: each is named with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

from codec_documents import AMOUNT, BLANK, FEES, broken, drop, put, refused

TOTAL = ("applications", "new_received", "total")


RESIDUE = {"form": "v2019", "cells": {}, "marks": {}, "deduced": {}}


CORRECTION = {"form": "v2019", "path": ".".join(TOTAL), "published": 1, "corrected": 2, "proposal": "P-1"}


BROKEN: list[tuple[Callable[[dict[str, Any]], None], str, str]] = [
    (put("extra", value=1), "/extra", "no such key"),
    (put("a/b~c", value=1), "/a~1b~0c", "no such key"),
    (put("applications", "new_recieved", value=1), "/applications/new_recieved", "Did you mean 'new_received'"),
    (put("marks", "x", value=BLANK), "/marks/x", "no such cell"),
    (put("marks", ".".join(TOTAL), value=BLANK), "/marks/applications.new_received.total", "holds a value"),
    (put(*TOTAL, value=None), "/applications/new_received/total", "does not say why"),
    (put(*AMOUNT, value=None), "/" + "/".join(AMOUNT), "does not say why"),
    (put(*TOTAL, value=1.0), "/applications/new_received/total", "found 1.0"),
    (put(*TOTAL, value="1"), "/applications/new_received/total", 'found "1"'),
    (put(*TOTAL, value=True), "/applications/new_received/total", "found true"),
    (put(*TOTAL, value=False), "/applications/new_received/total", "found false"),
    (put(*TOTAL, value=[]), "/applications/new_received/total", "found a list"),
    (put(*TOTAL, value={}), "/applications/new_received/total", "found an object"),
    (drop(*TOTAL), "/applications/new_received/total", "missing"),
    (drop("applications"), "/applications", "missing"),
    (put("applications", value=None), "/applications", "found null"),
    (put(*AMOUNT, value=5), "/" + "/".join(AMOUNT), "an object with value and unit, found 5"),
    (put(*AMOUNT, "value", value="5"), "/" + "/".join(AMOUNT) + "/value", "without quotes"),
    (put(*AMOUNT, "value", value=None), "/" + "/".join(AMOUNT) + "/value", "without quotes"),
    (put(*AMOUNT, "unit", value=5), "/" + "/".join(AMOUNT) + "/unit", "a text"),
    (put(*AMOUNT, "currency", value="元"), "/" + "/".join(AMOUNT) + "/currency", "no such key"),
    (put("agency", value="某区"), "/agency", "an object"),
    (put("agency", "name", value=5), "/agency/name", "a text"),
    (put("agency", "name", value="\ud800"), "/agency/name", "surrogate"),
    (put("year", value="2023"), "/year", "a whole number"),
    (put("scope", value="city"), "/scope", "one of own_organ, own_level, whole_region, unknown"),
    (put("scope", value=["unknown"]), "/scope", "one of"),
    (put("period", value={"start": "2023-01-01"}), "/period/end", "missing"),
    (put("publication_date", value="2023-02-30"), "/publication_date", "YYYY-MM-DD"),
    (put("publication_date", value="20230228"), "/publication_date", "YYYY-MM-DD"),
    (put("publication_date", value=20230228), "/publication_date", "YYYY-MM-DD"),
    (put("source", value={"name": "a", "format": "html"}), "/source/sha256", "missing"),
    (put("narrative", value="text"), "/narrative", "a list"),
    (put("narrative", value=[{"heading": "一", "paragraphs": ["甲", 5]}]), "/narrative/0/paragraphs/1", "a text"),
    (put("extensions", value=[{"table": "三"}]), "/extensions/0/label", "missing"),
    (put("marks", value=[]), "/marks", "an object"),
    (put("residue", value={}), "/residue", "a list"),
    (put("residue", value=[5]), "/residue/0", "an object"),
    (put("residue", value=[{**RESIDUE, "form": "v1"}]), "/residue/0/form", "v2014, v2019, v2021"),
    (put("residue", value=[{**RESIDUE, "form": 1}]), "/residue/0/form", "a text"),
    (put("residue", value=[{**RESIDUE, "cells": {FEES: None}}]), f"/residue/0/cells/{FEES}", "v2019 has no such cell"),
    (put("residue", value=[{**RESIDUE, "cells": 5}]), "/residue/0/cells", "an object"),
    (
        put("residue", value=[{**RESIDUE, "cells": {".".join(TOTAL): {"value": 1, "unit": None}}}]),
        "/residue/0/cells/applications.new_received.total",
        "a whole number",
    ),
    (
        put("residue", value=[{**RESIDUE, "cells": {"proactive_disclosure.centralized_procurement.total_amount": 1}}]),
        "/residue/0/cells/proactive_disclosure.centralized_procurement.total_amount",
        "an amount",
    ),
    (put("residue", value=[{**RESIDUE, "marks": {"x": BLANK}}]), "/residue/0/marks/x", "no such cell"),
    (
        put("residue", value=[{**RESIDUE, "deduced": {"proactive_disclosure.centralized_procurement.projects": "a"}}]),
        "/residue/0/deduced/proactive_disclosure.centralized_procurement.projects",
        "v2021 has no such cell",
    ),
    (put("corrections", value=5), "/corrections", "a list"),
    (put("corrections", value=[5]), "/corrections/0", "an object"),
    (put("corrections", value=[{**CORRECTION, "form": "v1"}]), "/corrections/0/form", "v2014, v2019, v2021"),
    (put("corrections", value=[{**CORRECTION, "form": 1}]), "/corrections/0/form", "a text"),
    (put("corrections", value=[{**CORRECTION, "path": 1}]), "/corrections/0/path", "a text"),
    (put("corrections", value=[{**CORRECTION, "path": FEES}]), "/corrections/0/path", "v2019 has no such cell"),
    (put("corrections", value=[{**CORRECTION, "mark": BLANK}]), "/corrections/0/mark", "a number or a mark"),
    (put("corrections", value=[{**CORRECTION, "published": None}]), "/corrections/0/mark", "a number or a mark"),
    (put("corrections", value=[{**CORRECTION, "corrected": None}]), "/corrections/0/corrected", "puts a number"),
    (
        put("corrections", value=[{**CORRECTION, "corrected": {"value": 1, "unit": None}}]),
        "/corrections/0/corrected",
        "a whole number",
    ),
    (
        put("corrections", value=[{**CORRECTION, "form": "v2021", "path": FEES, "published": None, "mark": BLANK}]),
        "/corrections/0/corrected",
        "an amount",
    ),
    (put("form", value=5), "/form", "no form named int"),
    (put("form", value="v2020"), "/form", "no form named 'v2020'"),
]


@pytest.mark.parametrize(("change", "where", "words"), BROKEN, ids=[f"{where} {words}" for _, where, words in BROKEN])
def test_a_broken_document_is_explained_with_its_place(
    change: Callable[[dict[str, Any]], None], where: str, words: str
) -> None:
    error = refused(broken(change))
    places = [problem.where for problem in error.problems] or [error.where]
    assert places == [where]
    assert words in str(error)
    assert error.in_language("zh") != error.in_language("en")


def test_all_problems_are_told_at_once() -> None:
    def change(data: dict[str, Any]) -> None:
        put(*TOTAL, value="1")(data)
        put("extra", value=1)(data)
        put("year", value="2023")(data)
        put("marks", "x", value=BLANK)(data)
        put("narrative", value=[{"heading": 1}, {"paragraphs": [2]}])(data)

    error = refused(broken(change))
    assert {problem.where for problem in error.problems} == {
        "/applications/new_received/total",
        "/extra",
        "/year",
        "/marks/x",
        "/narrative/0/heading",
        "/narrative/1/heading",
        "/narrative/1/paragraphs/0",
    }
    assert len(error.problems) == 7
    for problem in error.problems:
        assert f"{problem.where}: {problem.what.en}" in str(error)
        assert f"{problem.where}：" in error.in_language("zh")


def test_many_problems_are_counted_and_the_first_are_told() -> None:
    error = refused(broken(lambda data: data.update(marks={str(number): BLANK for number in range(5000)})))
    assert 90 < len(error.problems) <= 200
    assert f"{len(error.problems)} things do not fit the standard" in str(error)
    assert f"And {len(error.problems) - 20} more" in str(error)
    assert len(str(error)) < 4000


@pytest.mark.parametrize("key", ["narrative", "residue"])
def test_a_long_list_of_nonsense_does_not_fill_the_memory(key: str) -> None:
    assert len(refused(broken(put(key, value=[5] * 100_000))).problems) == 100


def test_a_long_key_is_cut() -> None:
    assert len(str(refused(broken(put("x" * 100_000, value=5))))) < 400
