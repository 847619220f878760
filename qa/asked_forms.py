"""Questions that ask for one thing alone (a telephone number, a penalty, materials), and what a sentence must hold to tell it.

Knows words; nothing of kinds of questions or of documents.
"""

from __future__ import annotations

import re

from qa.scope import NAMED_PLACE

ASKS_PHONE = re.compile(
    r"(?:电话|热线)(?:号码)?(?:是|为|打|拨)?(?:多少|几|什么|哪个)|(?:什么|哪个|几号)(?:电话|热线|号码)|联系(?:方式|电话)"
)
# What is asked for, and what a sentence must hold to tell it.
_OF_ONE_FORM = (
    (
        ASKS_PHONE,
        re.compile(r"[0-9]{5,}|[0-9]{3,}[-—][0-9]+|@|(?:拨打|热线|电话)[^，。]{0,8}[0-9]{3,}"),
    ),
    (
        re.compile(r"(?:怎么|怎样|如何|咋)(?:处理?罚|惩处|惩罚|罚)|(?:什么|哪些|啥|何种|哪种)(?:样的)?(?:行政|刑事)?(?:处罚|惩罚|惩处|处分|处理(?=[？?。]|$))"),
        re.compile(
            r"罚|责令|警告|吊销|撤销|没收|拘留|追究|追回|取消|处分|禁止|暂停|停止|不予|不再|移出|收回|(?:法律|刑事|民事|行政|赔偿|侵权|违约)责任|徒刑|拘役|管制|失信|约谈|通报|赔偿|扣|移送|清退|记入|整改|[年月]内不得|不得(?:再|参加|申请|申报|享受|从事|担任)|降级"
        ),
    ),
    (re.compile(r"罚(?:款|金|单|多少)[^，。？]{0,8}(?:多少|几)|(?:多少|(?<!哪)几)[^，。？]{0,6}罚|怎么罚"), re.compile("罚|违法所得")),
    (
        re.compile(r"(?:交|提交|准备|带|提供|备齐|报送|递交?)(?:哪些|什么|啥|哪几[份样种])(?!服务|支持|保障|帮助|便利|补贴|优惠|岗位|培训|贷款|产品|场景|资金|信贷|设施)(?:申请|证明)?(?:材料|东西|资料|文件|证件|手续|证明)?"),
        # 通过平台提交材料 names none.
        re.compile(
            r"^(?=.*(?:[、：:]|[和及与]|[（(]1[）)]|《)).*(?:材料|资料|证|申请[书表]|复印件|合同|凭证|执照|报告|清单|(?<!代)表|文件|说明|协议|承诺|方案|章程|记录|[单书图册函]|信息|计划|档案|名称)", re.DOTALL
        ),
    ),
    (
        re.compile(r"(?:博士|硕士|本科|大专|研究生)(?:文凭|学历|学位)|学历(?:最低)?(?:要求|门槛|是)|(?:什么|啥|哪种|多高的?)(?:样的)?(?:学历|学位|文凭|职称)"),
        re.compile("学历|学位|博士|硕士|本科|大专|专科|毕业|文凭|职称|研究生"),
    ),
    (
        re.compile(r"(?:费用?|钱|开支|支出|花销|成本)(?:应当|应该|要|得)?(?:由|归|该|让)?(?:谁|哪[个一方家])[^，。？]{0,2}(?:承担|出|付|掏|负担|买单|支付|管)|(?:费用?|钱|开支|花销)(?:算|归|是)谁"),
        re.compile("费|承担|负担|支付|出资|投资|列支|经费|预算|补偿|资金"),
    ),
    (
        re.compile("哪[座个](?:城市|县|市|区(?!域|别)|镇|乡|街道)|(?:设|开|落|建)在(?:哪|什么地方|啥地方)"),
        re.compile(rf"{NAMED_PLACE.pattern}|设在|位于|地址|[\u4e00-\u9fff](?:市|县|区(?!域|别|分)|镇|路|街|号)"),
    ),
    (
        re.compile("(?:送|寄|交|递)(?:到|往|去)?(?:什么地方|啥地方|哪里|哪儿|哪个地方)|(?:受理|办公|邮寄|通讯|联系)?地址(?:是|在|为)?(?:什么|哪|多少|[？?]|$)"),
        re.compile("地址|[0-9]+(?:号|室|楼|层)|窗口|大厅|中心|[送寄交报][至到往]|邮寄|报送|所在地|[局委厅科处](?![长员])|部门|机关|平台|网"),
    ),
    (re.compile("(?:每隔|间隔)(?:多久|多少|几)|隔(?:多久|多少|几)[^，。？]{0,6}[趟班次回]"), re.compile("[每按]|隔|一[班次趟]")),
    (re.compile("(?:公司|机构|平台|软件|应用|小程序|系统|网站|公众号)(?:的名[字称])?(?:叫|是)(?:什么|啥)"), re.compile("[“”《》「」]|名称|名为|称|叫|公司|平台|中心|银行|集团")),
    (
        re.compile("判(?:多重|几年|多久|多少年|什么刑|啥刑)|怎么量刑|坐(?:几年|多久)的?牢"),
        re.compile("徒刑|拘役|管制|死刑|缓刑|罚金|处罚|从[轻重]|减轻|免除"),
    ),
    (re.compile("[从由](?:多少|几)[^，。？]{0,8}[到至](?:了)?(?:多少|几)"), re.compile("[由从][^，；。]{0,40}[到至为]|[0-9](?:[万亿]?[元%件台家个人])?(?:—|–|~|～|至|到|-)[0-9]")),
    (re.compile("哪[几些一两三]?[个家]?(?:银行|金融机构)"), re.compile("[行社司](?:[、，。）)]|$|等|提供|发放|承办)|银行|信用社|金融机构")),
    (re.compile("(?:利率|税率|费率)[^，。？]{0,4}(?:多少|几)"), re.compile("率(?:为|不超过|不高于|不得|按|下浮|是|降|调|从|由|最|[0-9])|LPR|基点|[0-9]%[^，。]{0,6}(?:征|计|税)")),
    (
        re.compile("每(?:[人户个月台亩吨家位名座辆架件张]|公斤|小时|平方米|公里|千瓦时?)[^，。？]{0,10}(?:多少|几)"),
        re.compile("[每按/／]|人均|户均|平均|单[个户台项件套辆座]|一次性|定额|均"),
    ),
    (
        re.compile("(?:是|由|为|归)?哪[一几两]?[家个](?:公司|企业|集团|国企|央企)"),
        re.compile("公司|企业|集团|银行|机构|中心|院|协会|联盟|单位|“"),
    ),
    (
        re.compile("名单(?:里|中|上)?(?:都)?(?:有|是|包括)|(?:谁|哪[些几][^，。？]{0,6})(?:入选|上榜)"),
        re.compile("名单|、|：|包括|分别|附件"),
    ),
    (re.compile("任期|连任"), re.compile("任期|届|连任|任职|聘期")),
    (re.compile("有期徒刑|判刑|坐牢|量刑"), re.compile("刑|罪|拘役|管制")),
    (re.compile("温度[^，。？]{0,8}(?:多少|几|区间|范围)|(?:多少|几)(?:摄氏)?度"), re.compile(r"[0-9零一二三四五六七八九十]\s*(?:度|℃|°C|摄氏)|℃")),
    (re.compile("有效期|有效(?:几|多)|管(?:几|多少)年"), re.compile("有效|期限|[期届]满|为期|施行|终止|截止|长期")),
)  # fmt: skip


def lacks_form(question: str, sentence: str) -> bool:
    """Whether `question` asks for something of which `sentence` holds nothing: 罚多少, without a word of penalties."""
    unsaid = _without_places_of(question, sentence)
    return any(asked.search(question) and not form.search(unsaid) for asked, form in _OF_ONE_FORM)


def _without_places_of(question: str, sentence: str) -> str:
    """`sentence` without the places that `question` names: 湖北 does not say in which district of 湖北."""
    for place in NAMED_PLACE.findall(question):
        sentence = sentence.replace(place, "")
    return sentence
