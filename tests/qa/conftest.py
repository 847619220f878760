"""An assistant over the policy that ships, with the real encoder and a real index; a reader that has learnt nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from tokenizers import Tokenizer

from corpus.settings import Settings, load_settings
from qa import Assistant, open_assistant
from qa.reader.vocabulary import read_tokenizer
from tests.qa.reader.reader_text import TEXT

DOCUMENTS = Path(__file__).resolve().parents[2] / "corpus" / "documents"


@pytest.fixture(scope="session")
def policy_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    from index import build_index

    settings = load_settings([("home", tmp_path_factory.mktemp("policy"))], environment={})
    build_index(settings, [DOCUMENTS])
    return settings


@pytest.fixture(scope="session")
def assistant(policy_settings: Settings) -> Assistant:
    return open_assistant(policy_settings)


@pytest.fixture(scope="session")
def small_reader(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of a reader of two layers with random weights; everything else about it is real."""
    import torch

    from qa.reader.model import build_model, save_reader
    from qa.reader.start import bundled_start

    begin = bundled_start([TEXT], 9000)
    config = begin.config | {"num_hidden_layers": 2}
    torch.manual_seed(3)
    model = build_model(config)
    model.load_state_dict(begin.tensors, strict=False)
    for name, parameter in model.named_parameters():
        if "_out" in name:  # larger than at the start of training, so that scores differ
            torch.nn.init.normal_(parameter, std=0.3)
    directory = tmp_path_factory.mktemp("reader")
    weights = {name: tensor.detach().numpy() for name, tensor in model.state_dict().items()}
    save_reader(directory, weights, config, begin.tokenizer_json)
    return directory


@pytest.fixture(scope="session")
def small_tokenizer(small_reader: Path) -> Tokenizer:
    """The tokenizer of the small reader."""
    return read_tokenizer(small_reader / "tokenizer.json")


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A causal model of random weights with a real tokenizer: it proves the plumbing, and talks nonsense."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    characters = sorted(set("中试能力怎么建设未来产业[1]。，？\n<资料>/" + "abc"))
    vocabulary = {"<unk>": 0, "</s>": 1} | {char: i for i, char in enumerate(characters, start=2)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    folder = tmp_path_factory.mktemp("tiny")
    PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer, unk_token="<unk>", eos_token="</s>", pad_token="</s>"
    ).save_pretrained(folder)
    config = LlamaConfig(
        vocab_size=len(vocabulary), hidden_size=16, intermediate_size=16, num_hidden_layers=1,
        num_attention_heads=2, num_key_value_heads=2, max_position_embeddings=4096, eos_token_id=1, pad_token_id=1,
    )  # fmt: skip
    torch.manual_seed(5)  # other weights may write nothing but spaces
    LlamaForCausalLM(config).save_pretrained(folder)
    return folder
