"""The form v2021 (国办公开办函〔2021〕30号), report years 2021 to today: 200 cells in three tables."""

from __future__ import annotations

from typing import Annotated, Literal

from attrs import frozen

from govinfo_schema.cells import Amount, Column, Count, FlatForm, Row
from govinfo_schema.forms import common
from govinfo_schema.report import Envelope


@frozen
class DocumentStock:
    """Documents of one kind: made and repealed this year, and in force now."""

    issued: Annotated[Count, Column("本年制发件数", "issued this year")]
    repealed: Annotated[Count, Column("本年废止件数", "repealed this year")]
    in_force: Annotated[Count, Column("现行有效件数", "in force")]


@frozen
class Decisions:
    """Decisions of one kind."""

    decisions: Annotated[Count, Column("本年处理决定数量", "decisions this year")]


@frozen
class FeesCollected:
    """Administrative and institutional fees."""

    amount: Annotated[Amount, Column("本年收费金额(单位:万元)", "amount collected this year", unit="万元")]


@frozen
class ProactiveDisclosure:
    """Table two, by item of Article 20 of the 2019 Regulations."""

    administrative_rules: Annotated[DocumentStock, Row("第二十条第(一)项/规章", "administrative rules")]
    administrative_normative_documents: Annotated[
        DocumentStock, Row("第二十条第(一)项/行政规范性文件", "administrative normative documents")
    ]
    administrative_licensing: Annotated[Decisions, Row("第二十条第(五)项/行政许可", "administrative licensing")]
    administrative_penalties: Annotated[Decisions, Row("第二十条第(六)项/行政处罚", "administrative penalties")]
    administrative_compulsion: Annotated[Decisions, Row("第二十条第(六)项/行政强制", "administrative compulsion")]
    administrative_institutional_fees: Annotated[
        FeesCollected, Row("第二十条第(八)项/行政事业性收费", "administrative and institutional fees")
    ]


@frozen
class OtherProcessing:
    """Other processing, with the two outcomes that count as abandoned (2019 Regulations, Arts 30 and 42)."""

    correction_overdue: Annotated[
        common.ApplicantColumns,
        Row(
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "correction overdue without proper reason, no longer processed",
        ),
    ]
    fee_overdue: Annotated[
        common.ApplicantColumns,
        Row(
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "fee not paid in time, no longer processed",
        ),
    ]
    other: Annotated[common.ApplicantColumns, Row("3.其他", "other")]


@frozen
class Results:
    """Results of the year; the rows exclude one another."""

    disclosure_granted: Annotated[common.ApplicantColumns, common.DISCLOSURE_GRANTED]
    partial_disclosure: Annotated[common.ApplicantColumns, common.PARTIAL_DISCLOSURE]
    refused: Annotated[common.RefusedResults, common.REFUSED]
    unable: Annotated[common.UnableResults, common.UNABLE]
    declined: Annotated[common.DeclinedResults, common.DECLINED]
    other: Annotated[OtherProcessing, common.OTHER_PROCESSING]
    total: Annotated[common.ApplicantColumns, common.TOTAL_PROCESSED]


@frozen
class Applications:
    """Table three."""

    new_received: Annotated[common.ApplicantColumns, common.NEW_RECEIVED]
    carried_over: Annotated[common.ApplicantColumns, common.CARRIED_OVER]
    results: Annotated[Results, common.RESULTS]
    carried_forward: Annotated[common.ApplicantColumns, common.CARRIED_FORWARD]


@frozen(kw_only=True, repr=False)
class Report(Envelope):
    """A report in the form v2021."""

    form: Literal["v2021"] = "v2021"
    proactive_disclosure: Annotated[ProactiveDisclosure, common.PROACTIVE_DISCLOSURE]
    applications: Annotated[Applications, common.APPLICATIONS]
    review_and_litigation: Annotated[common.ReviewAndLitigation, common.REVIEW_AND_LITIGATION]


FORM = FlatForm("v2021", Report)
