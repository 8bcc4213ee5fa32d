"""What the name of an organ tells about its power to make administrative rules (规章)."""

from __future__ import annotations

import re

# State Council departments, and the local offices that they run themselves, whose names begin with theirs. 部 is also
# the end of a direction in the names of places (南部县, 西部新区), and 市 the beginning of 市场.
_CENTRAL = re.compile(
    r"国家|国务院|中国|中华人民共和国|审计署"
    r"|(?:市场|[^省市县区州旗乡镇盟])*(?:总[局署]|(?<=[^东西南北中])部(?!县|市|区|旗|乡|镇|街道|新区|新城))"
)
# 自治区, 地区, 行政区, 新区 and zones such as 开发区 and 示范区 are no districts of a city, or may not be.
_COUNTY_OR_TOWNSHIP = re.compile(r".+(?:县|(?<![治地政新发范作园假景税验])区|旗|乡|镇|街道)")
# A new area that has a people's government (浦东新区) is a district; the others have a management committee.
_NEW_DISTRICT = re.compile(r".+(?<!高)新区人民政府.*")
_PLACE = re.compile(r".+?(?:省|市|县|区|旗|乡|镇|街道|自治州|盟)")
_OF_GOVERNMENT = re.compile(r"(?:(?:人民)?政府(?:办公室|办公厅|办)?|办事处)$")
_DEPARTMENT = re.compile(r"(?:局|委员会|委|厅|办公室|办|中心|站|队|处|院|馆)$")
_TOWNSHIP = re.compile(r".+(?:乡|镇|街道)")
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
    place = _OF_GOVERNMENT.sub("", bare)
    is_low = _COUNTY_OR_TOWNSHIP.fullmatch(place) is not None
    if place != bare:  # a government or its office; no department of the State Council has such a name
        return is_low or _NEW_DISTRICT.fullmatch(bare) is not None
    if _CENTRAL.match(bare):
        return False
    if is_low:
        return True
    placed = _PLACE.match(bare)
    return placed is not None and _DEPARTMENT.search(bare, placed.end()) is not None


def is_department(name: str) -> bool:
    """Say whether the name is that of a department of a local government, and not of the government or its office."""
    bare = _LOOSE.sub("", name)
    return _OF_GOVERNMENT.sub("", bare) == bare and _DEPARTMENT.search(bare) is not None


def is_government(name: str) -> bool:
    """Say whether the name is that of a people's government, or of its office."""
    return "政府" in name and not is_department(name)


def is_township(name: str) -> bool:
    """Say whether the name is that of the government of a township, or of a sub-district office."""
    return _TOWNSHIP.fullmatch(_OF_GOVERNMENT.sub("", _LOOSE.sub("", name))) is not None
