"""Keeps of a Unigram vocabulary what given texts need, so that the embedding table shrinks.

Knows tokenizer files; nothing of models beyond the rows that are kept.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.normal_form import simplify

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MOST_PIECES = 36_000
_SPECIAL = frozenset({"<s>", "<pad>", "</s>", "<unk>", "<mask>"})


def kept_pieces(tokenizer: Tokenizer, texts: Iterable[str], most: int = MOST_PIECES) -> tuple[int, ...]:
    """The ids to keep, ascending: special pieces, every single simplified character, Latin letter or punctuation
    mark, then the pieces that `texts` use most often, up to `most`.

    A text whose best segmentation uses kept pieces alone is tokenised as before; any other falls back to
    shorter pieces, in the end to single characters.
    """
    counts: Counter[int] = Counter()
    for text in texts:
        counts.update(tokenizer.encode(text, add_special_tokens=False).ids)
    pieces = {number: piece for piece, number in tokenizer.get_vocab().items()}
    kept = {number for number, piece in pieces.items() if _is_basic(piece)}
    kept |= {number for number, piece in pieces.items() if piece in _SPECIAL}
    for number, _ in counts.most_common():
        if len(kept) >= most:
            break
        kept.add(number)
    return tuple(sorted(kept))


def _is_basic(piece: str) -> bool:
    body = piece.removeprefix("▁")
    if len(body) > 1:
        return False
    if simplify(body) != body:  # the reader is given simplified text alone
        return False
    return (
        body == ""
        or body < "\u0250"
        or "\u2000" <= body < "\u2e00"
        or "\u3000" <= body < "\ua000"
        or "\uff00" <= body < "\uffef"
    )


def pruned_tokenizer(tokenizer_json: str, kept: Iterable[int]) -> str:
    """The tokenizer file with only the pieces of `kept`, renumbered from 0 in their order."""
    content = json.loads(tokenizer_json)
    order = list(kept)
    new = {old: number for number, old in enumerate(order)}
    vocabulary = content["model"]["vocab"]
    content["model"]["vocab"] = [vocabulary[old] for old in order]
    content["model"]["unk_id"] = new[content["model"]["unk_id"]]
    for token in content["added_tokens"]:
        token["id"] = new[token["id"]]
    for special in content["post_processor"]["special_tokens"].values():
        special["ids"] = [new[old] for old in special["ids"]]
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def read_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer at `path`, without truncation or padding."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
