"""Sentences keep exact offsets and lose nothing but white space."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qa.sentences import split_sentences

TEXTS = st.text(alphabet="未来产业。！？；\n “”（）1.、 a,", max_size=120)


@given(TEXTS, st.integers(0, 1000))
def test_offsets_are_exact_and_gaps_are_white_space(text: str, offset: int) -> None:
    position = 0
    for span in split_sentences(text, offset):
        assert text[span.start - offset : span.end - offset] == span.text
        assert not text[position : span.start - offset].strip()
        assert span.text == span.text.strip() != ""
        position = span.end - offset
    assert not text[position:].strip()


def test_closing_quotes_stay_with_their_sentence() -> None:
    text = "他说：“加快形成新质生产力。”会议指出，要创新；要发展。"
    assert [span.text for span in split_sentences(text)] == [
        "他说：“加快形成新质生产力。”",
        "会议指出，要创新；",
        "要发展。",
    ]
