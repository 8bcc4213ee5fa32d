"""Which cells compare across forms, against counts from the facts on both forms."""

from __future__ import annotations

import pytest

from govinfo_schema.errors import StructureError
from govinfo_schema.forms import form_named
from govinfo_schema.migration.correspondence import corresponding_cells
from govinfo_schema.versions import NAMES

OTHER = "applications.results.other"


@pytest.mark.parametrize("form", NAMES)
def test_a_form_corresponds_to_itself_cell_by_cell(form: str) -> None:
    assert corresponding_cells(form, form) == {path: (path,) for path in form_named(form).paths}


def test_tables_three_and_four_of_v2019_go_on_in_v2021_but_for_other_results_which_were_split() -> None:
    forward, back = corresponding_cells("v2019", "v2021"), corresponding_cells("v2021", "v2019")
    assert len(forward) == 22 * 7 + 15
    assert all(sources == (path,) for path, sources in forward.items())
    assert len(back) == 23 * 7 + 15
    three = tuple(f"{OTHER}.{name}.total" for name in ("correction_overdue", "fee_overdue", "other"))
    assert back[f"{OTHER}.total"] == three
    assert not any(path.startswith("proactive_disclosure.") for path in (*forward, *back))


def test_of_2018_only_what_is_the_same_concept_compares() -> None:
    cells = corresponding_cells("v2014", "v2019")
    assert "applications.carried_over.total" not in cells
    assert "applications.new_received.total" not in cells  # close: another counting rule
    assert cells["review_and_litigation.reconsideration.upheld"] == ("reconsideration.upheld",)


def test_forms_that_are_no_neighbours_do_not_compare_and_unknown_ones_are_refused() -> None:
    assert corresponding_cells("v2014", "v2021") == {}
    with pytest.raises(StructureError):
        corresponding_cells("v2017", "v2017")
