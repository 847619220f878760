"""The content terms of a question: what an answer must speak about, and the anchors it must not miss.

Knows nothing of documents; works on normal forms only.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass

from corpus.normal_form import character_pairs, comparison_form, simplify

# Words that carry a question but say nothing of its subject. Longest first, so that 有哪些 goes before 哪些.
_FRAME = sorted(
    """
    请问 请教 请你 麻烦 帮我 帮忙 想问 想知道 想了解 我想 告诉我 告诉 说说 说一下 讲讲 介绍一下 介绍 解释一下 解释
    一下 谢谢 多谢 你好 您好 咨询 求助 到底 究竟 大概 一般 现在 目前 关于 对于 有关 针对 根据 按照 依据 其中 方面
    什么时候 什么时间 什么样 为什么 什么 有什么 有哪些 哪些 哪几个 哪几点 哪几 哪个 哪里 哪儿 哪年 哪一年 哪天 哪一天 多少 几个
    几家 几项 几条 几大 几点 几个方面 几方面 多久 多长时间 多长 多大 如何 怎么样 怎么办 怎么 怎样 怎么说 怎么写 是否 是不是 能不能 可不可以
    有没有 会不会 要不要 可否 能否 有无 我们 你们 他们 我国 这个 这份 这些 那个 那些 上述 文件 全文 通篇 政策 实施意见 指导意见 意见 官方解读 解读 专报 规定 条款
    文中 文里 里面 提出 提到 提及 说的 讲的 具体 主要 分别 内容 情况 要求 需要 应该 应当 可以 没有 所谓 指的是 是指
    逐个 逐一 逐条 一一 那份 大致 大体 看下 看看 看一下 查下 查一下 查查 翻翻 念一下 读一下 措施 举措 做法 部署 概述 简述 概要 叫什么 叫 干嘛 咋 包括 包含 涉及 时间节点 一共 总共 态度 说法 年份 之一 原文 给出 单独 专门 咱们 这种 这块 那种 要达到 要做 表述 变化 做什么 干什么 怎么看 列出 列举 罗列 概括 总结 简述 意思 区别 不同 差异 对比 比较
    吗 呢 吧 啊 呀 么 嘛 的 了 是 和 与 及 或 把 被 让 从 由 哪 几 谁 它 这 那 我 你 他 她 也 都 还 就 又 再 很 在 啥
    """.split(),
    key=len,
    reverse=True,
)
# Characters that are a word of their own as often as part of one (中 in 文中 and in 中试): a pair that holds one
# counts as a term only where the documents know it.
AMBIGUOUS = frozenset("中里为以于对到向要会能有做说讲写个些一条项类种该此其本给等上下前后时用跟同达")
_FRAME_PATTERN = re.compile("|".join(map(re.escape, _FRAME)))

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?=年|—|-|至|到|[^0-9]|$)")
# 我们的冷库是2008年建的: of the case, not of what is looked for.
_OWN_YEAR = re.compile(
    "(?:19|20)[0-9]{2}年(?:[0-9]{1,2}月)?(?:就|才|刚)?(?:建|盖|交房|交付|竣工|建成|买|购入?|入职|毕业|出生|生|结婚|退休|参加工作|注册|开业|办|领|拿到?|租|签)(?:的|了|起来)|(?:19|20)[0-9]{2}年(?:[0-9]{1,2}月)?(?:就|才|刚)?(?:认定|备案|登记|成立)(?:了|的(?=$|[，。？]))|(?<=[我们咱司厂]是)(?:19|20)[0-9]{2}年(?:[0-9]{1,2}月)?(?:认定|备案|登记|成立)的"
)
_QUOTED = re.compile(r"[“\"「『《〈](?P<inner>[^”\"」』》〉]{2,40})[”\"」』》〉]")
_LATIN = re.compile(r"[0-9]*[A-Za-z][A-Za-z0-9+\-]*")
_CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_CHINESE_YEAR = re.compile(r"[一二][〇零一二三四五六七八九]{3}(?=年)")

# Provinces, autonomous regions, municipalities and cities with independent planning (民政部 行政区划代码, names
# without 省/市/自治区): a question that names one is not answered by text about another.
PLACES = tuple(
    """北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川
    贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 深圳 大连 青岛 宁波 厦门 广州 南京 杭州
    苏州 成都 武汉 西安 郑州 长沙 合肥 济南 沈阳 哈尔滨 长春 石家庄 太原 南昌 福州 昆明 贵阳 南宁 海口 兰州 银川
    西宁 乌鲁木齐 拉萨 呼和浩特 无锡 东莞 佛山 雄安 珠海 温州 美国 日本 欧盟 德国 英国 法国 韩国 俄罗斯 印度""".split()
)


PROVINCES = PLACES[: PLACES.index("澳门") + 1]  # they stand first
PROVINCE_OF = {
    city: province
    for province, cities in (
        line.split("=")
        for line in """广东=深圳/广州/东莞/佛山/珠海 辽宁=大连/沈阳 山东=青岛/济南 浙江=宁波/杭州/温州 福建=厦门/福州 江苏=南京/苏州/无锡 四川=成都
        湖北=武汉 陕西=西安 河南=郑州 湖南=长沙 安徽=合肥 黑龙江=哈尔滨 吉林=长春 河北=石家庄/雄安 山西=太原 江西=南昌 云南=昆明 贵州=贵阳
        广西=南宁 海南=海口 甘肃=兰州 宁夏=银川 青海=西宁 新疆=乌鲁木齐 西藏=拉萨 内蒙古=呼和浩特""".split()
    )
    for city in cities.split("/")
}


# A place by the word for its rank: 白渡市企业开办时间…. Where it opens a phrase, lest 中小城市 be one.
_RANKED_PLACE = re.compile(
    r"(?:关于|根据|按照|请问|想问|[，,。？、；：:（(“]|[在对于和与由到去向从问按的]|^)(?P<place>[\u4e00-\u9fff]{2,3}?)(?:省|市|县|自治区)(?!场|值|民(?![宿政办营间])|面|占|委|政府[^的]|级|里(?!程)|长(?!期|效|三角|远|江|沙|春|租)|属|内|外|中心|辖|域)"
)
_NO_PLACE = re.compile(
    "[作身想到里与和办在去会要年于由把说给从往向联听图盟的了是全各本我你他她该外跨城超省市县区每哪某几个这那所上下入夜门楼房菜集闹债基车股大小中些级辖]|地级|直辖|设区|同一|其他|有关|多个|试点|示范|重点|沿海|民族|自治|先行|不同|一线|两个|三个|部分|国家|全国|当地|地方|周边|智慧|资源|贫困|欠发|农业|工业|旅游|文明|卫生|森林|园林|无废|海绵|公司|企业|单位|政府|觉得|认为|听说|看到"
)


_TWO_PLACES = re.compile(
    r"(?:^|[，,在对])(?P<one>[\u4e00-\u9fff]{2,3})(?:和|与|、)(?P<other>[\u4e00-\u9fff]{2,3}?)两(?:省|市|县|地)"
)


def ranked_places(question: str) -> tuple[str, ...]:
    """The names of places that `question` gives with their rank, without it: 白渡 of 白渡市企业开办时间."""
    two = _TWO_PLACES.search(question)
    if two is not None:
        return two["one"], two["other"]
    found = (match["place"] for match in _RANKED_PLACE.finditer(question))
    # 鹭汀四市 are four towns.
    named = (name for name in found if name[-1] not in "二两三四五六七八九十" and not _NO_PLACE.search(name))
    return tuple(dict.fromkeys(named))


_PLACE_WITH_RANK = re.compile(
    r"(?=(?P<three>[\u4e00-\u9fff]{3})(?:省|市|县|自治区)|(?P<two>[\u4e00-\u9fff]{2})(?:省|市|县|自治区)(?!场|值|级))"
)


@functools.lru_cache(maxsize=4096)
def places_with_rank(text: str) -> frozenset[str]:
    """What may be the names of places with their rank in `text`, without it: 澜江 of 澜江市人民政府; some are none."""
    found = {name for match in _PLACE_WITH_RANK.finditer(text) for name in match.groups() if name}
    return frozenset(name for name in found if name not in PLACES and not _NO_PLACE.search(name))


# 苏州太湖智库, 北京大学: the place is part of a name, not what is asked about.
_PUBLISHER = re.compile(
    rf"(?:{'|'.join(PLACES)})(?:(?!的)[\u4e00-\u9fff]){{0,4}}(?:智库|专报|书院|研究院|研究所|大学|日报|晚报|新闻网|出版社)"
)
_DOCUMENT_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,10}[〔\[(（]?(?:19|20)[0-9]{2}[〕\])）]?第?[0-9]+号")


def numbers_in(text: str) -> tuple[str, ...]:
    """The document numbers in `text`, as they are written: 国办发〔2025〕3号."""
    return tuple(_DOCUMENT_NUMBER.findall(text))


def bears_number(number: str | None, asked: tuple[str, ...]) -> bool:
    """Whether `number`, a document's own, is one of `asked`, which are in comparison form; words of the question may have
    run into its head: 根据国办发〔2025〕3号."""
    form = comparison_form(number or "")
    return bool(form) and any(each.endswith(form) for each in asked)


# 第三批 is not the second (第一次 is 首次, 初次, 头一回), and 3号线 is neither line 1 nor line 2.
_ORDINAL = re.compile(
    r"第[0-9一二三四五六七八九十]+期(?!限|间)|第[一二三四五六七八九十]+(?:(?=大)|名|位|批|轮|类|届)|第[二三四五六七八九十]+次|[一二三四五六七八九十]期(?=工程|项目|建设|资金|基金|园|改造|投资)|[0-9一二三四五六七八九十]+号(?:线|楼|馆|站|厅|院|机|井|库|路|桥|闸)"
)
# Bodies of the State Council and the courts with the short names that people use (国务院机构设置, 2023).
BODIES = {
    name.split("=")[0]: tuple(name.split("=")[1].split("/"))
    for name in """
    工业和信息化部=工信部 国家发展和改革委员会=国家发展改革委/发展改革委/发改委 科学技术部=科技部 教育部=教育部 财政部=财政部
    交通运输部=交通部 文化和旅游部=文旅部 国务院国有资产监督管理委员会=国资委 中国科学院=中科院 公安部=公安部 商务部=商务部
    人力资源和社会保障部=人社部/人力资源社会保障部 自然资源部=自然资源部 生态环境部=环境部/环保部 住房和城乡建设部=住建部/住房城乡建设部
    水利部=水利部 农业农村部=农业部 国家卫生健康委员会=卫健委/国家卫生健康委 应急管理部=应急部 中国人民银行=人民银行/央行
    审计署=审计署 海关总署=海关总署 国家税务总局=税务总局 国家市场监督管理总局=市场监管总局 国家金融监督管理总局=金融监管总局
    中国证券监督管理委员会=证监会 国家统计局=统计局 国家知识产权局=知识产权局 国家数据局=数据局 国家能源局=能源局
    国家互联网信息办公室=网信办 国家医疗保障局=医保局 司法部=司法部 民政部=民政部 外交部=外交部 国防部=国防部 国务院办公厅=国办
    最高人民法院=最高法 最高人民检察院=最高检 中国工程院=工程院 国家林业和草原局=林草局 国家药品监督管理局=药监局
    """.split()
}


# Every full and short name of them.
BODY_NAMES = tuple(name for full, short in BODIES.items() for name in (full, *short))

# A body of a province or a town: 瑞川市医保局. 我们市规划局 is whoever asks.
_LOCAL_BODY = re.compile(
    r"(?<![我们咱本])(?:[市县区](?P<charge>(?!委|人民|政府|级|里|内|州|县|区|场)[\u4e00-\u9fff]{2,6}?)(?:(?<![布格结大全时开破])局(?![面部限势])|委(?![员托]|会(?![同商])))"
    r"|省(?P<province>(?!委|人民|政府|级|里|内|市)[\u4e00-\u9fff]{2,6}?)(?:(?<!大)厅|(?<![布格结大全时开破])局(?![面部限势])|委(?![员托])))"
)


# 我在区发改局，想说明…: who asks.
_ASKER = re.compile("(?:^|[，。；])(?:我|俺|咱|我们|咱们)(?:们)?(?:是|在|就职于|来自)[^，。；？]{2,20}[，,]")


def local_charges(text: str) -> tuple[str, ...]:
    """What the local bodies that `text` names are in charge of: 医保 of 瑞川市医保局."""
    told = _ASKER.sub("，", text)
    return tuple(dict.fromkeys(match["charge"] or match["province"] for match in _LOCAL_BODY.finditer(told)))


def names_charge(text: str, charge: str) -> bool:
    """Whether `text` names a body in charge of that, in full or shortened: 住建 of 住房和城乡建设局."""
    letters = "[\u4e00-\u9fff]{0,4}?".join(map(re.escape, charge))
    return (
        re.search(f"{letters}[\u4e00-\u9fff]{{0,6}}?(?:局|委|厅|办|部|署|部门|机关|中心)", text) is not None
    )


# What a body is in charge of: 医疗保障 of 国家医疗保障局.
_CHARGE = re.compile("^(?:国家|中国|国务院)|(?:总局|委员会|办公室|办公厅|部|局|署)$")


# 瑞川医保局 is no body of the State Council: what stands before a short name of one ends a word of its own.
_BEFORE_BODY = (
    "(?:^|(?<=[国家由和与及被在对向是问据按照给让从到把跟或的了经报请受交送前])|(?<![\u4e00-\u9fff]))"
)


def bodies_in(text: str) -> tuple[str, ...]:
    """The full names of the bodies that `text` names, by full or short name; none of a province or a town."""
    return tuple(
        full
        for full, short in BODIES.items()
        if full in text
        or any(re.search(f"{_BEFORE_BODY}{name}(?!门)", text) for name in short if name in text)
    )


def charge_of(body: str) -> str:
    """What the body is in charge of: 医疗保障 of 国家医疗保障局, 医保 of 医保局."""
    return _CHARGE.sub("", body)


def names_body(text: str, body: str) -> bool:
    """Whether `text` names `body` by its full name, a short one, or as law does: 国务院医疗保障行政部门."""
    if body in text or any(name in text for name in BODIES.get(body, ())):
        return True
    charge = charge_of(body)
    # 国务院农业行政主管部门 is what the ministry of that charge is called in laws older than its name.
    # 证券监督管理机构, where the charge is to supervise; 教育机构 is no body of the state.
    supervisor = f"|{charge}机构" if charge.endswith("监督管理") else ""
    law = f"{charge}(?:行政)?(?:主管|监督管理|管理)?部门|国务院{charge[:2]}[\u4e00-\u9fff]{{0,6}}(?:部门|机构){supervisor}"
    return bool(charge) and re.search(law, text) is not None


_SENTENCE = 5  # Latin words


@dataclass(frozen=True, slots=True)
class QuestionTerms:
    """What a question is about, in comparison form.

    `bigrams` are character pairs of its content words; `years`, `places`, `quoted` and `latin` are
    anchors: an answer whose evidence lacks one of them answers another question.
    """

    content: str
    bigrams: tuple[str, ...]
    years: tuple[str, ...]
    places: tuple[str, ...]
    quoted: tuple[str, ...]
    latin: tuple[str, ...]
    bodies: tuple[str, ...]
    document_numbers: tuple[str, ...]
    ordinals: tuple[str, ...]
    ranked_places: tuple[str, ...] = ()

    @property
    def is_foreign(self) -> bool:
        """Whether the question is written in Latin letters, so that no word of it but a name stands in a Chinese text."""
        names = len(self.latin) >= _SENTENCE and sum(map(len, self.latin)) > 2 * len(self.bigrams)
        return names or (len(self.latin) >= 3 and len(self.bigrams) <= 2)


@functools.lru_cache(maxsize=1024)
def question_terms(question: str) -> QuestionTerms:
    """The terms of `question`; an empty question has none."""
    text = arabic_years(simplify(unicodedata.normalize("NFKC", question)))
    years = tuple(dict.fromkeys(_YEAR.findall(_DOCUMENT_NUMBER.sub(" ", _OWN_YEAR.sub(" ", text)))))
    quoted = tuple(comparison_form(match["inner"]) for match in _QUOTED.finditer(text))
    latin = tuple(dict.fromkeys(word.lower() for word in _LATIN.findall(text)))
    placed = _PUBLISHER.sub(" ", text)
    places = tuple(place for place in PLACES if place in placed)
    document_numbers = tuple(map(comparison_form, numbers_in(text)))
    pieces = _FRAME_PATTERN.split(re.sub(r"[^\w]|_", " ", text))
    runs = [run for piece in pieces for run in piece.split()]
    bigrams = dict.fromkeys(pair for run in content_runs(text) for pair in character_pairs(run))
    return QuestionTerms(
        content="".join(runs).lower(),
        bigrams=tuple(bigrams),
        years=years,
        places=places,
        quoted=quoted,
        latin=latin,
        bodies=bodies_in(text),
        document_numbers=document_numbers,
        ordinals=tuple(_ORDINAL.findall(text)),
        ranked_places=tuple(place for place in ranked_places(text) if place not in places),
    )


_COUNT_OPENING = re.compile(r"[两二三四五六七八九十百]大(?=[\u4e00-\u9fff]{2})")


def content_runs(question: str) -> tuple[str, ...]:
    """The unbroken stretches of Chinese content words of `question`, as they are written.

    A count that opens one stands alone: 六大赛道 holds no 大赛.
    """
    pieces = _FRAME_PATTERN.split(_COUNT_OPENING.sub(r"\g<0> ", question))
    return tuple(run for piece in pieces for run in re.findall(r"[\u4e00-\u9fff]{2,}", piece))


_FOCUS = re.compile(
    r"(?P<focus>[^，,。？?、的]{2,16})(?:分别|具体|都|各)?(?:是|为|有|包括|达到|要达到|由|需要|定为)?(?:什么|多少|多大|多高|多久|多长|哪|几|谁|怎么|如何|啥)"
)


@functools.lru_cache(maxsize=1024)
def question_focus(question: str) -> str:
    """The noun that a question asks about, the last before its question word: 奖金 of 大赛的奖金是多少; "" if none."""
    found = list(_FOCUS.finditer(arabic_years(simplify(unicodedata.normalize("NFKC", question)))))
    return _FRAME_PATTERN.sub(" ", found[-1]["focus"]) if found else ""


def arabic_years(text: str) -> str:
    """二〇二五年 → 2025年; other text is unchanged."""
    return _CHINESE_YEAR.sub(lambda match: match.group().translate(_CHINESE_DIGITS), text)
