"""The views of a panel as a database, and what their columns hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.messages import Text
from govinfo_schema.panel.metrics import METRICS, SMALL
from govinfo_schema.panel.series import COMPARABILITIES
from govinfo_schema.versions import version_named

if TYPE_CHECKING:
    from collections.abc import Iterable

LATEST = """
CREATE VIEW latest AS
SELECT * FROM cells
QUALIFY agency IS NULL OR year IS NULL
    OR report = max(report) OVER (PARTITION BY agency, region_code, scope, year)
"""
TOTALS = """
CREATE VIEW totals AS
WITH counted AS (
    SELECT f.*, f.agency IN (FROM organs) OR NOT EXISTS (FROM organs) AS wanted
    FROM series f JOIN definitions d USING (series)
    WHERE d.kind <> 'money' AND f.agency IS NOT NULL AND f.year IS NOT NULL
), expected AS (
    SELECT scope, coalesce((SELECT nullif(count(*), 0) FROM organs), count(DISTINCT agency)) AS expected
    FROM series WHERE agency IS NOT NULL AND year IS NOT NULL GROUP BY scope
)
SELECT scope, year, series, expected, count(*) FILTER (wanted) AS reports, count(value) FILTER (wanted) AS numbers,
    sum(value) FILTER (wanted) AS known_part,
    CASE WHEN numbers = expected AND reports = expected AND count(DISTINCT agency) FILTER (wanted) = expected
        THEN known_part END AS total
FROM counted JOIN expected USING (scope)
GROUP BY scope, year, series, expected
ORDER BY scope, year, series
"""
OF_TOTALS = {
    "expected": Text(
        "应有机关数：名单（organs）的；没有名单时为面板任一年中有的",
        "organs that should be there: those on the list (organs), or those that the panel has in any year",
    ),
    "reports": Text("有此序列的报告数", "reports that have the series"),
    "numbers": Text("其中有数字的", "reports with a number"),
    "known_part": Text(
        "已有数字之和，不一定是合计", "sum of the numbers that are there; not the total where any is missing"
    ),
    "total": Text(
        "合计；缺机关、缺数字或有重复报告时为空",
        "total; null where an organ or a number is missing, or an organ has several reports",
    ),
}
OF_RATES = {
    "numerator": Text("分子；缺数时为空", "the sum above the line; null where a number is missing"),
    "denominator": Text("分母；缺数时为空", "the sum below the line; null where a number is missing"),
    "rate": Text(
        "比率；缺数、分母为 0 或部分大于总数时为空",
        "the rate; null where a number is missing, the denominator is 0, or the part is greater than the whole",
    ),
    "small": Text(
        f"分母小于 {SMALL}，个案即可使比率大幅变动", f"the denominator is below {SMALL}: single cases move the rate far"
    ),
}


def rates() -> str:
    """Return the statement that makes the view of the rates, from the metrics themselves."""
    terms = [
        (metric.id, side, series)
        for metric in METRICS
        for side, ids in (("above", metric.numerator), ("below", metric.denominator))
        for series in ids
    ]
    defined = [
        (metric.id, form, version_named(form).first_year, version_named(form).last_year or 9999)
        for metric in METRICS
        for form in metric.forms
    ]
    ranks = [(each, place) for place, each in enumerate(COMPARABILITIES)]
    return f"""
CREATE VIEW rates AS
WITH terms(metric, side, series) AS (VALUES {_rows(terms)}),
defined(metric, form, first_year, last_year) AS (VALUES {_rows(defined)}),
ranks(comparability, rank) AS (VALUES {_rows(ranks)}),
sums AS (
    SELECT report, agency, region_code, scope, year, form, metric,
        CASE WHEN count(*) FILTER (side = 'above') = count(value) FILTER (side = 'above')
            THEN sum(value) FILTER (side = 'above') END AS numerator,
        CASE WHEN count(*) FILTER (side = 'below') = count(value) FILTER (side = 'below')
            THEN sum(value) FILTER (side = 'below') END AS denominator,
        any_value(compared_with) AS compared_with, max(rank) AS rank
    FROM series JOIN terms USING (series) JOIN defined USING (metric, form) LEFT JOIN ranks USING (comparability)
    GROUP BY ALL
)
SELECT sums.* EXCLUDE (rank, compared_with),
    CASE WHEN denominator > 0 AND numerator <= denominator THEN numerator / denominator END AS rate,
    denominator < {SMALL} AS small, compared_with,
    CASE WHEN compared_with IS NULL THEN NULL
        WHEN EXISTS (FROM defined d WHERE d.metric = sums.metric AND compared_with BETWEEN d.first_year AND d.last_year)
        THEN ranks.comparability ELSE 'break' END AS comparability
FROM sums LEFT JOIN ranks USING (rank)
ORDER BY metric, report
"""  # noqa: S608 - names of ours


def _rows(rows: Iterable[tuple[object, ...]]) -> str:
    return ", ".join(str(row) for row in rows)
