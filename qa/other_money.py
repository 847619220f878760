"""Whether a sum is of other money than is asked about: given where it is taken, another charge, interest for a loan.

Knows one question, one sentence and what stands around it; nothing of scores.
"""

from __future__ import annotations

import re

# Money that is given and money that is taken; asked how much of the one, a sum of the other or of neither is no answer.
_GIVEN = re.compile("补贴|补助|奖|资助|津贴|补偿|给予|发放|支持|扶持|减免|优惠|返还|救助")
_TAKEN = re.compile(
    "收费|收取|费用|费标准|[保学租]费|票价|价格|租金|押金|保证金|罚|缴|交纳|收入|价|首付|利率|贷款"
)
# 水资源税每立方米多少钱: what another charge is says nothing of it.
_CHARGE_ASKED = re.compile(
    "(?P<charge>[\u4e00-\u9fff]{2,4}[费税])(?:标准|率)?(?:(?!补|奖|减|免|报)[^，。？费税]){0,12}(?:多少(?![天日年月个次])|几(?:元|块|毛|分))"
)
_OF_CHARGE = re.compile("^.*[的里交缴收付]")
_SHORTEST_CHARGE = 3  # characters
_CHARGES = re.compile("[\u4e00-\u9fff]{2,6}(?<![缴纳征免收交付计退])[费税]")


def _is_of_another_charge(question: str, sentence: str) -> bool:
    """Whether `question` asks how much one charge is and `sentence` speaks of others alone; 保育教育费 is 保教费."""
    asked = _CHARGE_ASKED.search(question)
    told = _CHARGES.findall(sentence) if asked else []
    if asked is None or not told:
        return False
    kind = _OF_CHARGE.sub("", asked["charge"])[-_SHORTEST_CHARGE:]
    return len(kind) == _SHORTEST_CHARGE and not any(all(char in name for char in kind) for name in told)


_ASKS_GIVEN = re.compile(
    "(?:补贴|补助|奖励|奖金|资助|津贴)[^，。？]{0,8}(?:多少|几)|(?:多少|几)[^，。？]{0,6}(?:补贴|补助|奖励|奖金|资助|津贴)"
)
_ASKS_SUPPLEMENT, _SUPPLEMENT = re.compile("补(?:多少|几)"), re.compile("补(?![充办缴交正齐])")
# 最高可以贷多少钱: a subsidy of the interest says nothing of the loan.
_ASKS_LENT = re.compile("贷(?:款|到|出)?(?:多少|几)|贷款额度?[^，。？]{0,6}(?:多少|多大|几)")
_INTEREST = re.compile("贴息|利息补[贴助]")
_LENT = re.compile("贷款(?!贴息)[^，。；]{0,8}(?:额|最高|不超过|上限)|授信|借款额")
_ASKS_TAKEN = re.compile(
    "(?:收费|使用费|服务费|[水电气]费|资源税|[保护伙管]?[教育餐食理养]费|票价|租金|押金|保证金|学费|价格)(?:[^，。？]|，(?=[一每最])){0,12}(?:多少|几)|(?:多少|几)[^，。？]{0,4}(?:收费|票价|租金|押金|保证金|学费)|(?<![提招接吸回税营])(?:交|缴|收|付)(?:多少|几)[^，。？]{0,4}(?:费|钱|元)"
)


def is_of_other_money(question: str, sentence: str, context: str) -> bool:
    """Whether `question` asks how much is given and nothing here is, or how much is taken and `sentence` says what is
    given: 补助 for 收费."""
    if _is_of_another_charge(question, sentence):
        return True
    if _ASKS_GIVEN.search(question):
        return _GIVEN.search(context) is None or (
            _GIVEN.search(sentence) is None and _TAKEN.search(sentence) is not None
        )
    if _ASKS_LENT.search(question):
        return _INTEREST.search(sentence) is not None and _LENT.search(sentence) is None
    if _ASKS_SUPPLEMENT.search(question) and _SUPPLEMENT.search(sentence) is None:
        return _TAKEN.search(sentence) is not None and _GIVEN.search(sentence) is None
    if _ASKS_TAKEN.search(question):
        return _TAKEN.search(sentence) is None and _GIVEN.search(sentence) is not None
    return False
