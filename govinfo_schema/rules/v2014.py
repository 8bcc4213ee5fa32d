"""Rules of the one table of the form v2014 (A1 to A14).

No explanation of the indicators and no list of relations of 国办发〔2014〕32号 could be read, so these rules follow
from the table itself: its numbering, its 其中 and its notes. A12 is left out on purpose: items of normative documents
(条) and documents issued (件) have different units and bases. Of A11 only the first half is a relation; the number of
replies is not bound to the number of concluded applications, because one application may get several replies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.messages import Text
from govinfo_schema.rules.building import TOTAL, at_most, equal, leaves, total_of_parts
from govinfo_schema.rules.model import AddedRow, Constraint, Example, Rule, Verdict

if TYPE_CHECKING:
    from govinfo_schema.cells import FlatForm
    from govinfo_schema.rules.figures import Figures

FORMS = ("v2014",)

_NUMBERING = Text("由表内编号推断。", "Implied by the numbering of the table.")
_OF_WHICH = Text("表内印有“其中”。", "The table prints 其中 (of which).")
_RECEIVED = "applications.received"
_CONCLUDED = "applications.concluded"
_REPLIES = "applications.replies"
_REFUSED = "applications.replies.refused"
_ITEMS = "proactive_disclosure.items_disclosed"
_NORMATIVE_ITEMS = "proactive_disclosure.normative_document_items_disclosed"
_CHANNELS = "proactive_disclosure.channels"
_RESPONSE = "public_response"
_CONCERNS = f"{_RESPONSE}.public_concerns_addressed"
_BY_PRINCIPAL = "_principal_official"
_STAFF = "capacity.staff"
_SESSIONS = "training.sessions"
_TRAINED = "training.person_times_trained"
_HIGHEST_AMOUNT = 10_000
_WHOLE_TABLE = "政府信息公开情况统计表"


def rules(form: FlatForm) -> tuple[Rule, ...]:
    """Return the rules of the table, in the order of their ids."""
    return (
        _received(form),
        _concluded(form),
        _replies(form),
        _grounds_of_refusal(form),
        _sum_of_refusals(form),
        *_disclosure(form),
        _concerns(form),
        _principal_official(form),
        _cases(form),
        _staff(form),
        _concluded_of_received(),
        _amounts(form),
        _training(),
    )


def _received(form: FlatForm) -> Rule:
    return Rule(
        id="A1",
        forms=FORMS,
        severity="error",
        title=Text(
            "收到申请数等于当面、传真、网络、信函申请数之和。",
            "Applications received equal those received in person, by fax, online and by letter.",
        ),
        source=_NUMBERING,
        constraints=(total_of_parts(form, _RECEIVED),),
        passing=Example(values={f"{_RECEIVED}.total": 3, f"{_RECEIVED}.fax": 1, f"{_RECEIVED}.online": 2}),
        failing=Example(values={f"{_RECEIVED}.total": 3, f"{_RECEIVED}.online": 2}),
        # Readers of documents name the whole table, which the notice titles so, and JSON may name its part.
        eased_by=AddedRow(
            tables=(form.by_path[f"{_RECEIVED}.{TOTAL}"].table, _WHOLE_TABLE),
            words="申请数",
            other_words=("复议", "诉讼"),
        ),
    )


def _concluded(form: FlatForm) -> Rule:
    return Rule(
        id="A2",
        forms=FORMS,
        severity="error",
        title=Text(
            "申请办结数等于按时办结数与延期办结数之和。",
            "Applications concluded equal those concluded on time and those concluded after an extension.",
        ),
        source=_NUMBERING,
        constraints=(total_of_parts(form, _CONCLUDED),),
        passing=Example(
            values={
                f"{_RECEIVED}.total": 3,
                f"{_RECEIVED}.letter": 3,
                f"{_CONCLUDED}.total": 3,
                f"{_CONCLUDED}.on_time": 2,
                f"{_CONCLUDED}.extended": 1,
            }
        ),
        failing=Example(values={f"{_CONCLUDED}.on_time": 2}),
    )


def _replies(form: FlatForm) -> Rule:
    return Rule(
        id="A3",
        forms=FORMS,
        severity="error",
        title=Text("申请答复数等于八类答复数之和。", "Replies equal the sum of the eight types of reply."),
        source=_NUMBERING,
        constraints=(total_of_parts(form, _REPLIES),),
        passing=Example(
            values={
                f"{_REPLIES}.total": 3,
                f"{_REPLIES}.disclosure_granted": 2,
                f"{_REFUSED}.total": 1,
                f"{_REFUSED}.state_secret": 1,
            }
        ),
        failing=Example(values={f"{_REPLIES}.total": 3, f"{_REPLIES}.disclosure_granted": 2}),
    )


def _grounds_of_refusal(form: FlatForm) -> Rule:
    whole = f"{_REFUSED}.{TOTAL}"
    reasons = [name for name in leaves(form, _REFUSED) if name != TOTAL]
    return Rule(
        id="A4a",
        forms=FORMS,
        severity="error",
        title=Text(
            "“不同意公开答复数”下“其中”各项，每项都不大于不同意公开答复数。",
            "Each ground of refusal is at most the number of refusals.",
        ),
        source=_OF_WHICH,
        constraints=tuple(at_most(name, [f"{_REFUSED}.{name}"], [whole]) for name in reasons),
        passing=Example(values={f"{_REPLIES}.total": 1, whole: 1, f"{_REFUSED}.state_secret": 1}),
        failing=Example(values={f"{_REPLIES}.total": 1, whole: 1, f"{_REFUSED}.state_secret": 2}, companions=("A4b",)),
    )


def _sum_of_refusals(form: FlatForm) -> Rule:
    whole = f"{_REFUSED}.{TOTAL}"
    return Rule(
        id="A4b",
        forms=FORMS,
        severity="warning",
        title=Text(
            "不同意公开答复数等于“其中”六项之和；一件有几项理由时可以不等。",
            "Refusals equal the sum of the six grounds; a case with several grounds may break this lawfully.",
        ),
        source=Text("由“其中”推断。", "Implied by 其中 (of which)."),
        constraints=(total_of_parts(form, _REFUSED),),
        passing=Example(
            values={
                f"{_REPLIES}.total": 2,
                whole: 2,
                f"{_REFUSED}.commercial_secret": 1,
                f"{_REFUSED}.personal_privacy": 1,
            }
        ),
        failing=Example(values={f"{_REPLIES}.total": 2, whole: 2, f"{_REFUSED}.commercial_secret": 1}),
    )


def _disclosure(form: FlatForm) -> tuple[Rule, ...]:
    channels = leaves(form, _CHANNELS)
    all_channels = [f"{_CHANNELS}.{name}" for name in channels]
    return (
        Rule(
            id="A5",
            forms=FORMS,
            severity="warning",
            title=Text(
                "主动公开政府信息数不小于任一渠道的公开数，也不大于各渠道公开数之和。",
                "Items disclosed are at least the items of each channel, and at most the sum of all channels.",
            ),
            source=Text(
                "由表内注“不同渠道和方式公开相同信息计1条”推断。",
                "Implied by the printed note that one information counts as one item, whatever the number of channels.",
            ),
            constraints=(
                *(at_most(name, [f"{_CHANNELS}.{name}"], [_ITEMS]) for name in channels),
                at_most("channels", [_ITEMS], all_channels),
            ),
            passing=Example(values={_ITEMS: 3, f"{_CHANNELS}.gazette": 2, f"{_CHANNELS}.government_website": 3}),
            failing=Example(values={_ITEMS: 1, f"{_CHANNELS}.gazette": 2}),
        ),
        Rule(
            id="A6",
            forms=FORMS,
            severity="error",
            title=Text(
                "主动公开规范性文件数不大于主动公开政府信息数。",
                "Normative documents disclosed are at most the items disclosed.",
            ),
            source=_OF_WHICH,
            constraints=(at_most("", [_NORMATIVE_ITEMS], [_ITEMS]),),
            passing=Example(values={_ITEMS: 1, _NORMATIVE_ITEMS: 1, f"{_CHANNELS}.government_website": 1}),
            failing=Example(values={_NORMATIVE_ITEMS: 1}),
        ),
    )


def _concerns(form: FlatForm) -> Rule:
    # Interpretations are counted in 篇 and must not be added to responses, which are counted in 次.
    unit = form.by_path[_CONCERNS].unit
    forms_of_response = [
        path
        for path in form.paths
        if path.startswith(f"{_RESPONSE}.")
        and path != _CONCERNS
        and not path.endswith(_BY_PRINCIPAL)
        and form.by_path[path].unit == unit
    ]
    return Rule(
        id="A7",
        forms=FORMS,
        severity="information",
        title=Text(
            "回应公众关注热点或重大舆情数不大于各种方式回应次数之和（以篇计的政策解读稿件不计入）。",
            "Public concerns responded to are at most the responses of all kinds (without interpretations, "
            "which are counted in articles).",
        ),
        source=Text(
            "由表内注“不同方式回应同一热点或舆情计1次”推断。",
            "Implied by the printed note that one topic counts once, whatever the number of responses.",
        ),
        constraints=(at_most("", [_CONCERNS], forms_of_response),),
        passing=Example(values={_CONCERNS: 2, f"{_RESPONSE}.press_conferences": 1, f"{_RESPONSE}.other_responses": 1}),
        failing=Example(values={_CONCERNS: 2, f"{_RESPONSE}.press_conferences": 1}),
    )


def _principal_official(form: FlatForm) -> Rule:
    wholes = [path.removesuffix(_BY_PRINCIPAL) for path in form.paths if path.endswith(_BY_PRINCIPAL)]
    return Rule(
        id="A8",
        forms=FORMS,
        severity="error",
        title=Text(
            "主要负责同志参加的次数不大于总次数。",
            "Events with the principal official are at most all events of the kind.",
        ),
        source=_OF_WHICH,
        constraints=tuple(
            at_most(whole.removeprefix(f"{_RESPONSE}."), [f"{whole}{_BY_PRINCIPAL}"], [whole]) for whole in wholes
        ),
        passing=Example(
            values={f"{_RESPONSE}.website_interviews": 2, f"{_RESPONSE}.website_interviews_principal_official": 1}
        ),
        failing=Example(values={f"{_RESPONSE}.website_interviews_principal_official": 1}),
    )


def _cases(form: FlatForm) -> Rule:
    return Rule(
        id="A9",
        forms=FORMS,
        severity="error",
        title=Text(
            "行政复议数量、行政诉讼数量各等于其三类结果之和。",
            "Reconsideration and litigation each equal the sum of their three outcomes.",
        ),
        source=Text(
            "由表内编号推断；表中没有“尚未审结”，未结案件计入其他情形。",
            "Implied by the numbering; there is no row for pending cases, so other outcomes hold them.",
        ),
        constraints=tuple(total_of_parts(form, group, group) for group in ("reconsideration", "litigation")),
        passing=Example(
            values={"reconsideration.total": 1, "reconsideration.upheld": 1, "litigation.total": 0},
        ),
        failing=Example(values={"litigation.total": 1}),
    )


def _staff(form: FlatForm) -> Rule:
    return Rule(
        id="A10",
        forms=FORMS,
        severity="error",
        title=Text(
            "从事政府信息公开工作人员数等于专职人员数与兼职人员数之和。",
            "Staff equal full-time staff and part-time staff.",
        ),
        source=_NUMBERING,
        constraints=(total_of_parts(form, _STAFF),),
        passing=Example(values={f"{_STAFF}.total": 3, f"{_STAFF}.full_time": 1, f"{_STAFF}.part_time": 2}),
        failing=Example(values={f"{_STAFF}.total": 3, f"{_STAFF}.full_time": 1}),
    )


def _concluded_of_received() -> Rule:
    return Rule(
        id="A11",
        forms=FORMS,
        severity="information",
        title=Text(
            "申请办结数一般不大于收到申请数；表中没有结转项，上年结转的申请在本年办结时可以大于。",
            "Applications concluded are as a rule at most those received; the form has no carry-over, so "
            "applications of the year before may break this.",
        ),
        source=Text("由表内项目推断。", "Implied by the rows of the table."),
        constraints=(at_most("", [f"{_CONCLUDED}.total"], [f"{_RECEIVED}.total"]),),
        passing=Example(
            values={
                f"{_RECEIVED}.total": 1,
                f"{_RECEIVED}.letter": 1,
                f"{_CONCLUDED}.total": 1,
                f"{_CONCLUDED}.on_time": 1,
            }
        ),
        failing=Example(values={f"{_CONCLUDED}.total": 1, f"{_CONCLUDED}.on_time": 1}),
    )


def _amounts(form: FlatForm) -> Rule:
    money = [cell.path for cell in form.cells if cell.kind == "money"]
    return Rule(
        id="A13",
        forms=FORMS,
        severity="warning",
        title=Text(
            f"收取的费用和专项经费以万元计；大于{_HIGHEST_AMOUNT}时可能误填为元。",
            f"Fees and funding are in 万元; more than {_HIGHEST_AMOUNT} suggests that 元 were filled in.",
        ),
        source=Text("由表内单位推断。", "Implied by the unit that the table prints."),
        constraints=tuple(at_most(path, [path], [], _HIGHEST_AMOUNT) for path in money),
        passing=Example(values={money[0]: _HIGHEST_AMOUNT}),
        failing=Example(values={money[0]: _HIGHEST_AMOUNT + 1}),
    )


def _training() -> Rule:
    return Rule(
        id="A14",
        forms=FORMS,
        severity="warning",
        title=Text(
            "举办各类培训班数为0时，接受培训人员数也为0。",
            "Without training sessions there are no person-times trained.",
        ),
        source=Text("由表内项目推断。", "Implied by the rows of the table."),
        judge=_nobody_trained_without_sessions,
        passing=Example(values={_SESSIONS: 1, _TRAINED: 30}),
        failing=Example(values={_TRAINED: 30}),
    )


def _nobody_trained_without_sessions(figures: Figures) -> tuple[Verdict | Constraint, ...]:
    sessions, trained = figures.number(_SESSIONS), figures.number(_TRAINED)
    cells = (_SESSIONS, _TRAINED)
    if trained == 0 or (sessions is not None and sessions != 0):
        return (Verdict(outcome="passed", cells=cells),)
    if sessions == 0 and trained is not None:
        return (equal("", [_TRAINED], []),)
    missing = figures.missing(cells)
    return (Verdict(outcome=figures.outcome_without(missing), cells=cells, missing=missing),)
