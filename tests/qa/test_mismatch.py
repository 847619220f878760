"""A sentence about something beside what is asked is no answer, however alike the words are."""

from __future__ import annotations

import pytest

from qa.mismatch import is_beside
from qa.question import read_question

BESIDE = [
    ("2024年一般公共预算支出是多少亿元？", "一般公共预算收入92.4亿元。"),
    ("职工住院的起付标准是多少元？", "普通门诊起付标准为600元。"),
    (
        "大专毕业生的生活补贴每月多少元？",
        "对博士、硕士、本科毕业生，分别按每月3000元、1500元、800元发放生活补贴。",
    ),
    ("专班的副组长由哪些人担任？", "成立由分管副县长任组长的专班。"),
    ("专家委员会的主任委员是谁？", "设立由15名专家组成的专家委员会。"),
    ("培训会的会议号是什么？", "4月28日15:00举办线上培训会。"),
    ("一星级运行标识每平方米奖多少元？", "对二星级、三星级运行标识的项目，分别按每平方米15元、30元奖励。"),
    ("瑞川省试点期间宁安市单独的交易额是多少？", "在临沧湾市、宁安市两个市开展试点，交易额2.3亿元。"),
    ("加装一部电梯市财政补助多少钱？", "其中争取中央补助资金6.2亿元。"),
    ("白石县要建几个示范村？", "在桐山县、白石县、澜北区建设示范村30个，每村补助50万元。"),
    ("到2035年产值达到多少亿元？", "到2030年产值达到5000亿元,到2035年形成前沿产业集群。"),
    ("青少年科技创新大赛什么时候截止？", "5月30日17:00截止申报。"),
    ("电动摩托车的三包有效期是多久？", "家用汽车产品的三包有效期不低于2年。"),
]
BESIDE += [
    ("认养一棵古树每年要交多少认养费？", "省财政每株每年安排养护补助1200元。"),
    ("笔试地点在哪个学校？", "面试地点为市消防训练基地。"),
    ("2027年AI手机的占比是多少？", "人工智能电脑的装配比例有望达85%。"),
    ("每月收费多少元？", "每个托位补助1万元。"),
    ("中央财政一次性奖励多少资金？", "省级财政给予一次性奖励10万元。"),
    ("每个机场补贴多少万元？", "建成通用机场12个，规模突破600亿元。"),
]
BESIDE += [
    ("50马力的渔船补多少元？", "20马力以下的渔船，每艘补贴3000元。"),
    ("50马力的渔船补多少元？", "20马力以上40马力以下的渔船，每艘补贴3000元。"),
    ("哪些情形从重处罚？", "主动报告的，从轻处罚。"),
    ("哪些情形可以从轻？", "屡次违规的，从重处罚。"),
    ("违约金最高多少？", "定金不得超过合同价款的20%。"),
    ("定金最高多少？", "违约金不得超过合同价款的20%。"),
]
ANSWERS = [
    ("15马力的渔船补多少元？", "20马力以下的渔船，每艘补贴3000元。"),
    ("30马力的渔船补多少元？", "20马力以上40马力以下的渔船，每艘补贴3000元。"),
    ("50马力的渔船补多少元？", "20马力以下的补3000元，50马力的补5000元。"),
    ("30马力的渔船补多少元？", "安装45马力的机器，补贴3000元。"),
    ("哪些50马力的渔船可以补？", "20马力以下的渔船，每艘补贴3000元。"),
    ("哪些情形从轻处罚？", "主动报告的，减轻处罚。"),
    ("违约金最高多少？", "违约金和定金合计不得超过合同价款的20%。"),
    ("订金最高多少？", "定金不得超过合同价款的20%。"),
    ("每月收费多少元？", "每月800元，低收入家庭减免200元。收费公示。"),
    ("每个机场补贴多少万元？", "对新建机场给予500万元支持。"),
    ("2024年一般公共预算收入是多少亿元？", "一般公共预算收入92.4亿元。"),
    ("门诊的起付标准是多少元？", "普通门诊起付标准为600元。"),
    ("硕士毕业生的生活补贴每月多少元？", "对博士、硕士、本科毕业生，分别按每月3000元、1500元、800元发放生活补贴。"),
    ("专班的组长由谁担任？", "成立由分管副县长任组长的专班。"),
    ("三星级运行标识每平方米奖多少元？", "对二星级、三星级运行标识的项目，分别按每平方米15元、30元奖励。"),
    ("C类人才补贴多少元？", "对A、B、C、D类人才，分别给予100万元、50万元、20万元、5万元补贴。"),
    ("白石县要建几个示范村？", "在桐山县、白石县、澜北区分别建设示范村10个。"),
    ("示范村建几个？", "在桐山县、白石县、澜北区建设示范村30个。"),
    ("到2030年产值达到多少亿元？", "到2030年产值达到5000亿元,到2035年形成前沿产业集群。"),
    ("到2025年力争规模达到多少亿元？", "《三年行动计划（2023—2025年）》提出，到2025年力争规模达到1000亿元。"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "sentence"), BESIDE, ids=[question for question, _ in BESIDE])
def test_beside(question: str, sentence: str) -> None:
    assert is_beside(read_question(question), sentence, sentence)


@pytest.mark.parametrize(("question", "sentence"), ANSWERS, ids=[question for question, _ in ANSWERS])
def test_what_is_asked(question: str, sentence: str) -> None:
    assert not is_beside(read_question(question), sentence, sentence)


def test_what_stands_around_the_sentence_counts() -> None:
    question = read_question("住院的起付标准是多少元？")
    assert is_beside(question, "起付标准为600元。", "普通门诊怎么报销\n起付标准为600元。")
    assert not is_beside(question, "起付标准为600元。", "住院和门诊怎么报销\n起付标准为600元。")


DONE, NOT_DONE = "办理租船合同备案的，领取补贴。", "未办理租船合同备案的，责令改正。"


@pytest.mark.parametrize(
    ("question", "beside"),
    [
        ("船东不肯备案会怎样？", True),
        ("船东不肯去备案会怎样？", True),
        ("租船合同没有备案会怎样？", True),
        ("船东拒不办理备案会怎样？", True),
        ("船东已经备案会怎样？", False),
        ("有没有备案的好处？", False),
        ("未来备案会有什么变化？", False),
    ],
)
def test_what_follows_where_it_was_done_is_beside_where_it_was_not(question: str, beside: bool) -> None:
    assert is_beside(read_question(question), DONE, f"{DONE}\n{NOT_DONE}") is beside
    assert not is_beside(read_question(question), NOT_DONE, f"{DONE}\n{NOT_DONE}")


def test_where_only_one_case_is_told_it_is_not_beside() -> None:
    assert not is_beside(read_question("船东不肯备案会怎样？"), DONE, DONE)


def test_what_is_to_come_denies_nothing() -> None:
    context = f"{DONE}\n未来三年备案数量翻番。"
    assert not is_beside(read_question("船东不肯备案会怎样？"), DONE, context)


def test_what_was_not_done_is_seen_where_its_verb_opens_it() -> None:
    question = read_question("没办证的商户怎么处理？")
    context = "办证的，予以奖励。未办证的，责令改正。"
    assert is_beside(question, "办证的，予以奖励。", context)
    assert not is_beside(question, "未办证的，责令改正。", context)


def test_a_thing_whose_name_begins_with_not_denies_nothing() -> None:
    question = read_question("房子没登记能出租吗？")
    assert not is_beside(question, "登记的房屋可以出租。", "不动产登记办法\n登记的房屋可以出租。")
