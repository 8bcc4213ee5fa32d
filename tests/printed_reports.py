"""Reports as different organs print them, written by hand; figures as they stand there are the expected ones."""

from __future__ import annotations

APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
COLUMNS = (
    *("natural_person", "commercial_enterprise", "research_institution", "social_public_interest_organization"),
    *("legal_service_institution", "other_organization", "total"),
)
TITLE = "<h1>某某市某某局2023年政府信息公开工作年度报告</h1><p>统计期限自2023年1月1日起至2023年12月31日止。</p>"


def cells(*texts: object) -> str:
    return "".join(f"<td>{text}</td>" for text in texts)


def line(*texts: object) -> str:
    return f"<tr>{cells(*texts)}</tr>"


# 行: path below ``applications``, label, figures
ROWS_2021: tuple[tuple[str, str], ...] = (
    ("new_received", "一、本年新收政府信息公开申请数量"),
    ("carried_over", "二、上年结转政府信息公开申请数量"),
    ("results.disclosure_granted", "（一）予以公开"),
    ("results.partial_disclosure", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    ("results.refused.state_secret", "1.属于国家秘密"),
    ("results.refused.prohibited_by_law", "2.其他法律行政法规禁止公开"),
    ("results.refused.endangers_security_or_stability", "3.危及“三安全一稳定”"),
    ("results.refused.third_party_rights", "4.保护第三方合法权益"),
    ("results.refused.internal_affairs", "5.属于三类内部事务信息"),
    ("results.refused.deliberative_process", "6.属于四类过程性信息"),
    ("results.refused.enforcement_case_file", "7.属于行政执法案卷"),
    ("results.refused.administrative_inquiry", "8.属于行政查询事项"),
    ("results.unable.not_held", "1.本机关不掌握相关政府信息"),
    ("results.unable.requires_creation", "2.没有现成信息需要另行制作"),
    ("results.unable.unclear_after_correction", "3.补正后申请内容仍不明确"),
    ("results.declined.petition_complaint", "1.信访举报投诉类申请"),
    ("results.declined.duplicate", "2.重复申请"),
    ("results.declined.published_material", "3.要求提供公开出版物"),
    ("results.declined.excessive_repeated", "4.无正当理由大量反复申请"),
    ("results.declined.confirm_or_reissue", "5.要求行政机关确认或重新出具已获取信息"),
    ("results.other.correction_overdue", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
    ("results.other.fee_overdue", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
    ("results.other.other", "3.其他"),
    ("results.total", "（七）总计"),
    ("carried_forward", "四、结转下年度继续办理"),
)


def figures(row: int) -> list[int]:
    """Seven figures of a row, no two rows alike."""
    return [100 * row + column for column in range(1, 8)]


def applications() -> dict[str, int]:
    return {
        f"applications.{path}.{column}": figure
        for number, (path, _) in enumerate(ROWS_2021)
        for column, figure in zip(COLUMNS, figures(number), strict=True)
    }


def split_by_item() -> str:
    """Table two as one small table for each item of Art 20, with the item in bold above each."""
    tables = (
        ("第二十条第（一）项", ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
         (("规章", 0, 0, 0), ("行政规范性文件", 12, 3, 45))),
        ("第二十条第（五）项", ("信息内容", "本年处理决定数量"), (("行政许可", 1208),)),
        ("第二十条第（六）项", ("信息内容", "本年处理决定数量"), (("行政处罚", 96), ("行政强制", 7))),
        ("第二十条第（八）项", ("信息内容", "本年收费金额（单位：万元）"), (("行政事业性收费", "18.8710"),)),
    )  # fmt: skip
    parts = (
        f"<p><b>{item}</b></p><table>{line(*head)}{''.join(line(*row) for row in rows)}</table>"
        for item, head, rows in tables
    )
    return "<h2>二、主动公开政府信息情况</h2>" + "".join(parts)


PROACTIVE = {
    "administrative_rules.issued": 0,
    "administrative_normative_documents.issued": 12,
    "administrative_normative_documents.repealed": 3,
    "administrative_normative_documents.in_force": 45,
    "administrative_licensing.decisions": 1208,
    "administrative_penalties.decisions": 96,
    "administrative_compulsion.decisions": 7,
}


def two_years() -> str:
    """Table three with two columns for each kind of applicant, this year's and last year's."""
    heads = "".join(f"<td colspan=2>{name}</td>" for name in APPLICANTS)
    years = cells(*("本年", "上年") * len(APPLICANTS))
    rows = "".join(
        line(label, *(text for figure in figures(number) for text in (figure, figure + 5000)))
        for number, (_, label) in enumerate(ROWS_2021)
    )
    head = f"<tr><td rowspan=2>申请人情况</td>{heads}</tr><tr>{years}</tr>"
    return f"<h2>三、收到和处理政府信息公开申请情况</h2><table>{head}{rows}</table>"


def compared_totals() -> str:
    """A table of this year's and last year's totals, which repeats labels of table three."""
    rows = "".join(line(label, 7000 + number, 8000 + number) for number, (_, label) in enumerate(ROWS_2021))
    return f"<p>与上年对比如下：</p><table>{line('项目', '本年', '上年')}{rows}</table>"


def table_three() -> str:
    rows = "".join(line(label, *figures(number)) for number, (_, label) in enumerate(ROWS_2021))
    return f"<h2>三、收到和处理政府信息公开申请情况</h2><table>{line('申请人情况', *APPLICANTS)}{rows}</table>"


NARRATIVE = (
    "<ol><li>全年制发行政规范性文件13件，行政许可1300件，行政处罚97件。<ul><li>行政强制 8</li><li>规章 1</li></ul></li>"
    "<li>新收政府信息公开申请 29 件，结转下年度继续办理 2 件。</li></ol>"
)


def departments() -> str:
    """A statistics table of v2014 with a column for the government and one for its departments."""
    rows = (
        ("（一）主动公开政府信息数", "条", 11, 21, 32),
        ("其中：主动公开规范性文件数", "条", 12, 22, 34),
        ("制发规范性文件总数", "件", 13, 23, 36),
        ("1.政府公报公开政府信息数", "条", 14, 24, 38),
        ("2.政府网站公开政府信息数", "条", 15, 25, 40),
        ("3.政务微博公开政府信息数", "条", 16, 26, 42),
        ("4.政务微信公开政府信息数", "条", 17, 27, 44),
        ("5.其他方式公开政府信息数", "条", 18, 28, 46),
        ("（一）回应公众关注热点或重大舆情数", "次", 19, 29, 48),
        ("1.参加或举办新闻发布会总次数", "次", 20, 30, 50),
        ("其中：主要负责同志参加新闻发布会次数", "次", 21, 31, 52),
        ("2.政府网站在线访谈次数", "次", 22, 32, 54),
        ("其中：主要负责同志参加政府网站在线访谈次数", "次", 23, 33, 56),
        ("3.政策解读稿件发布数", "篇", 24, 34, 58),
        ("4.微博微信回应事件数", "次", 25, 35, 60),
        ("5.其他方式回应事件数", "次", 26, 36, 62),
        ("（一）收到申请数", "件", 27, 37, 64),
        ("1.当面申请数", "件", 28, 38, 66),
        ("2.传真申请数", "件", 29, 39, 68),
        ("3.网络申请数", "件", 30, 40, 70),
        ("4.信函申请数", "件", 31, 41, 72),
        ("（二）申请办结数", "件", 32, 42, 74),
        ("1.按时办结数", "件", 33, 43, 76),
        ("2.延期办结数", "件", 34, 44, 78),
        ("（三）申请答复数", "件", 35, 45, 80),
        ("1.属于已主动公开范围数", "件", 36, 46, 82),
        ("2.同意公开答复数", "件", 37, 47, 84),
        ("3.同意部分公开答复数", "件", 38, 48, 86),
        ("4.不同意公开答复数", "件", 39, 49, 88),
    )
    head = line("统计指标", "单位", "县政府", "部门", "统计数")
    return (
        "<h1>某某县2017年政府信息公开工作年度报告</h1><p>某某县政府信息公开情况统计表（2017年度）</p>"
        f"<table>{head}{''.join(line(*row) for row in rows)}</table>"
    )
