"""Rules that hold the running text against the tables: G1 to G5, G7 and G8.

A sentence may be read in more than one way; one reading that fits the tables is enough. What a sentence says of another
scope, another year or a part is not compared at all.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from govinfo_schema.messages import Text
from govinfo_schema.narrative.grammar import Topic
from govinfo_schema.report import Section
from govinfo_schema.rules.agencies import is_department
from govinfo_schema.rules.deciding import add
from govinfo_schema.rules.figures import written
from govinfo_schema.rules.model import Example, Rule, Verdict
from govinfo_schema.rules.readings import READINGS
from govinfo_schema.versions import NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govinfo_schema.cells import FlatForm
    from govinfo_schema.narrative import Statement
    from govinfo_schema.rules.figures import Figures, Number
    from govinfo_schema.rules.readings import Reading

FORMS = NAMES
FORMS_WITH_CHANNELS = ("v2014",)

_OTHER_UNITS = frozenset({"人次", "件次", "份", "人"})
_TABLE_THREE, _DOCUMENTS = "applications.", "proactive_disclosure."
_YUAN_IN_A_MYRIAD = 10_000
_NOTHING_SAID = Text(
    "文中没有可与表核对的这类数。", "The running text states no such count that could be compared with the tables."
)
_NOT_COMPARED = (Verdict(outcome="not_applicable", reason=_NOTHING_SAID),)
_PRACTICE = Text(
    "实务：公布前须核对文字与表格；文表不一致是主管部门常指出的问题。",
    "Practice: text and tables are compared before publication; supervisors often find that they differ.",
)


@frozen(kw_only=True)
class _Kind:
    """One rule of this module.

    Attributes:
        id: its id.
        topics: what the sentences count.
        title: the rule as a sentence.
        formula: what is compared.
        text: a sentence for the examples, with a gap for the number.
        wrong: what stands in the gap of the failing example.
        table: how the paths of the cells begin that are not 0 in the examples.
        forms: the forms that have the rule.
    """

    id: str
    topics: tuple[Topic, ...]
    title: Text
    formula: Text
    text: str
    wrong: str
    table: str
    forms: tuple[str, ...] = FORMS


_APPLICATIONS: tuple[Topic, ...] = ("received", "handled", "concluded", "replied")
_CARRIED: tuple[Topic, ...] = ("carried_over", "carried_forward", "carried")
_REVIEW: tuple[Topic, ...] = ("reconsideration", "litigation")
_NEW = _Kind(
    id="G1",
    topics=("received", "handled"),
    title=Text(
        "文中收到、受理、办理的申请数与表一致：等于本年新收，或者等于本年新收加上年结转。",
        "Applications received as the text has them agree with the table: those newly received, or these and those "
        "carried over.",
    ),
    formula=Text("文中数＝本年新收，或＝本年新收＋上年结转", "text = newly received, or newly received + carried over"),
    text="全年共收到政府信息公开申请{}件。",
    wrong="3",
    table=_TABLE_THREE,
)
_DONE = _Kind(
    id="G2",
    topics=("concluded", "replied", *_CARRIED),
    title=Text(
        "文中办结、答复、结转的申请数与表一致。",
        "Applications concluded, replied to and carried forward as the text has them agree with the table.",
    ),
    formula=Text(
        "文中办结、答复＝办理结果总计；文中结转＝结转下年度",
        "concluded, replied = total processed; carried = carried forward",
    ),
    text="全年办结政府信息公开申请{}件。",
    wrong="3",
    table=_TABLE_THREE,
)
_CASES = _Kind(
    id="G3",
    topics=_REVIEW,
    title=Text(
        "文中行政复议、行政诉讼件数与表一致。", "Reconsiderations and suits as the text has them agree with the table."
    ),
    formula=Text(
        "文中复议＝行政复议总计；文中诉讼＝各类行政诉讼总计之和",
        "reconsideration = its total; litigation = sum of its totals",
    ),
    text="因政府信息公开被申请行政复议{}件。",
    wrong="2",
    table="re",  # reconsideration, whether it is a table or a part of one
)
_TABLE_TWO = _Kind(
    id="G4",
    topics=(
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
    ),
    title=Text(
        "文中规章、规范性文件、许可、处罚、强制、收费的数与表一致。",
        "Rules, documents, licences, penalties, compulsion and fees as the text has them agree with the table.",
    ),
    formula=Text("文中数＝主动公开表中的数", "text = table of proactive disclosure"),
    text="全年制发规范性文件{}件。",
    wrong="3",
    table=_DOCUMENTS,
)
_CHANNELS = _Kind(
    id="G7",
    topics=("government_website", "government_weibo", "government_wechat", "weibo_wechat_responses"),
    title=Text(
        "文中各渠道的公开数和微博微信回应数与表一致。",
        "Items by channel, and responses by weibo and wechat, as the text has them agree with the table.",
    ),
    formula=Text("文中数＝表中该渠道的数", "text = the channel in the table"),
    text="政府网站公开政府信息{}条。",
    wrong="3",
    table=_DOCUMENTS,
    forms=FORMS_WITH_CHANNELS,
)
_KINDS = (_NEW, _DONE, _CASES, _TABLE_TWO)


def rules(form: FlatForm) -> tuple[Rule, ...]:
    """Return the rules, in the order of their ids."""
    channels = (_rule(_CHANNELS, form),) if form.name in FORMS_WITH_CHANNELS else ()
    return (*(_rule(kind, form) for kind in _KINDS), _units(form), *channels, _nothing(form))


def _rule(kind: _Kind, form: FlatForm) -> Rule:
    values = _consistent(form, kind.table)
    right = "1" if kind is _CASES else "2"
    return Rule(
        id=kind.id,
        forms=kind.forms,
        severity="warning",
        title=kind.title,
        source=_PRACTICE,
        formula=kind.formula,
        judge=partial(_agree, kind.topics),
        passing=Example(values=values, narrative=_saying(kind.text.format(right))),
        failing=Example(values=values, narrative=_saying(kind.text.format(kind.wrong))),
    )


def _saying(text: str) -> tuple[Section, ...]:
    return (Section(heading="一、总体情况", paragraphs=(text,)),)


def _consistent(form: FlatForm, table: str) -> Mapping[str, object]:
    """Figures of one table for the examples: two applications, both granted; two documents; one reconsideration."""
    two = (
        "applications.received.total",
        "applications.received.online",
        "applications.concluded.total",
        "applications.concluded.on_time",
        "applications.replies.total",
        "applications.replies.disclosure_granted",
        "applications.new_received.natural_person",
        "applications.new_received.total",
        "applications.results.disclosure_granted.natural_person",
        "applications.results.disclosure_granted.total",
        "applications.results.total.natural_person",
        "applications.results.total.total",
        "proactive_disclosure.items_disclosed",
        "proactive_disclosure.channels.government_website",
        "proactive_disclosure.normative_documents_issued",
        "proactive_disclosure.normative_documents.newly_made",
        "proactive_disclosure.administrative_normative_documents.issued",
        "proactive_disclosure.administrative_normative_documents.in_force",
    )
    one = (
        "reconsideration.total",
        "reconsideration.upheld",
        "review_and_litigation.reconsideration.total",
        "review_and_litigation.reconsideration.upheld",
    )
    of_form = form.by_path
    return {
        path: number
        for number, paths in ((2, two), (1, one))
        for path in paths
        if path in of_form and path.startswith(table)
    }


def _units(form: FlatForm) -> Rule:
    text = "全年共收到政府信息公开申请{}人次。"
    return Rule(
        id="G5",
        forms=FORMS,
        severity="information",
        title=Text(
            "文中以人次、份等计的申请数不是件数；与表中件数不同时请说明口径。",
            "Applications counted by persons or papers are no cases; where they differ from the table, the "
            "text should say how it counts.",
        ),
        source=Text("表内单位为件。", "The table counts cases (件)."),
        judge=_other_units,
        passing=Example(values=_consistent(form, _TABLE_THREE), narrative=_saying(text.format(2))),
        failing=Example(values=_consistent(form, _TABLE_THREE), narrative=_saying(text.format(3))),
    )


def _nothing(form: FlatForm) -> Rule:
    text = "全年未收到政府信息公开申请。"
    return Rule(
        id="G8",
        forms=FORMS,
        severity="warning",
        title=Text(
            "文中说未收到申请、没有行政复议或行政诉讼的，表中为0。",
            "Where the text says that there were no applications, reconsiderations or suits, the table has 0.",
        ),
        source=_PRACTICE,
        formula=Text("文中说没有的，表中＝0", "what the text denies = 0 in the table"),
        judge=_denied,
        passing=Example(narrative=_saying(text)),
        failing=Example(values=_consistent(form, _TABLE_THREE), narrative=_saying(text)),
    )


def _agree(topics: tuple[Topic, ...], figures: Figures) -> tuple[Verdict, ...]:
    return _judged(
        [
            said
            for said in figures.statements
            if said.topic in topics and not said.is_none and said.unit not in _OTHER_UNITS
        ],
        figures,
    )


def _other_units(figures: Figures) -> tuple[Verdict, ...]:
    return _judged(
        [said for said in figures.statements if said.topic in _APPLICATIONS and said.unit in _OTHER_UNITS], figures
    )


def _denied(figures: Figures) -> tuple[Verdict, ...]:
    return _judged([said for said in figures.statements if said.is_none], figures)


def _judged(statements: list[Statement], figures: Figures) -> tuple[Verdict, ...]:
    """Judge each statement that is about what the tables count.

    A sentence may state one thing in several steps, such as 收到36件, 受理34件. Where one of them agrees, the others
    count something else, which the tables do not have.
    """
    if not statements:
        return _NOT_COMPARED
    of_form = READINGS[figures.form.name]
    judged: list[tuple[Topic, Verdict]] = []
    for said in statements:
        if said.topic in of_form and _is_of_the_scope(said, figures):
            readings = of_form[said.topic]
            # What was never received is not newly received; other readings may be 0 where a table does not add up.
            judged.append((said.topic, _verdict(said, readings[:1] if said.is_none else readings, figures)))
    agreed = {(topic, verdict.quote) for topic, verdict in judged if verdict.outcome == "passed"}
    kept: list[tuple[Topic, Verdict]] = [
        (topic, verdict)
        for topic, verdict in judged
        if verdict.outcome == "passed" or (topic, verdict.quote) not in agreed
    ]
    return _numbered(kept) or _NOT_COMPARED


def _numbered(judged: list[tuple[Topic, Verdict]]) -> tuple[Verdict, ...]:
    """Name each verdict by its topic, and by a number where the topic comes again."""
    times = Counter[str]()
    named: list[Verdict] = []
    for topic, verdict in judged:
        times[topic] += 1
        named.append(evolve(verdict, instance=topic if times[topic] == 1 else f"{topic}#{times[topic]}"))
    return tuple(named)


def _is_of_the_scope(said: Statement, figures: Figures) -> bool:
    """Say whether a count of a whole region may be what the tables hold."""
    report = figures.report
    is_narrow = report.scope in {"own_organ", "own_level"} or is_department(report.agency.name or "")
    return not (said.is_wide and is_narrow)


def _verdict(said: Statement, readings: tuple[Reading, ...], figures: Figures) -> Verdict:
    numbers = [_number(reading, figures) for reading in readings]
    known = [number for number in numbers if number is not None]
    cells = tuple(dict.fromkeys(path for reading in readings for _, path in reading))
    verdict = partial(Verdict, cells=cells, quote=said.quote, quoted_at=said.place)
    if any(said.amount.allows(number) for number in known):
        return verdict(outcome="passed")
    if len(known) < len(numbers):
        missing = figures.missing(cells)
        return verdict(outcome=figures.outcome_without(missing), missing=missing)
    in_table = [written(number) for number in dict.fromkeys(known)]
    place = said.place.text
    reason = Text(
        f"文中“{said.words}”（{place.zh}），表中为 {'、'.join(in_table)}。请核对；如两处范围不同，应当写明。",
        f"The text says “{said.words}” ({place.en}), the table has {', '.join(in_table)}. Compare both; where their "
        "scope differs, the text should say so.",
    )
    sides = (said.amount.lowest, known[0]) if said.amount.is_exact else None
    return verdict(outcome="failed", reason=reason, sides=sides)


def _number(reading: Reading, figures: Figures) -> Number | None:
    """Add up a reading; money counts in 元, as the text has it."""
    total: Number = 0
    for sign, path in reading:
        number = figures.number(path)
        if number is None:
            return None
        factor = _YUAN_IN_A_MYRIAD if figures.form.by_path[path].kind == "money" else 1
        total = add(total, number, sign * factor)
    return total
