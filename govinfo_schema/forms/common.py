"""What the forms v2019 and v2021 share because it is the same concept: the applicants, most results, table four."""

from __future__ import annotations

from typing import Annotated

from attrs import frozen

from govinfo_schema.cells import Column, Count, Row, Table


@frozen
class ApplicantColumns:
    """One row of table three: how many, by applicant."""

    natural_person: Annotated[Count, Column("自然人", "natural persons")]
    commercial_enterprise: Annotated[Count, Column("法人或其他组织/商业企业", "commercial enterprises")]
    research_institution: Annotated[Count, Column("法人或其他组织/科研机构", "research institutions")]
    social_public_interest_organization: Annotated[
        Count, Column("法人或其他组织/社会公益组织", "social public-interest organizations")
    ]
    legal_service_institution: Annotated[Count, Column("法人或其他组织/法律服务机构", "legal service institutions")]
    other_organization: Annotated[Count, Column("法人或其他组织/其他", "other organizations")]
    total: Annotated[Count, Column("总计", "total")]


@frozen
class RefusedResults:
    """Disclosure refused, by ground (2019 Regulations, Arts 14-16 and 36(7))."""

    state_secret: Annotated[ApplicantColumns, Row("1.属于国家秘密", "state secret")]
    prohibited_by_law: Annotated[
        ApplicantColumns, Row("2.其他法律行政法规禁止公开", "prohibited by another law or administrative regulation")
    ]
    endangers_security_or_stability: Annotated[
        ApplicantColumns,
        Row("3.危及“三安全一稳定”", "endangers national, public or economic security or social stability"),
    ]
    third_party_rights: Annotated[
        ApplicantColumns, Row("4.保护第三方合法权益", "lawful rights and interests of third parties")
    ]
    internal_affairs: Annotated[ApplicantColumns, Row("5.属于三类内部事务信息", "internal affairs information")]
    deliberative_process: Annotated[
        ApplicantColumns, Row("6.属于四类过程性信息", "procedural (deliberative-process) information")
    ]
    enforcement_case_file: Annotated[
        ApplicantColumns, Row("7.属于行政执法案卷", "administrative enforcement case file")
    ]
    administrative_inquiry: Annotated[
        ApplicantColumns, Row("8.属于行政查询事项", "matter subject to administrative inquiry")
    ]


@frozen
class UnableResults:
    """Unable to provide, by reason (2019 Regulations, Arts 30, 36(4), 36(5) and 38)."""

    not_held: Annotated[ApplicantColumns, Row("1.本机关不掌握相关政府信息", "information not held by this organ")]
    requires_creation: Annotated[
        ApplicantColumns, Row("2.没有现成信息需要另行制作", "no ready information, would have to be created")
    ]
    unclear_after_correction: Annotated[
        ApplicantColumns, Row("3.补正后申请内容仍不明确", "application still unclear after correction")
    ]


@frozen
class DeclinedResults:
    """Declined, by reason (2019 Regulations, Arts 35, 36(6) and 39)."""

    petition_complaint: Annotated[
        ApplicantColumns, Row("1.信访举报投诉类申请", "petition, report or complaint in the form of an application")
    ]
    duplicate: Annotated[ApplicantColumns, Row("2.重复申请", "duplicate application")]
    published_material: Annotated[ApplicantColumns, Row("3.要求提供公开出版物", "asks for a public publication")]
    excessive_repeated: Annotated[
        ApplicantColumns,
        Row("4.无正当理由大量反复申请", "repeated applications in large numbers without proper reason"),
    ]
    confirm_or_reissue: Annotated[
        ApplicantColumns,
        Row("5.要求行政机关确认或重新出具已获取信息", "asks to confirm or reissue information already obtained"),
    ]


@frozen
class CaseResults:
    """Outcomes of cases of one kind in table four."""

    upheld: Annotated[Count, Column("结果维持", "upheld")]
    corrected: Annotated[Count, Column("结果纠正", "corrected")]
    other_result: Annotated[Count, Column("其他结果", "other result")]
    pending: Annotated[Count, Column("尚未审结", "pending")]
    total: Annotated[Count, Column("总计", "total")]


@frozen
class ReviewAndLitigation:
    """Table four: administrative reconsideration and litigation over disclosure."""

    reconsideration: Annotated[CaseResults, Column("行政复议", "administrative reconsideration")]
    litigation_direct: Annotated[
        CaseResults, Column("行政诉讼/未经复议直接起诉", "administrative litigation without prior reconsideration")
    ]
    litigation_after_reconsideration: Annotated[
        CaseResults, Column("行政诉讼/复议后起诉", "administrative litigation after reconsideration")
    ]


# Titles and row labels that both forms print in the same words.
PROACTIVE_DISCLOSURE = Table("二、主动公开政府信息情况", "proactive disclosure", unit="件")
APPLICATIONS = Table("三、收到和处理政府信息公开申请情况", "applications for disclosure", unit="件")
REVIEW_AND_LITIGATION = Table(
    "四、政府信息公开行政复议、行政诉讼情况", "administrative reconsideration and litigation", unit="件"
)
NEW_RECEIVED = Row("一、本年新收政府信息公开申请数量", "new applications received this year")
CARRIED_OVER = Row("二、上年结转政府信息公开申请数量", "applications carried over from last year")
RESULTS = Row("三、本年度办理结果", "results of this year")
CARRIED_FORWARD = Row("四、结转下年度继续办理", "carried forward to next year")
DISCLOSURE_GRANTED = Row("(一)予以公开", "disclosure granted")
PARTIAL_DISCLOSURE = Row("(二)部分公开(区分处理的,只计这一情形,不计其他情形)", "partial disclosure")
REFUSED = Row("(三)不予公开", "disclosure refused")
UNABLE = Row("(四)无法提供", "unable to provide")
DECLINED = Row("(五)不予处理", "declined")
OTHER_PROCESSING = Row("(六)其他处理", "other processing")
TOTAL_PROCESSED = Row("(七)总计", "total processed")
