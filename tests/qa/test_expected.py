"""A question for one kind of number is not answered by another."""

from __future__ import annotations

import pytest

from qa.expected import has_expected_form, leaves_it_to_others, names_one_of_them, shares_count
from qa.question import read_question

CASES = [
    ("产业平台获得了多少中央财政资金？", "争创三个重大平台。", False),
    ("产业平台获得了多少中央财政资金？", "安排财政资金3亿元。", True),
    ("大赛的奖金是多少？", "举办大赛，评出十项成果。", False),
    ("产品的有效率是多少？", "2023年9月成立工作组。", False),
    ("产品的有效率是多少？", "有效率达到85%。", True),
    ("要打造多少家领军企业？", "打造百家领军企业。", True),
    ("要打造多少家领军企业？", "到2025年，产业规模稳步提升。", False),
    ("试用期最长多久？", "试用期不得超过六个月。", True),
    ("设备多久检定一次？", "设备每年检定一次。", True),
    ("有哪些任务？", "加强统筹。", True),
    ("起征点是多少？", "第二十三条 未达到起征点的，免征增值税。", False),
    ("“两提升”五大工程的工期是多少？", "大力实施“两提升”五大工程。", False),
    ("增加值要达到多少亿？", "2022年6月出台行动计划。", False),
    ("增加值要达到多少亿？", "增加值达到5000亿元。", True),
    ("每次最多给几个人？", "每次授予人数不超过2名。", True),
    ("是哪几个部门管？", "统筹布局标准研究。", False),
    ("是哪几个部门管？", "由省级学位委员会组织审核。", True),
    ("谁负责审批？", "报国务院学位委员会审批。", True),
    ("什么时候公布？", "加强信息公开。", False),
    ("什么时候商用？", "前瞻布局6G、卫星互联网。", False),
    ("什么时候报告？", "发现漏洞后，立即报告。", True),
    ("什么时候公布？", "每年3月31日前公布。", True),
    ("罢免主席要多少人同意？", "非经全体会员过半数通过，不得罢免。", True),
    ("几号之前要交材料？", "应当提交材料。", False),
    ("商场几点关门？", "鼓励商场延长营业时间。", False),
    ("商场几点关门？", "商场可以营业至24时。", True),
    ("从申请到办完要几天？", "由市商务局组织认定。", False),
    ("从申请到办完要几天？", "应当在5个工作日内办结。", True),
    ("公交隔多少分钟一趟？", "开通6条公交线路。", False),
    ("公交隔多少分钟一趟？", "每20分钟一班。", True),
    ("平台出问题打什么电话？", "通过平台提交申请。", False),
    ("平台出问题打什么电话？", "技术支持电话：7716688。", True),
    ("新建一座补贴多少万元？", "自用比例不得低于80%。", False),
    ("新建一座补贴多少万元？", "每座补贴500万元。", True),
    ("货车能打几折？", "推广49吨重型货车。", False),
    ("货车能打几折？", "通行费打8折。", True),
    ("演练不合规怎么处罚？", "企业是责任主体，应当组织演练。", False),
    ("小组最多几个人？", "小组不得少于2人。", False),
    ("小组最多几个人？", "小组不超过5人。", True),
    ("小组至少几个人？", "小组不超过5人。", False),
    ("罚款最多多少？", "由县级以上部门处二万元以下的罚款。", True),
    ("罚款最多多少？", "损失五百万元以上的，从重处理。", False),
    ("申请要交哪些材料？", "省科技厅建立名录库。", False),
    ("申请要交哪些材料？", "提交借款合同和放款凭证。", True),
    ("青年人才要不要博士文凭？", "支持40岁以下人才。", False),
    ("这笔费用由谁承担？", "海关可以委托专业机构。", False),
    ("这笔费用由谁承担？", "所需经费列入财政预算。", True),
    ("大陆架的石油归谁？", "石油资源都属于国家所有。", True),
    ("几个省谈不拢，谁来拍板？", "由国务院交通主管部门决定。", True),
    ("多少个工作日内答复？", "应当在20个工作日内答复。", True),
    ("时效有多长？", "时效为180日。", True),
    ("多少年历程？", "过去 40 年，产品不断更新。", True),
    ("预备役几岁退？", "预备役为三十周岁。", True),
    ("月工资要除以多少天？", "除以月计薪天数（21.75天）。", True),
    ("违章作业要判多重？", "应当认定为违章冒险作业。", False),
    ("违章作业要判多重？", "处五年以上有期徒刑。", True),
    ("不按规定演练怎么处罚？", "应当每半年开展一次演练。", False),
    ("不按规定演练怎么处罚？", "未按规定演练的，责令改正。", True),
    ("市里和县里按什么比例分担？", "奖补资金按6:4比例分担。", True),
    ("咨询找哪个处，电话多少？", "由成果处负责，咨询电话0800-6612338。", True),
    ("许可证有效期是几年？", "应当在吊销之日起5日内通知。", False),
    ("许可证有效期是几年？", "许可证有效期3年。", True),
    ("几年内申请？", "七个工作日内完成审查。", False),
    ("多少克会被判有期徒刑？", "运输100克以下样品无须许可。", False),
    ("一共要建几个，分别在哪些城市？", "布局建设一批中试基地。", False),
    ("一共要建几个，分别在哪些城市？", "在甲、乙两市建设基地。", True),
    ("首次认定奖励多少家？", "给予一次性奖励。", False),
    ("疤痕要多长才算？", "瘢痕长度4.5cm以上。", True),
    ("疤痕要多长才算？", "应当进行鉴定。", False),
    ("几天之内答复？", "1998年3月12日公布的办法同时废止。", False),
    ("几天之内答复？", "应当在七日内答复。", True),
    ("转运的费用算谁的？", "应当消除违法状态。", False),
    ("转运的费用算谁的？", "费用由违法行为人承担。", True),
    ("设立要准备什么文件？", "设立代表机构应当申请登记。", False),
]


