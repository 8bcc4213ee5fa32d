"""Crosswalk between v2019 (国办公开办函〔2019〕60号) and v2021 (国办公开办函〔2021〕30号).

Both follow the 2019 Regulations.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from govinfo_schema.forms import v2019, v2021
from govinfo_schema.messages import Text
from govinfo_schema.migration.crosswalk_building import LABELS, row

if TYPE_CHECKING:
    from govinfo_schema.migration.crosswalk import Row

_PAIR = "v2019-v2021"
_DISCLOSURE = "proactive_disclosure"
_OTHER = "applications.results.other"
_DOCUMENTS = (
    ("administrative_rules", "administrative_rules"),
    ("normative_documents", "administrative_normative_documents"),
)
_MATTERS = ("administrative_licensing", "administrative_penalties", "administrative_compulsion")
_ARTICLE_20 = Text("2019年《条例》第二十条第一、五、六、八、九项", "2019 Regulations, Art 20(1), (5), (6), (8) and (9)")

_row = partial(row, _PAIR)


def _table_two(*paths: str) -> tuple[str, ...]:
    return tuple(f"{_DISCLOSURE}.{path}" for path in paths)


_DOCUMENT_ROWS = (
    _row(
        "administrative_rules_made",
        "close",
        _table_two("administrative_rules.newly_made"),
        _table_two("administrative_rules.issued"),
        Text(
            "“制作”改为“制发”；修改的规章如何计数未说明。",
            "Made (制作) became issued (制发); how amended rules count is not stated.",
        ),
    ),
    _row(
        "normative_documents_made",
        "broader",
        _table_two("normative_documents.newly_made"),
        _table_two("administrative_normative_documents.issued"),
        Text(
            "“规范性文件”收窄为“行政规范性文件”，旧数包括更多文件。",
            "Normative documents were narrowed to administrative normative documents; the older figure holds more.",
        ),
        Text("国办发〔2018〕37号", "国办发〔2018〕37号"),
        inferred=True,
    ),
    _row(
        "newly_disclosed",
        "none",
        _table_two(*(f"{old}.newly_disclosed" for old, _ in _DOCUMENTS)),
        (),
        Text("新表式不再统计新公开数量。", "The newer form no longer counts what was newly disclosed."),
    ),
    *(
        _row(
            f"{old}_available",
            "overlap",
            _table_two(f"{old}.total_publicly_available"),
            _table_two(f"{new}.in_force"),
            Text(
                "旧数是对外公开的，新数是现行有效的：已废止的可能仍在网上，现行有效的一般公开。",
                "The older figure counts what is public, the newer what is in force: repealed texts may stay online, "
                "and texts in force are as a rule public.",
            ),
        )
        for old, new in _DOCUMENTS
    ),
    _row(
        "repealed",
        "none",
        (),
        _table_two(*(f"{new}.repealed" for _, new in _DOCUMENTS)),
        Text("旧表式不统计废止件数。", "The older form does not count repeals."),
    ),
)

_MATTER_ROWS = (
    *(
        _row(
            f"{matter}_decisions",
            "close",
            _table_two(f"{matter}.decisions"),
            _table_two(f"{matter}.decisions"),
            Text(
                "都统计处理决定；2021年起依法不公开的决定也计入。",
                "Both count decisions; since 2021 those lawfully not published count as well.",
            ),
        )
        for matter in _MATTERS
    ),
    _row(
        "item_counts",
        "none",
        _table_two(*(f"{matter}.{column}" for matter in _MATTERS for column in ("prior_year_items", "change"))),
        (),
        Text("新表式取消事项数量和增减。", "The newer form dropped the number of items and its change."),
        _ARTICLE_20,
    ),
    _row(
        "other_external_services",
        "none",
        _table_two(*(f"other_external_services.{column}" for column in ("prior_year_items", "change", "decisions"))),
        (),
        Text(
            "新表式取消其他对外管理服务事项；各省理解相反。",
            "The newer form dropped other external services, which provinces read in opposite ways.",
        ),
        _ARTICLE_20,
    ),
    _row(
        "fee_items",
        "none",
        _table_two(*(f"administrative_institutional_fees.{column}" for column in ("prior_year_items", "change"))),
        (),
        Text(
            "旧表式数收费项目，新表式问收费金额，不可比。",
            "The older form counts items of fees, the newer asks for the amount collected; they do not compare.",
        ),
        _ARTICLE_20,
    ),
    _row(
        "fee_amount",
        "none",
        (),
        _table_two("administrative_institutional_fees.amount"),
        Text("旧表式不问收费金额。", "The older form does not ask for the amount of fees."),
        _ARTICLE_20,
    ),
    _row(
        "centralized_procurement",
        "none",
        _table_two("centralized_procurement.projects", "centralized_procurement.total_amount"),
        (),
        Text("新表式取消政府集中采购。", "The newer form dropped centralized government procurement."),
        _ARTICLE_20,
    ),
)

_SAME = Text("同一项目。", "The same row and column.")
_SPLIT = Text(
    "“其他处理”分为三项，旧数等于三项之和；不能拆分。",
    "Other processing was divided in three: the older figure is the sum of the three, and cannot be split.",
)


def _shared_rows() -> tuple[Row, ...]:
    """Tables three and four: a cell that has the same address in both forms is the same cell."""
    tables = ("applications.", "review_and_litigation.")
    return tuple(
        _row(path, "exact", (path,), (path,), _SAME, LABELS)
        for path in v2019.FORM.paths
        if path in v2021.FORM.by_path and path.startswith(tables)
    )


def _other_processing_rows() -> tuple[Row, ...]:
    """Other processing, by column: one row in the older form, three in the newer."""
    parts = [path for path in v2021.FORM.paths if path.startswith(f"{_OTHER}.")]
    return tuple(
        _row(
            path,
            "sum",
            (path,),
            tuple(part for part in parts if part.endswith(path.removeprefix(_OTHER))),
            _SPLIT,
            Text(
                "2019年《条例》第三十条、第四十二条；《政府信息公开信息处理费管理办法》",
                "2019 Regulations, Arts 30 and 42; measures for the information-processing fee, 国办函〔2020〕109号",
            ),
            summed="newer",
            sum_is_exact=True,
        )
        for path in v2019.FORM.paths
        if path.startswith(f"{_OTHER}.")
    )


ROWS: tuple[Row, ...] = (*_DOCUMENT_ROWS, *_MATTER_ROWS, *_shared_rows(), *_other_processing_rows())
"""The rows between the two forms."""
