"""Crosswalk between v2014 and v2019: applications, their results, and the grounds of refusal."""

from __future__ import annotations

from functools import partial

from govinfo_schema.forms import v2019
from govinfo_schema.messages import Text
from govinfo_schema.migration.crosswalk_building import row, totals

_row = partial(row, "v2014-v2019")
_sum_of_older = partial(_row, summed="older")
_RECEIVED = "applications.received"
_CONCLUDED = "applications.concluded"
_REPLIES = "applications.replies"
_OLD_REFUSED = "applications.replies.refused"
_RESULTS = "applications.results"
_REFUSED = "applications.results.refused"
_UNABLE = "applications.results.unable"
_DECLINED = "applications.results.declined"


def _new(group: str) -> tuple[str, ...]:
    return tuple(path for path in v2019.FORM.paths if path.startswith(f"{group}."))


_APPLICANT_COLUMNS = tuple(path for path in _new("applications") if not path.endswith(".total"))

APPLICATIONS = (
    _row(
        "applications_received",
        "close",
        (f"{_RECEIVED}.total",),
        totals("applications.new_received"),
        Text(
            "都统计本年新收到的申请；受理条件不同：取消了“三需要”，增加了身份证明。"
            "受理条件只决定收到之后如何答复，因此一表为零时另一表也为零。",
            "Both count applications newly received in the year; admission changed: the special-needs condition was "
            "removed and proof of identity added. Admission decides how an application that was received is answered, "
            "so none in one form is none in the other.",
        ),
        Text("2007年《条例》第十三条；2019年《条例》第二十九条", "2007 Regulations, Art 13; 2019 Regulations, Art 29"),
        proves_zero=True,
    ),
    _row(
        "ways_of_submission",
        "none",
        tuple(f"{_RECEIVED}.{way}" for way in ("in_person", "fax", "online", "letter")),
        (),
        Text(
            "新表式改按申请人类别统计，不能由提交方式换算。",
            "The newer form counts by type of applicant instead; ways of submission cannot be converted.",
        ),
    ),
    _row(
        "applicant_columns",
        "none",
        (),
        _APPLICANT_COLUMNS,
        Text("旧表式不分申请人类别。", "The older form does not tell applicants apart."),
    ),
    _row(
        "carry_over",
        "none",
        (),
        totals("applications.carried_over", "applications.carried_forward"),
        Text("旧表式没有结转项。", "The older form has no carry-over."),
    ),
    _row(
        "applications_concluded",
        "close",
        (f"{_CONCLUDED}.total",),
        totals(f"{_RESULTS}.total"),
        Text(
            "都统计本年办结的申请；新表式另外明确计入不予处理和视为放弃的申请，因此一表为零不能证明各类结果为零。",
            "Both count applications finished in the year; the newer form expressly adds those declined or abandoned, "
            "so a zero proves nothing about the single results.",
        ),
        inferred=True,
    ),
    _row(
        "time_limits",
        "none",
        (f"{_CONCLUDED}.on_time", f"{_CONCLUDED}.extended"),
        (),
        Text(
            "新表式不统计；期限由15日加15日改为20日加20日，也不可比。",
            "The newer form does not ask; limits went from 15 + 15 to 20 + 20 working days and do not compare.",
        ),
        Text(
            "2007年《条例》第二十四条；2019年《条例》第三十三条", "2007 Regulations, Art 24; 2019 Regulations, Art 33"
        ),
    ),
    _row(
        "replies",
        "overlap",
        (f"{_REPLIES}.total",),
        totals(f"{_RESULTS}.total"),
        Text(
            "旧表式数答复，一件申请可有几个答复，补正告知也算；新表式一件申请只计一个结果。",
            "The older form counts replies: one application may have several, and a notice to correct counts; the "
            "newer form counts one result per application.",
        ),
        Text(
            "新表式行名“区分处理的,只计这一情形,不计其他情形”", "label of the newer form: only this result is counted"
        ),
    ),
    _sum_of_older(
        "disclosure_granted",
        "sum",
        (f"{_REPLIES}.already_proactively_disclosed", f"{_REPLIES}.disclosure_granted"),
        totals(f"{_RESULTS}.disclosure_granted"),
        Text(
            "告知已公开信息的获取方式与提供信息，在新表式中同属予以公开；合计不能拆回。两边都没有其他情形，零即同为零。",
            "Telling where information is already public and providing it are both disclosure granted in the newer "
            "form; the sum cannot be split back. No further case belongs to either side, so zeros are the same.",
        ),
        Text(
            "2007年《条例》第二十一条第一项；2019年《条例》第三十六条第一、二项",
            "2007 Regulations, Art 21(1); 2019 Regulations, Art 36(1) and (2)",
        ),
        inferred=True,
        proves_zero=True,
    ),
    _row(
        "partial_disclosure",
        "close",
        (f"{_REPLIES}.partial_disclosure",),
        totals(f"{_RESULTS}.partial_disclosure"),
        Text(
            "都统计区分处理的答复；新表式只计这一情形，并包括部分内容不是政府信息的情形，因此旧数为零不能证明新数为零。",
            "Both count partial disclosure; in the newer form it excludes every other result, and also covers parts "
            "that are no government information, so a zero of the older form proves nothing.",
        ),
        Text(
            "2007年《条例》第二十二条；2019年《条例》第三十七条", "2007 Regulations, Art 22; 2019 Regulations, Art 37"
        ),
    ),
    _row(
        "asked_to_amend",
        "none",
        (f"{_REPLIES}.asked_to_amend_or_supplement",),
        (),
        Text(
            "补正告知原来算作答复，现在只是中间步骤，不是办理结果。",
            "A notice to correct was a reply; it is now a step on the way and no result.",
        ),
        Text("2019年《条例》第三十条；国办函〔2021〕132号", "2019 Regulations, Art 30; 国办函〔2021〕132号, Art 3(1)"),
    ),
    _row(
        "correction_outcomes",
        "none",
        (),
        totals(f"{_UNABLE}.unclear_after_correction", f"{_RESULTS}.other"),
        Text(
            "旧表式只数补正告知，不数补正之后的结果，也没有其他处理。",
            "The older form counts notices to correct, not what came of them, and has no other processing.",
        ),
        Text("2019年《条例》第三十条", "2019 Regulations, Art 30"),
    ),
    _row(
        "referred_to_other_channels",
        "overlap",
        (f"{_REPLIES}.referred_to_other_channels",),
        totals(
            f"{_REFUSED}.administrative_inquiry",
            f"{_DECLINED}.petition_complaint",
            f"{_DECLINED}.published_material",
        ),
        Text(
            "新表式按去向分为三项，旧数不能拆分。",
            "The newer form names three destinations; the older figure cannot be split.",
        ),
        Text("2019年《条例》第三十六条第七项、第三十九条", "2019 Regulations, Arts 36(7) and 39"),
    ),
    _row(
        "new_grounds",
        "none",
        (),
        totals(f"{_DECLINED}.duplicate", f"{_DECLINED}.excessive_repeated"),
        Text("2019年新设的处理情形。", "These grounds are new since 2019."),
        Text("2019年《条例》第三十五条、第三十六条第六项", "2019 Regulations, Arts 35 and 36(6)"),
    ),
)
"""Applications received and concluded, and the replies to them."""

