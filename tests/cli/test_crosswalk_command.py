"""``govinfo crosswalk`` tells people and programs how two forms correspond."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from layouts import facts

if TYPE_CHECKING:
    from collections.abc import Callable

    Govinfo = Callable[..., Any]


def test_people_see_the_labels_the_relation_and_the_reason(govinfo: Govinfo) -> None:
    done = govinfo("crosswalk", "v2019", "v2021", "--lang", "en")
    lines = done.lines
    assert lines[0] == "v2019 (国办公开办函〔2019〕60号) → v2021 (国办公开办函〔2021〕30号)"
    (at,) = [number for number, line in enumerate(lines) if "其他对外管理服务事项" in line]
    assert lines[at] == "“第二十条第(五)项/其他对外管理服务事项” (3 columns) ∅ (nothing)"
    assert "Basis: 2019 Regulations, Art 20" in lines[at + 1]
    assert done.code == 0


def test_cells_of_one_row_are_told_in_one_line(govinfo: Govinfo) -> None:
    done = govinfo("crosswalk", "v2021", "v2019", "--lang", "zh")
    row = "“三、本年度办理结果/(一)予以公开”（7 列）"
    assert f"{row} = {row}" in done.lines


def test_a_chain_says_what_each_step_changes(govinfo: Govinfo) -> None:
    done = govinfo("crosswalk", "v2014", "v2021", "--lang", "en")
    lines = done.lines
    (at,) = [number for number, line in enumerate(lines) if line.startswith("“一、主动公开情况/制发规范性文件总数” ⊃")]
    assert "inferred" in lines[at + 1]
    assert "国办发〔2018〕37号" in lines[at + 2]


def test_programs_see_every_cell(govinfo: Govinfo) -> None:
    done = govinfo("crosswalk", "v2014", "v2021", "--json")
    links = json.loads(done.output)
    assert {path for link in links for path in link["sources"]} == {fact["cell"] for fact in facts("v2014")}
    assert {row["id"].split(".")[0] for link in links for row in link["rows"]} == {"v2014-v2019", "v2019-v2021"}


def test_one_form_needs_no_crosswalk(govinfo: Govinfo) -> None:
    assert "They are one form" in govinfo("crosswalk", "v2021", "v2021", "--lang", "en").output.decode()
