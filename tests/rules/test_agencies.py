"""What names of organs tell about the power to make rules (Legislation Law, Arts 91 and 93)."""

from __future__ import annotations

import pytest

from govinfo_schema.rules.agencies import makes_no_rules


@pytest.mark.parametrize(
    "name",
    [
        "衡山县人民政府",
        "龙南县人民政府",
        "云南省红河哈尼族彝族自治州屏边苗族自治县人民政府",
        "鄂温克族自治旗人民政府",
        "贵阳市南明区人民政府",
        "长沙市岳麓区政府",
        "衡山县人民政府办公室",
        "岳麓区政府办",
        "易俗河镇人民政府",
        "龙南县某某乡人民政府",
        "浏阳市集里街道办事处",
        "洪江市人民政府集里街道办事处",
        "内蒙古自治区某某县人民政府",
        "衡山县",
        "岳麓区",
        "洪江市发展和改革局",
        "淮安市自然资源和规划局",
        "北京市市场监督管理局",
        "湖南省教育厅",
        "上海市科学技术委员会",
        "广西壮族自治区住房和城乡建设厅",
        "喀什地区教育局",
        "衡山县 自然资源局",
        "长沙市岳麓区城市管理综合行政执法大队",
        "南部县人民政府",
        "南部县教育局",
        "南充市南部县水务局",
        "西部县政府",
        "中华门街道办事处",
        "中华路街道",
        "浦东新区人民政府",
        "上海市浦东新区人民政府",
        "天津市滨海新区人民政府办公室",
        "黑龙江省农垦总局",
    ],
)
def test_county_and_township_governments_and_local_departments_make_no_rules(name: str) -> None:
    assert makes_no_rules(name)


@pytest.mark.parametrize(
    "name",
    [
        "湖南省人民政府",
        "湖南省人民政府办公厅",
        "上海市人民政府",
        "洪江市人民政府",  # a city at county level, which the name does not tell
        "洪江市人民政府办公室",
        "长沙市政府办公室",
        "湘乡市人民政府",
        "广西壮族自治区人民政府",
        "湘西土家族苗族自治州人民政府",
        "阿里地区行政公署",
        "某某经济技术开发区政府",
        "国家税务总局",
        "国家税务总局湖南省税务局",
        "国家发展和改革委员会",
        "国务院办公厅",
        "中国人民银行",
        "市场监管总局",
        "国家税务总局南部县税务局",
        "教育部",
        "教育部办公厅",
        "财政部",
        "财政部湖南省监管局",
        "商务部",
        "海关总署",
        "审计署驻广州特派员办事处",
        "湖南省人民政府驻北京办事处",
        "石家庄市高新区人民政府",
        "水利部长江水利委员会",
        "自然资源部广州局",
        "长沙市",
        "某某大学",
        "",
    ],
)
def test_a_name_that_does_not_show_it_is_left_open(name: str) -> None:
    assert not makes_no_rules(name)