REFUSALS = (
    _row(
        "refused_total",
        "overlap",
        (f"{_OLD_REFUSED}.total",),
        totals(*dict.fromkeys(path.rsplit(".", 1)[0] for path in _new(_REFUSED))),
        Text(
            "原来的不同意公开，一部分现在属于无法提供或者不予处理；2019年又新增了理由。",
            "A part of the old refusals is now unable to provide or declined, and 2019 added grounds.",
        ),
        Text("2019年《条例》第十六条；国办函〔2021〕132号", "2019 Regulations, Art 16; 国办函〔2021〕132号, Art 2(1)"),
    ),
    _row(
        "state_secret",
        "exact",
        (f"{_OLD_REFUSED}.state_secret",),
        totals(f"{_REFUSED}.state_secret"),
        Text("同一理由：国家秘密。", "The same ground: state secrets."),
        Text(
            "2007年《条例》第十四条第四款；2019年《条例》第十四条",
            "2007 Regulations, Art 14(4); 2019 Regulations, Art 14",
        ),
    ),
    _sum_of_older(
        "third_party_rights",
        "sum",
        (f"{_OLD_REFUSED}.commercial_secret", f"{_OLD_REFUSED}.personal_privacy"),
        totals(f"{_REFUSED}.third_party_rights"),
        Text(
            "商业秘密与个人隐私合为第三方合法权益，法条加“等”字并要求造成损害；合计不能拆回，为零也不能互相证明。",
            "Commercial secrets and personal privacy became the rights and interests of third parties, with “etc.” and "
            "a harm test; the sum cannot be split back, and a zero of one form proves none in the other.",
        ),
        Text(
            "2007年《条例》第十四条第四款；2019年《条例》第十五条",
            "2007 Regulations, Art 14(4); 2019 Regulations, Art 15",
        ),
    ),
    _row(
        "security_or_stability",
        "exact",
        (f"{_OLD_REFUSED}.security_or_stability",),
        totals(f"{_REFUSED}.endangers_security_or_stability"),
        Text(
            "同样的四种利益：国家安全、公共安全、经济安全、社会稳定。",
            "The same four interests: national, public and economic security, and social stability.",
        ),
        Text("2007年《条例》第八条；2019年《条例》第十四条", "2007 Regulations, Art 8; 2019 Regulations, Art 14"),
    ),
    _row(
        "not_government_information",
        "overlap",
        (f"{_OLD_REFUSED}.not_government_information",),
        totals(
            f"{_REFUSED}.internal_affairs",
            f"{_REFUSED}.deliberative_process",
            f"{_REFUSED}.enforcement_case_file",
            f"{_UNABLE}.requires_creation",
            f"{_DECLINED}.petition_complaint",
            f"{_DECLINED}.published_material",
            f"{_DECLINED}.confirm_or_reissue",
        ),
        Text(
            "2019年以前内部信息、过程性信息等没有法定理由，以“不是《条例》所指政府信息”答复；现在分属七项，不能拆分。",
            "Before 2019 internal and deliberative information had no ground of its own and was refused as not "
            "government information; it now falls into seven rows and cannot be split.",
        ),
        Text("2019年《条例》第十六条、第三十八条、第三十九条", "2019 Regulations, Arts 16, 38 and 39"),
    ),
    _row(
        "other_legal_ground",
        "overlap",
        (f"{_OLD_REFUSED}.other_legal_ground",),
        totals(
            f"{_REFUSED}.prohibited_by_law",
            f"{_REFUSED}.enforcement_case_file",
            f"{_REFUSED}.administrative_inquiry",
        ),
        Text(
            "旧表式包括任何法定理由；新表式要求法律、行政法规禁止公开。",
            "The older form took any legal ground; the newer one needs a law or administrative regulation that "
            "prohibits.",
        ),
        Text("2019年《条例》第十四条", "2019 Regulations, Art 14"),
    ),
    _sum_of_older(
        "not_held",
        "sum",
        (f"{_REPLIES}.not_this_organ", f"{_REPLIES}.information_nonexistent"),
        totals(f"{_UNABLE}.not_held"),
        Text(
            "不属于本机关公开与信息不存在，在新表式中同属本机关不掌握；合计不能拆回。"
            "原来的信息不存在还有一部分现在属于需要另行制作，新数不含旧数以外的情形，旧数为零则新数为零。",
            "Not for this organ and nonexistent are both not held by this organ in the newer form; the sum cannot be "
            "split back. The newer row counts nothing beyond the two older ones, of which a part is now information to "
            "be created, so their zeros make it zero.",
        ),
        Text("2019年《条例》第三十六条第四、五项", "2019 Regulations, Art 36(4) and (5)"),
        proves_zero=True,
    ),
    _row(
        "nonexistent_to_be_created",
        "overlap",
        (f"{_REPLIES}.information_nonexistent",),
        totals(f"{_UNABLE}.requires_creation"),
        Text(
            "原来答复信息不存在的，一部分现在属于没有现成信息需要另行制作。",
            "A part of the old nonexistent information is now information that would have to be created.",
        ),
        Text("2019年《条例》第三十八条", "2019 Regulations, Art 38"),
    ),
)
"""Refusals and what became of them."""
