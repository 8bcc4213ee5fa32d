"""The form v2019 (国办公开办函〔2019〕60号), report years 2019 and 2020: 198 cells in three tables."""

from __future__ import annotations

from typing import Annotated, Literal

from attrs import frozen

from govinfo_schema.cells import Amount, Column, Count, FlatForm, Row, SignedCount
from govinfo_schema.forms import common
from govinfo_schema.report import Envelope

_PRIOR_YEAR_ITEMS = Column("上一年项目数量", "items in the previous year", unit="项")
_CHANGE = Column("本年增/减", "change in the number of items this year", unit="项", slash=True)


@frozen
class DocumentsDisclosed:
    """Documents of one kind: made, disclosed, and publicly available in total."""

    newly_made: Annotated[Count, Column("本年新制作数量", "newly made this year")]
    newly_disclosed: Annotated[Count, Column("本年新公开数量", "newly disclosed this year")]
    total_publicly_available: Annotated[Count, Column("对外公开总数量", "publicly available in total")]


@frozen
class ItemsAndDecisions:
    """Items of the power list of one kind, and the decisions made under them."""

    prior_year_items: Annotated[Count, _PRIOR_YEAR_ITEMS]
    change: Annotated[SignedCount, _CHANGE]
    decisions: Annotated[Count, Column("处理决定数量", "decisions")]


@frozen
class FeeItems:
    """Items of administrative and institutional fees."""

    prior_year_items: Annotated[Count, _PRIOR_YEAR_ITEMS]
    change: Annotated[SignedCount, _CHANGE]


@frozen
class Procurement:
    """Centralized government procurement. The head of the amount prints no unit."""

    projects: Annotated[Count, Column("采购项目数量", "projects", unit="个")]
    total_amount: Annotated[Amount, Column("采购总金额", "total amount, unit only where the cell states one", unit="")]


@frozen
class ProactiveDisclosure:
    """Table two, by item of Article 20 of the 2019 Regulations."""

    administrative_rules: Annotated[DocumentsDisclosed, Row("第二十条第(一)项/规章", "administrative rules")]
    normative_documents: Annotated[DocumentsDisclosed, Row("第二十条第(一)项/规范性文件", "normative documents")]
    administrative_licensing: Annotated[ItemsAndDecisions, Row("第二十条第(五)项/行政许可", "administrative licensing")]
    other_external_services: Annotated[
        ItemsAndDecisions, Row("第二十条第(五)项/其他对外管理服务事项", "other external management and service matters")
    ]
    administrative_penalties: Annotated[ItemsAndDecisions, Row("第二十条第(六)项/行政处罚", "administrative penalties")]
    administrative_compulsion: Annotated[
        ItemsAndDecisions, Row("第二十条第(六)项/行政强制", "administrative compulsion")
    ]
    administrative_institutional_fees: Annotated[
        FeeItems, Row("第二十条第(八)项/行政事业性收费", "administrative and institutional fees")
    ]
    centralized_procurement: Annotated[
        Procurement, Row("第二十条第(九)项/政府集中采购", "centralized government procurement")
    ]


@frozen
class Results:
    """Results of the year; the rows exclude one another."""

    disclosure_granted: Annotated[common.ApplicantColumns, common.DISCLOSURE_GRANTED]
    partial_disclosure: Annotated[common.ApplicantColumns, common.PARTIAL_DISCLOSURE]
    refused: Annotated[common.RefusedResults, common.REFUSED]
    unable: Annotated[common.UnableResults, common.UNABLE]
    declined: Annotated[common.DeclinedResults, common.DECLINED]
    other: Annotated[common.ApplicantColumns, common.OTHER_PROCESSING]
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
    """A report in the form v2019."""

    form: Literal["v2019"] = "v2019"
    proactive_disclosure: Annotated[ProactiveDisclosure, common.PROACTIVE_DISCLOSURE]
    applications: Annotated[Applications, common.APPLICATIONS]
    review_and_litigation: Annotated[common.ReviewAndLitigation, common.REVIEW_AND_LITIGATION]


FORM = FlatForm("v2019", Report)
