"""The form v2014 (国办发〔2014〕32号), report years 2014 to 2018: one statistics table of 58 cells."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal

from attrs import frozen

from govinfo_schema.cells import Amount, Count, FlatForm, Row, Table
from govinfo_schema.report import Envelope

_table = partial(Table, column="统计数")
_ITEMS = "条"
_DOCUMENTS = "件"
_CASES = "件"
_TIMES = "次"
_TEN_THOUSAND_YUAN = "万元"


@frozen
class Channels:
    """Items disclosed, by channel."""

    gazette: Annotated[Count, Row("1.政府公报公开政府信息数", "government gazette")]
    government_website: Annotated[Count, Row("2.政府网站公开政府信息数", "government website")]
    government_weibo: Annotated[Count, Row("3.政务微博公开政府信息数", "government Weibo account")]
    government_wechat: Annotated[Count, Row("4.政务微信公开政府信息数", "government WeChat account")]
    other: Annotated[Count, Row("5.其他方式公开政府信息数", "other channels")]


@frozen
class ProactiveDisclosure:
    """Section one: one information counts as one item, whatever the number of channels."""

    items_disclosed: Annotated[
        Count,
        Row(
            "(一)主动公开政府信息数(不同渠道和方式公开相同信息计1条)",
            "items of government information disclosed",
            unit=_ITEMS,
        ),
    ]
    normative_document_items_disclosed: Annotated[
        Count,
        Row("(一)主动公开政府信息数/其中:主动公开规范性文件数", "of these, normative documents disclosed", unit=_ITEMS),
    ]
    normative_documents_issued: Annotated[
        Count, Row("制发规范性文件总数", "normative documents issued", unit=_DOCUMENTS)
    ]
    channels: Annotated[
        Channels, Row("(二)通过不同渠道和方式公开政府信息的情况", "items disclosed by channel", unit=_ITEMS)
    ]


@frozen
class PublicResponse:
    """Section two: one topic counts once, whatever the number of responses."""

    public_concerns_addressed: Annotated[
        Count,
        Row(
            "(一)回应公众关注热点或重大舆情数(不同方式回应同一热点或舆情计1次)",
            "public concerns and major public opinions responded to",
        ),
    ]
    press_conferences: Annotated[
        Count,
        Row("(二)通过不同渠道和方式回应解读的情况/1.参加或举办新闻发布会总次数", "press conferences attended or held"),
    ]
    press_conferences_principal_official: Annotated[
        Count,
        Row(
            "(二)通过不同渠道和方式回应解读的情况/1.参加或举办新闻发布会总次数/其中:主要负责同志参加新闻发布会次数",
            "press conferences attended by the principal official",
        ),
    ]
    website_interviews: Annotated[
        Count,
        Row("(二)通过不同渠道和方式回应解读的情况/2.政府网站在线访谈次数", "interviews on the government website"),
    ]
    website_interviews_principal_official: Annotated[
        Count,
        Row(
            "(二)通过不同渠道和方式回应解读的情况/2.政府网站在线访谈次数/其中:主要负责同志参加政府网站在线访谈次数",
            "interviews on the government website with the principal official",
        ),
    ]
    policy_interpretations: Annotated[
        Count,
        Row("(二)通过不同渠道和方式回应解读的情况/3.政策解读稿件发布数", "policy interpretations published", unit="篇"),
    ]
    weibo_wechat_responses: Annotated[
        Count, Row("(二)通过不同渠道和方式回应解读的情况/4.微博微信回应事件数", "responses on Weibo and WeChat")
    ]
    other_responses: Annotated[
        Count, Row("(二)通过不同渠道和方式回应解读的情况/5.其他方式回应事件数", "responses by other means")
    ]


@frozen
class ApplicationsReceived:
    """Applications received, by way of submission."""

    total: Annotated[Count, Row("", "total")]
    in_person: Annotated[Count, Row("1.当面申请数", "in person")]
    fax: Annotated[Count, Row("2.传真申请数", "by fax")]
    online: Annotated[Count, Row("3.网络申请数", "online")]
    letter: Annotated[Count, Row("4.信函申请数", "by letter")]


@frozen
class ApplicationsConcluded:
    """Applications concluded, by time limit (2007 Regulations, Art 24)."""

    total: Annotated[Count, Row("", "total")]
    on_time: Annotated[Count, Row("1.按时办结数", "on time")]
    extended: Annotated[Count, Row("2.延期办结数", "after an extension")]


@frozen
class RefusedReplies:
    """Disclosure refused, with its grounds."""

    total: Annotated[Count, Row("", "total")]
    state_secret: Annotated[Count, Row("其中:涉及国家秘密", "state secret")]
    commercial_secret: Annotated[Count, Row("涉及商业秘密", "commercial secret")]
    personal_privacy: Annotated[Count, Row("涉及个人隐私", "personal privacy")]
    security_or_stability: Annotated[
        Count,
        Row(
            "危及国家安全、公共安全、经济安全和社会稳定",
            "endangers national, public or economic security or social stability",
        ),
    ]
    not_government_information: Annotated[
        Count, Row("不是《条例》所指政府信息", "not government information as the Regulations define it")
    ]
    other_legal_ground: Annotated[Count, Row("法律法规规定的其他情形", "another ground in laws or regulations")]


@frozen
class Replies:
    """Replies to applications, by type (2007 Regulations, Arts 21 and 22)."""

    total: Annotated[Count, Row("", "total")]
    already_proactively_disclosed: Annotated[Count, Row("1.属于已主动公开范围数", "already proactively disclosed")]
    disclosure_granted: Annotated[Count, Row("2.同意公开答复数", "disclosure granted")]
    partial_disclosure: Annotated[Count, Row("3.同意部分公开答复数", "partial disclosure")]
    refused: Annotated[RefusedReplies, Row("4.不同意公开答复数", "disclosure refused")]
    not_this_organ: Annotated[Count, Row("5.不属于本行政机关公开数", "not for this organ to disclose")]
    information_nonexistent: Annotated[Count, Row("6.申请信息不存在数", "information does not exist")]
    asked_to_amend_or_supplement: Annotated[Count, Row("7.告知作出更改补充数", "asked to amend or supplement")]
    referred_to_other_channels: Annotated[Count, Row("8.告知通过其他途径办理数", "referred to other channels")]


@frozen
class Applications:
    """Section three."""

    received: Annotated[ApplicationsReceived, Row("(一)收到申请数", "applications received")]
    concluded: Annotated[ApplicationsConcluded, Row("(二)申请办结数", "applications concluded")]
    replies: Annotated[Replies, Row("(三)申请答复数", "replies to applications")]


@frozen
class Reconsideration:
    """Section four."""

    total: Annotated[Count, Row("", "total")]
    upheld: Annotated[Count, Row("(一)维持具体行政行为数", "upheld")]
    corrected: Annotated[Count, Row("(二)被依法纠错数", "corrected")]
    other: Annotated[Count, Row("(三)其他情形数", "other outcomes")]


@frozen
class Litigation:
    """Section five."""

    total: Annotated[Count, Row("", "total")]
    upheld_or_claim_dismissed: Annotated[
        Count, Row("(一)维持具体行政行为或者驳回原告诉讼请求数", "upheld, or claim dismissed")
    ]
    corrected: Annotated[Count, Row("(二)被依法纠错数", "corrected")]
    other: Annotated[Count, Row("(三)其他情形数", "other outcomes")]


@frozen
class Staff:
    """People who work on disclosure."""

    total: Annotated[Count, Row("", "total")]
    full_time: Annotated[Count, Row("1.专职人员数(不包括政府公报及政府网站工作人员数)", "full-time")]
    part_time: Annotated[Count, Row("2.兼职人员数", "part-time")]


@frozen
class Capacity:
    """Section eight."""

    dedicated_bodies: Annotated[Count, Row("(一)政府信息公开工作专门机构数", "dedicated OGI work bodies", unit="个")]
    reading_points: Annotated[Count, Row("(二)设置政府信息公开查阅点数", "reading points", unit="个")]
    staff: Annotated[Staff, Row("(三)从事政府信息公开工作人员数", "staff", unit="人")]
    special_funding: Annotated[
        Amount,
        Row(
            "(四)政府信息公开专项经费(不包括用于政府公报编辑管理及政府网站建设维护等方面的经费)",
            "special funding",
            unit=_TEN_THOUSAND_YUAN,
        ),
    ]


@frozen
class Training:
    """Section nine."""

    meetings: Annotated[Count, Row("(一)召开政府信息公开工作会议或专题会议数", "meetings held", unit=_TIMES)]
    sessions: Annotated[Count, Row("(二)举办各类培训班数", "training sessions held", unit=_TIMES)]
    person_times_trained: Annotated[Count, Row("(三)接受培训人员数", "person-times trained", unit="人次")]


@frozen(kw_only=True, repr=False)
class Report(Envelope):
    """A report in the form v2014."""

    form: Literal["v2014"] = "v2014"
    proactive_disclosure: Annotated[ProactiveDisclosure, _table("一、主动公开情况", "proactive disclosure")]
    public_response: Annotated[PublicResponse, _table("二、回应解读情况", "responses and interpretation", unit=_TIMES)]
    applications: Annotated[Applications, _table("三、依申请公开情况", "disclosure upon application", unit=_CASES)]
    reconsideration: Annotated[
        Reconsideration, _table("四、行政复议数量", "administrative reconsideration", unit=_CASES)
    ]
    litigation: Annotated[Litigation, _table("五、行政诉讼数量", "administrative litigation", unit=_CASES)]
    complaints_and_reports: Annotated[Count, _table("六、举报投诉数量", "complaints and reports", unit=_CASES)]
    fees_charged_on_request: Annotated[
        Amount,
        _table("七、依申请公开信息收取的费用", "fees charged for disclosure upon application", unit=_TEN_THOUSAND_YUAN),
    ]
    capacity: Annotated[Capacity, _table("八、机构建设和保障经费情况", "organisation and funding")]
    training: Annotated[Training, _table("九、政府信息公开会议和培训情况", "meetings and training")]


FORM = FlatForm("v2014", Report)
