"""Lay legal questions become examples: their gold articles, and articles that share words with them.

Knows questions and passages; nothing of files, tokens or models.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from qa.reader.law_passages import SourcePassage, WordSearch, by_article
from qa.reader.legal_questions import LegalQuestion
from qa.reader.schema import Example
from qa.reader.squad import negative

_LOOKED_AT = 60  # of the passages that share words with a lay question


def legal_examples(
    questions: Sequence[LegalQuestion], passages: Sequence[SourcePassage], chance: random.Random
) -> Iterator[Example]:
    """Lay questions with their gold articles, and with passages that are not: few of those that share most words.

    The gold article of a lay question shares few words with it. Were the other passages those that share most,
    likeness itself would be learnt as a sign against a passage.
    """
    places = by_article(passages)
    search = WordSearch.over([(p.context, p.text) for p in passages])
    for question in questions:
        gold = [i for article in question.articles for i in places.get(article, ())]
        if not gold:
            continue
        for i in gold[:3]:
            yield Example(
                question.question, passages[i].context, passages[i].text, None, True, None, "lecoqa"
            )
        yield Example(question.question, "", passages[gold[0]].text, None, True, None, "lecoqa")
        texts = {passages[i].text for i in gold}
        others = [i for i in search.nearest(question.question, _LOOKED_AT) if passages[i].text not in texts]
        chosen = chance.sample(others, min(4, len(others)))
        chosen += [
            i for i in (chance.randrange(len(passages)) for _ in range(2)) if passages[i].text not in texts
        ]
        for i in chosen:
            yield negative(question.question, passages[i].text, "lecoqa/other", passages[i].context)
