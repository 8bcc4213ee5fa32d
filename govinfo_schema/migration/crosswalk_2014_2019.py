"""Crosswalk between v2014 (国办发〔2014〕32号) and v2019 (国办公开办函〔2019〕60号).

Between them stands the revision of the Regulations: v2014 follows those of 2007, v2019 those of 2019.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from govinfo_schema.forms import v2014, v2019
from govinfo_schema.messages import Text
from govinfo_schema.migration.crosswalk_2014_2019_applications import APPLICATIONS, REFUSALS
from govinfo_schema.migration.crosswalk_building import row

if TYPE_CHECKING:
    from govinfo_schema.migration.crosswalk import Row

_row = partial(row, "v2014-v2019")
_sum_of_newer = partial(_row, summed="newer")
_REVIEW = "review_and_litigation.reconsideration"
_DIRECT = "review_and_litigation.litigation_direct"
_AFTER = "review_and_litigation.litigation_after_reconsideration"
_DISCLOSURE = "proactive_disclosure"


def _old(group: str) -> tuple[str, ...]:
    return tuple(path for path in v2014.FORM.paths if path.startswith(f"{group}."))


def _new(group: str) -> tuple[str, ...]:
    return tuple(path for path in v2019.FORM.paths if path.startswith(f"{group}."))


_NARRATIVE = Text(
    "新表式取消该项统计，只在文字部分叙述。", "The newer form dropped the figure; it is told in the text only."
)
_FORMS_IN_SECTION_TWO = Text("2019年《条例》第二十条、第五十条", "2019 Regulations, Arts 20 and 50")

_PROACTIVE = (
    _row(
        "items_disclosed",
        "none",
        (f"{_DISCLOSURE}.items_disclosed", *_old(f"{_DISCLOSURE}.channels")),
        (),
        _NARRATIVE,
    ),
    _row(
        "normative_document_items",
        "overlap",
        (f"{_DISCLOSURE}.normative_document_items_disclosed",),
        (f"{_DISCLOSURE}.normative_documents.newly_disclosed",),
        Text(
            "计量单位由“条”改为“件”，数字不可换算。",
            "The unit changed from items (条) to documents (件); the figures cannot be converted.",
        ),
        inferred=True,
    ),
    _row(
        "normative_documents_made",
        "close",
        (f"{_DISCLOSURE}.normative_documents_issued",),
        (f"{_DISCLOSURE}.normative_documents.newly_made",),
        Text("都统计本年制作的规范性文件。", "Both count the normative documents made in the year."),
        inferred=True,
    ),
    _row(
        "section_two",
        "none",
        (),
        tuple(
            path
            for path in _new(_DISCLOSURE)
            if path
            not in (
                f"{_DISCLOSURE}.normative_documents.newly_made",
                f"{_DISCLOSURE}.normative_documents.newly_disclosed",
            )
        ),
        Text("旧表式没有这些项目。", "The older form does not ask for these figures."),
        _FORMS_IN_SECTION_TWO,
    ),
    _row("public_response", "none", _old("public_response"), (), _NARRATIVE),
)

_ROUTE = Text(
    "旧表式不分是否经过复议：旧数等于未经复议直接起诉与复议后起诉之和。",
    "The older form does not ask whether reconsideration came first: its figure is the sum of both kinds of suit.",
)
_PENDING = Text(
    "旧表式没有“尚未审结”，未结案件计入其他情形；不能拆分，但为零则各部分都为零。",
    "The older form has no pending cases and counts them among the other outcomes; it cannot be split, but zero means "
    "that there are none of either.",
)
_OUTCOME = Text("同一审理结果。", "The same outcome.")
_RECONSIDERATION_LAW = Text("《行政复议法》第六十四条至第六十九条", "Administrative Reconsideration Law, Arts 64 to 69")

_CASES = (
    _row(
        "reconsideration_total",
        "close",
        ("reconsideration.total",),
        (f"{_REVIEW}.total",),
        Text(
            "都统计行政复议案件；新表式单列尚未审结，旧表式计入其他情形；没有案件，两表都为零。",
            "Both count reconsideration cases; the newer form shows pending ones apart, the older counts them among "
            "other outcomes; without cases both are zero.",
        ),
        inferred=True,
        proves_zero=True,
    ),
    _row(
        "reconsideration_upheld",
        "exact",
        ("reconsideration.upheld",),
        (f"{_REVIEW}.upheld",),
        _OUTCOME,
        _RECONSIDERATION_LAW,
    ),
    _row(
        "reconsideration_corrected",
        "exact",
        ("reconsideration.corrected",),
        (f"{_REVIEW}.corrected",),
        _OUTCOME,
        _RECONSIDERATION_LAW,
    ),
    _sum_of_newer(
        "reconsideration_other",
        "sum",
        ("reconsideration.other",),
        (f"{_REVIEW}.other_result", f"{_REVIEW}.pending"),
        _PENDING,
        inferred=True,
        proves_zero=True,
    ),
    *(
        _sum_of_newer(
            f"litigation_{name}",
            "sum",
            (f"litigation.{older}",),
            (f"{_DIRECT}.{name}", f"{_AFTER}.{name}"),
            _ROUTE,
            sum_is_exact=True,
        )
        for name, older in (
            ("total", "total"),
            ("upheld", "upheld_or_claim_dismissed"),
            ("corrected", "corrected"),
        )
    ),
    _sum_of_newer(
        "litigation_other",
        "sum",
        ("litigation.other",),
        (f"{_DIRECT}.other_result", f"{_DIRECT}.pending", f"{_AFTER}.other_result", f"{_AFTER}.pending"),
        _PENDING,
        inferred=True,
        proves_zero=True,
    ),
)

_REST = (
    _row(
        "complaints_and_reports",
        "none",
        ("complaints_and_reports",),
        (),
        Text(
            "举报投诉的权利保留，统计取消。",
            "The right to complain and report is kept, the figure was dropped.",
        ),
        Text("2019年《条例》第五十一条", "2019 Regulations, Art 51"),
    ),
    _row(
        "fees_charged_on_request",
        "none",
        ("fees_charged_on_request",),
        (),
        Text(
            "检索、复制、邮寄费已取消，依申请公开原则上不收费；与行政事业性收费、信息处理费都不是一回事。",
            "Fees for search, copies and mail were abolished, disclosure on request is free as a rule; they are "
            "neither the administrative and institutional fees nor the information-processing fee.",
        ),
        Text(
            "2007年《条例》第二十七条；2019年《条例》第四十二条", "2007 Regulations, Art 27; 2019 Regulations, Art 42"
        ),
    ),
    _row("capacity", "none", _old("capacity"), (), _NARRATIVE),
    _row("training", "none", _old("training"), (), _NARRATIVE),
)

ROWS: tuple[Row, ...] = (*_PROACTIVE, *APPLICATIONS, *REFUSALS, *_CASES, *_REST)
"""The rows between the two forms."""
