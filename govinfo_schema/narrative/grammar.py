"""How reports word a count: for each topic the clauses that are understood, from their first word to the unit.

Each pattern describes a clause as a whole. Words that are not listed make it another clause, which is passed over.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from attrs import frozen

from govinfo_schema.narrative.numerals import NUMBER

Topic: TypeAlias = Literal[
    "received",
    "handled",
    "concluded",
    "replied",
    "carried_over",
    "carried_forward",
    "carried",
    "reconsideration",
    "litigation",
    "rules_issued",
    "rules_repealed",
    "rules_in_force",
    "documents_issued",
    "documents_disclosed",
    "documents_repealed",
    "documents_in_force",
    "licensing",
    "penalties",
    "compulsion",
    "fees",
    "processing_fee",
    "government_website",
    "government_weibo",
    "government_wechat",
    "weibo_wechat_responses",
]

_START = r"(?:^|(?<=[,:()]))"
_END = r"(?=$|[,()。;!?])"
_COUNTED = r"(?:共计|合计|总计|共有|共|计|为|有|达|:)?"
_CASES = r"(?P<unit>件次|人次|件|宗|起|例|条|份|人|个)"
_DOCUMENTS = r"(?P<unit>件|部|份|个)"
_DECISIONS = r"(?P<unit>件|宗|起|例)"
_YUAN = r"(?P<unit>元)"
_ITEMS = r"(?P<unit>条)"
_TIMES = r"(?P<unit>次)"
# What an application is called. The words may follow each other in any order.
_OF_APPLICATIONS = r"(?:(?:依申请|政府|政务|信息|公开|申请|事项|各类|有效|数量|的|了)++)"
_OF_REVIEW = r"(?:(?:因|由|政府|政务|信息|公开|工作|有关|涉及|引发|引起|产生|发生|收到|被|申请|提起|类|的)++)?"
_CASE = r"(?:案件|申请|案)?"
_WHAT_IS_NONE = (
    r"(?P<none>(?:有关|关于|涉及|因|由|向|本机关|政府|政务|信息|公开|依申请|工作|的|被|申请|提起|引起|引发|产生|发生|收到|"
    r"行政复议|行政诉讼|案件|和|与|及|或者|或|、|过)++)(?:情况|事项|现象)?"
)
_SITE = r"(?:[省市县区镇乡州]?(?:人民)?政府(?:门户)?网站?|门户网站)"
_WEIBO = r"(?:政务|政府)?(?:新浪)?微博"
_WECHAT = r"(?:政务|政府)?微信(?:公众号|公众平台)?"
_COLUMN = r"(?:政府信息公开)?(?:专栏|栏目|平台|账号)?"
_DISCLOSED = r"(?:主动)?(?:公开|发布)(?:了)?(?:各类)?(?:政府|政务)?信息"


@frozen
class Pattern:
    """One way to state counts.

    Attributes:
        topics: what the numbers of the clause count, in their order; empty where the clause says that there is none.
        text: the clause behind its first words, as a regular expression.
        names_year: whether a year in the clause says when the count was carried, and not of which year it is.
        needs: a word that the clause, its sentence or the heading of its section must have, or it is about something
            else.
    """

    topics: tuple[Topic, ...]
    text: str
    names_year: bool = False
    needs: str = ""


def _count(unit: str, suffix: str = "") -> str:
    return _COUNTED + _numbered(NUMBER + unit, suffix)


def _numbered(text: str, suffix: str) -> str:
    return re.sub(r"\(\?P<(\w+)>", rf"(?P<\g<1>{suffix}>", text)


def _pair(first: str, second: str) -> str:
    counts = _numbered(f"{NUMBER}(?:条)?", "") + "、" + _numbered(NUMBER + _ITEMS, "2")
    return rf"{first}{_COLUMN}[、和及与]{second}{_COLUMN}(?:分别|各){_DISCLOSED}{counts}"


_APPLICATIONS = (
    Pattern(("received",), rf"(?:新)?(?:收到|受理|接收|接到|新收){_OF_APPLICATIONS}{_count(_CASES)}", needs="公开"),
    Pattern(
        ("received",),
        rf"(?:新)?(?:收到|受理|接收|接到|新收)(?:了)?{NUMBER}{_CASES}{_OF_APPLICATIONS}(?<=申请)",
        needs="公开",
    ),
    Pattern(
        ("carried_forward",),
        rf"{NUMBER}{_CASES}(?:申请)?(?:结转|转)(?:至|到|入)?(?:下一年度?|下年度?|次年度?|[0-9]{{4}}年度?)(?:继续)?"
        r"(?:办理|答复|处理)*",
        names_year=True,
        needs="公开",
    ),
    Pattern(("handled",), rf"办理{_OF_APPLICATIONS}{_count(_CASES)}", needs="公开"),
    Pattern(
        ("concluded",),
        rf"(?:办结|办理完结|办理完毕|处理完毕){_OF_APPLICATIONS}?{_count(_CASES)}",
        needs="公开",
    ),
    Pattern(("replied",), rf"(?:答复|回复){_OF_APPLICATIONS}?{_count(_CASES)}", needs="公开"),
    Pattern(
        ("carried_over",),
        rf"(?:上一年度?|上年度?|去年|[0-9]{{4}}年度?)结转(?:至?本年度?|来|过来)?{_OF_APPLICATIONS}?{_count(_CASES)}",
        names_year=True,
        needs="公开",
    ),
    Pattern(
        ("carried_forward",),
        rf"(?:结转|转)(?:至|到|入)?(?:下一年度?|下年度?|次年度?|明年|[0-9]{{4}}年度?)(?:继续)?(?:办理|答复|处理)*"
        rf"{_OF_APPLICATIONS}?{_count(_CASES)}",
        names_year=True,
        needs="公开",
    ),
    Pattern(("carried",), rf"(?:尚有|还有|剩余)?结转(?:的)?{_OF_APPLICATIONS}?{_count(_CASES)}", needs="公开"),
)
_REVIEW = (
    Pattern(("reconsideration",), rf"{_OF_REVIEW}行政复议{_CASE}{_count(_CASES)}", needs="信息公开"),
    Pattern(("litigation",), rf"{_OF_REVIEW}行政诉讼{_CASE}{_count(_CASES)}", needs="信息公开"),
)
_ISSUE = r"(?:制发|制定|出台|印发|制定出台|制定印发)(?:了)?"
_REPEAL = r"(?:废止|宣布废止)(?:了)?"
_FORCE = r"现行有效(?:的)?"
_NORMATIVE = r"(?:行政)?规范性文件"
_RULES = r"(?:政府)?规章"
_MATTERS: tuple[tuple[Topic, str], ...] = (("licensing", "许可"), ("penalties", "处罚"), ("compulsion", "强制"))
_TABLE_TWO = (
    Pattern(("rules_issued",), rf"{_ISSUE}{_RULES}{_count(_DOCUMENTS)}"),
    Pattern(("rules_repealed",), rf"{_REPEAL}{_RULES}{_count(_DOCUMENTS)}"),
    Pattern(("rules_in_force",), rf"{_FORCE}{_RULES}{_count(_DOCUMENTS)}"),
    Pattern(("documents_issued",), rf"{_ISSUE}{_NORMATIVE}{_count(_DOCUMENTS)}"),
    Pattern(("documents_disclosed",), rf"(?:主动)?公开(?:了)?{_NORMATIVE}{_count(_DOCUMENTS)}"),
    Pattern(("documents_repealed",), rf"{_REPEAL}{_NORMATIVE}{_count(_DOCUMENTS)}"),
    Pattern(("documents_in_force",), rf"{_FORCE}{_NORMATIVE}{_count(_DOCUMENTS)}"),
    *(
        Pattern((topic,), rf"(?:作出|做出|办理)?(?:了)?行政{word}(?:处理)?(?:决定|案件)?(?:数量)?{_count(_DECISIONS)}")
        for topic, word in _MATTERS
    ),
    Pattern(("fees",), rf"(?:收取|征收|收缴)?(?:了)?行政事业性收费(?:收入|金额|总额)*{_count(_YUAN)}"),
    Pattern(("processing_fee",), rf"(?:收取|收)(?:了|的)?(?:政府信息公开)?信息处理费(?:金额)?{_count(_YUAN)}"),
)
_CHANNELS = (
    Pattern(("government_website",), rf"{_SITE}{_COLUMN}{_DISCLOSED}{_count(_ITEMS)}"),
    Pattern(("government_weibo",), rf"{_WEIBO}{_COLUMN}{_DISCLOSED}{_count(_ITEMS)}"),
    Pattern(("government_wechat",), rf"{_WECHAT}{_COLUMN}{_DISCLOSED}{_count(_ITEMS)}"),
    Pattern(("government_weibo", "government_wechat"), _pair(_WEIBO, _WECHAT)),
    Pattern(("government_wechat", "government_weibo"), _pair(_WECHAT, _WEIBO)),
    Pattern(("weibo_wechat_responses",), rf"{_WEIBO}、?{_WECHAT}回应(?:公众关注|热点|舆情|事件)*{_count(_TIMES)}"),
)
_NONE = (
    Pattern(
        (),
        rf"(?:均未|尚未|未曾|未|没有|均无|无)(?:收到|接到|发生|产生|出现|受理|被|引发|因|存在)?{_WHAT_IS_NONE}",
        needs="公开",
    ),
    Pattern(
        (),
        r"(?:均未|未|没有|无)(?:向(?:申请人|任何(?:单位|个人|申请人)))?(?:收取|产生|发生)(?:任何)?(?:政府信息公开)?"
        r"(?P<none>信息处理费)(?:用)?(?:情况|的情况)?",
    ),
)
PATTERNS: tuple[Pattern, ...] = (*_APPLICATIONS, *_REVIEW, *_TABLE_TWO, *_CHANNELS, *_NONE)
"""All ways to state a count that are understood."""

# Words before a count that say of which whole it is, or of nothing else.
_BEFORE = (
    r"(?:[一二三四五六七八九十]是|[0-9]+[.、])?(?:[0-9]{4}年度?(?!度?结转)|全年度?|本年度?|今年|年内|(?:截至|截止)?[0-9]{4}年(?:12月)?底"
    r"|我[省市县区镇乡局委办州旗]|本(?:机关|单位|局|委|办|省|市|县|区|镇|乡|州|旗)|全[省市县区镇乡州旗]|各(?:级)?行政复议机关"
    r"|累计|总共|共计|一共|共|均|已|全部|另有|其中无{agency})*+"
)
WIDE = re.compile(r"全[省市县区镇乡州旗]")
"""Words that say that a count is of a whole region."""

ANOTHER = re.compile(
    r"其中|本级|名义|政府办|办公室|部门|各单位|乡镇|镇街|街道|季度|半年|同期|[^月0-9]?[0-9]{1,2}月(?!底|31)|去年(?!结转)"
    r"|上一?年度?(?!度?结转)|[一二三四五六七八九〇零]{4}年|[较比]|信箱|热线|来信|来访|信访|计划|预计|目标"
)
"""Words before a count that say that it is of a part, of another time, or of something else."""

WHOLE_YEAR = re.compile(r"(?P<year>[0-9]{4}年)1月1日起?至(?:[0-9]{4}年)?12月31日(?:止|期间)?")
"""Words that name the whole year; of them the year counts only."""

YEAR = re.compile(r"(?<![至到])([0-9]{4})年(?!度?结转)")
"""A year that says of when a count is; the one from which, or to which, something was carried does not."""


def prefix_of(names: tuple[str, ...]) -> str:
    """Return the words that may stand before a count, ``names`` of the organ among them, as a regular expression."""
    listed = "".join(f"|{re.escape(name)}" for name in names)
    return _START + _BEFORE.replace("|其中无{agency}", listed)


def compiled(prefix: str) -> tuple[tuple[Pattern, re.Pattern[str]], ...]:
    """Return the patterns with their clauses compiled, behind ``prefix``."""
    return tuple((pattern, re.compile(f"(?P<prefix>{prefix})(?P<clause>{pattern.text}){_END}")) for pattern in PATTERNS)