@pytest.mark.parametrize(("asked", "sentence", "expected"), CASES, ids=[f"{q}|{s}" for q, s, _ in CASES])
def test_expected_form(asked: str, sentence: str, expected: bool) -> None:
    assert has_expected_form(read_question(asked), sentence) is expected


@pytest.mark.parametrize(
    ("asked", "sentence", "shared"),
    [
        ("发展哪六个方向？", "推进六大方向产业发展。", True),
        ("发展哪6个方向？", "推进六大方向产业发展。", True),
        ("发展哪六个方向？", "推进五大方向产业发展。", False),
        ("有哪些方向？", "推进六大方向产业发展。", False),
        ("2025年有哪些方向？", "到2025年推进六大方向。", False),
    ],
)
def test_a_sentence_that_counts_as_many(asked: str, sentence: str, shared: bool) -> None:
    assert shares_count(asked, sentence) is shared


@pytest.mark.parametrize(
    ("asked", "sentence", "elsewhere"),
    [
        ("考核看哪些指标？", "具体指标由省财政厅另行规定。", True),
        ("具体指标由谁规定？", "具体指标由省财政厅另行规定。", False),
        ("摊贩怎么登记？", "登记的具体办法由省级人民政府制定。", True),
        ("考核看哪些指标？", "考核发放额、不良率等指标。", False),
    ],
)
def test_what_is_told_elsewhere(asked: str, sentence: str, elsewhere: bool) -> None:
    assert leaves_it_to_others(asked, sentence) is elsewhere


def test_one_of_a_counted_list_is_not_the_list() -> None:
    asked = read_question("六大方向有哪些？")
    assert names_one_of_them(asked, "未来制造是六大方向之一。")
    assert not names_one_of_them(asked, "重点推进未来制造、未来信息等六大方向。")
    assert not names_one_of_them(read_question("未来制造是什么？"), "未来制造是六大方向之一。")
