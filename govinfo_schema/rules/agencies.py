"""What the name of an organ tells about its power to make administrative rules (规章)."""

from __future__ import annotations

import re

# State Council departments, and the local offices that they run themselves, whose names begin with theirs.
_CENTRAL = re.compile(r"国家|国务院|中国|中华|.{0,9}总[局署]|[^省市县区州旗乡镇]*部")
# 自治区, 地区, 行政区, 新区 and zones such as 开发区 and 示范区 are no districts of a city, or may not be.
_COUNTY_OR_TOWNSHIP = re.compile(r".+(?:县|(?<![治地政新发范作园假景税验])区|旗|乡|镇|街道)")
_PLACE = re.compile(r".+?(?:省|市|县|区|旗|乡|镇|街道|自治州|盟)")
_OF_GOVERNMENT = re.compile(r"(?:(?:人民)?政府(?:办公室|办公厅|办)?|办事处)$")
_DEPARTMENT = re.compile(r"(?:局|委员会|委|厅|办公室|办|中心|站|队|处|院|馆)$")
_LOOSE = re.compile(r"[\s()（）]")


def makes_no_rules(name: str) -> bool:
    """Say whether the name shows that the organ may not make administrative rules.

    Rules are made by State Council departments and by the governments of provinces, cities with districts and
    autonomous prefectures (Legislation Law, Arts 91 and 93), not by county and township governments and not by local
    departments.

    Args:
        name: name of the organ, in simplified characters.

    Returns:
        ``True`` for a county or township government and for a department of a local government. ``False`` where the
        name does not show it: a 市 may be a city with districts or one at county level, and the office of the
        government of a province or city may report for the government itself.
    """
    bare = _LOOSE.sub("", name)
    if _CENTRAL.match(bare):
        return False
    place = _OF_GOVERNMENT.sub("", bare)
    if _COUNTY_OR_TOWNSHIP.fullmatch(place):
        return True
    if place != bare:  # the government of a place that may make rules, or its office
        return False
    placed = _PLACE.match(bare)
    return placed is not None and _DEPARTMENT.search(bare, placed.end()) is not None
