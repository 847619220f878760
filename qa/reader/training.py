"""Trains the reader: seeded, resumable, for a given time, keeping the checkpoint that reads best.

Knows examples and the network; nothing of how the reader is used.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from qa.reader.batches import UNKNOWN, Batch, Prepared, batches, prepared
from qa.reader.curve import area
from qa.reader.data import TrainingData
from qa.reader.half_precision import float32_attention, mixed_precision
from qa.reader.model import HEADS, ReaderOutput, build_model, save_reader
from qa.reader.start import bundled_start, reader_start
from qa.reader.tokens import BREAK
from qa.reader.vocabulary import MOST_PIECES

_AMISS_WEIGHT, _AMISS_BALANCE = 1.0, 5.0  # few tokens are changed, so that each counts for more


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the reader is trained."""

    minutes: float = 60.0
    seed: int = 7
    most_tokens: int = 320  # of a pair
    batch_tokens: int = 3200
    learning_rate: float = 1.1e-4
    frozen_layers: int = 2  # the lowest, which need no backward pass then
    head_factor: float = 5.0  # the heads begin at random and learn so much faster
    weight_decay: float = 0.01
    warmup: float = 0.04  # share of the time
    gradient_norm: float = 1.0
    checkpoint_minutes: float = 10.0
    pieces: int = MOST_PIECES
    start: Path | None = None  # a reader to go on from; without one, the bundled encoder


@dataclass(frozen=True, slots=True)
class Progress:
    """Where training stands; what a checkpoint keeps beside the weights."""

    epoch: int = 0
    batch: int = 0
    seconds: float = 0.0
    best: float = -1.0


def train(
    data: TrainingData, directory: Path, recipe: Recipe, said: Callable[[str], None]
) -> dict[str, float]:
    """Train into `directory` (reader files of the best checkpoint, `log.jsonl`, `checkpoint.pt`); the best scores.

    Goes on from `checkpoint.pt` where there is one. Raises `ReaderError` where `recipe.start` is no reader. Embeddings and the lowest layers stay as they are (words are
    most of the weights and few are met often; what lies below needs no backward pass); dropout is 0, so that attention runs fused. The learning rate warms up and
    falls to 0 over the time given, measured by the clock, so that a slower machine does fewer steps of the
    same schedule.
    """
    import torch

    torch.manual_seed(recipe.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    begin = reader_start(recipe.start) if recipe.start else bundled_start(_texts(data), recipe.pieces)
    model = build_model(begin.config)
    model.load_state_dict(begin.tensors, strict=False)
    for part in (model.encoder.embeddings, *model.encoder.encoder.layer[: recipe.frozen_layers]):
        part.requires_grad_(False)
    model.to(device)
    if device.type == "cpu":
        model.encoder.set_attn_implementation(float32_attention())
    optimizer = torch.optim.AdamW(_groups(model, recipe), weight_decay=recipe.weight_decay)
    training = prepared(begin.tokenizer, data.training, recipe.most_tokens)
    development = prepared(begin.tokenizer, data.development, recipe.most_tokens)
    directory.mkdir(parents=True, exist_ok=True)
    checkpoint = directory / "checkpoint.pt"
    progress = Progress()
    if checkpoint.exists():
        kept = torch.load(checkpoint, map_location=device, weights_only=True)
        model.load_state_dict(kept["model"])
        optimizer.load_state_dict(kept["optimizer"])
        progress = Progress(**kept["progress"])
        said(f"从第 {progress.epoch} 轮第 {progress.batch} 批继续")

    def keep(state: Progress) -> Progress:
        scores = measure(model, development, device)
        total = scores["f1"] + scores["relevance_auc"] + scores["support_auc"]
        row = {"epoch": state.epoch, "batch": state.batch, "seconds": round(state.seconds), **scores}
        with (directory / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(row) + "\n")
        said(json.dumps(row))
        if total > state.best:
            weights = {name: tensor.float().cpu().numpy() for name, tensor in model.state_dict().items()}
            save_reader(directory, weights, begin.config, begin.tokenizer_json)
        state = Progress(state.epoch, state.batch, state.seconds, max(total, state.best))
        aside = checkpoint.with_suffix(".aside")
        torch.save(
            {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "progress": asdict(state)},
            aside,
        )
        aside.replace(checkpoint)
        return state

    last_kept, losses = progress.seconds, []
    for epoch, number, batch in _from(training, recipe, progress):
        began = time.monotonic()
        rate = learning_rate(progress.seconds / 60 / recipe.minutes, recipe)
        for group, factor in zip(optimizer.param_groups, (1.0, recipe.head_factor), strict=True):
            group["lr"] = rate * factor
        with mixed_precision(device):
            output = model(batch.ids.to(device), batch.mask.to(device))
        loss = loss_of(output, batch, device)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), recipe.gradient_norm)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        losses.append(float(loss.detach()))
        progress = Progress(epoch, number + 1, progress.seconds + time.monotonic() - began, progress.best)
        if len(losses) % 50 == 0:
            said(
                f"{progress.seconds / 60:.1f} 分 第 {epoch} 轮 {number + 1} 批 损失 {sum(losses[-50:]) / 50:.3f}"
            )
        if progress.seconds - last_kept > recipe.checkpoint_minutes * 60:
            progress, last_kept = keep(progress), progress.seconds
        if progress.seconds > recipe.minutes * 60:
            break
    keep(progress)
    rows = [json.loads(line) for line in (directory / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    best: dict[str, float] = max(rows, key=lambda row: row["f1"] + row["relevance_auc"] + row["support_auc"])
    return best


def learning_rate(share: float, recipe: Recipe) -> float:
    """The rate when `share` of the time is over: linear up over the warm-up, then linear down to 0."""
    if share < recipe.warmup:
        return recipe.learning_rate * max(share / recipe.warmup, 0.02)
    return recipe.learning_rate * max(0.0, (1 - share) / (1 - recipe.warmup))


def loss_of(output: ReaderOutput, batch: Batch, device: Any) -> Any:
    """The mean over what is known of each pair: span (both ends, among the passage's tokens), relevance, support,
    and which tokens of the question were changed: that teaches where to look, which one label a pair does not.
    """
    import torch
    from torch.nn import functional

    total = torch.zeros((), device=device)
    readable = batch.readable.to(device)
    for place, target in enumerate((batch.start, batch.end)):
        if (target != UNKNOWN).any():
            logits = output.spans[:, :, place].masked_fill(~readable, -1e4)
            total = total + functional.cross_entropy(logits, target.to(device), ignore_index=UNKNOWN) / 2
    for logits, target in ((output.relevance, batch.relevant), (output.support, batch.supported)):
        known = (target != UNKNOWN).to(device)
        if known.any():
            total = total + functional.binary_cross_entropy_with_logits(
                logits[known], target.to(device)[known].float()
            )
    if (batch.amiss != UNKNOWN).any():
        known = (batch.amiss != UNKNOWN).to(device)
        total = total + _AMISS_WEIGHT * functional.binary_cross_entropy_with_logits(
            output.amiss[known],
            batch.amiss.to(device)[known].float(),
            pos_weight=torch.tensor(_AMISS_BALANCE, device=device),
        )
    return total


def measure(model: Any, examples: Sequence[Prepared], device: Any) -> dict[str, float]:
    """`f1` of the best span in tokens; the areas under the curves of relevance, of support, and of support judged
    by the most suspicious token alone (`amiss_auc`).
    """
    import numpy as np
    import torch

    overlaps: list[float] = []
    relevance: list[tuple[float, int]] = []
    support: list[tuple[float, int]] = []
    amiss: list[tuple[float, int]] = []
    with torch.inference_mode():
        for batch in batches(examples, 6000, 0):
            with mixed_precision(device):
                output = model(batch.ids.to(device), batch.mask.to(device))
            logits = output.spans.masked_fill(~batch.readable[:, :, None].to(device), -1e4).cpu()
            for row in range(len(batch.ids)):
                if batch.start[row] != UNKNOWN:
                    overlaps.append(_overlap(logits[row], int(batch.start[row]), int(batch.end[row])))
            suspicious = output.amiss.masked_fill(~batch.asked.to(device), -1e4).max(dim=1).values
            for values, target, kept in (
                (-suspicious, batch.supported, amiss),
                (output.relevance, batch.relevant, relevance),
                (output.support, batch.supported, support),
            ):
                kept += [
                    (float(v), int(t)) for v, t in zip(values.cpu(), target, strict=True) if t != UNKNOWN
                ]
    areas = [
        area(np.array([t for _, t in kept], bool), np.array([v for v, _ in kept])) or 0.0
        for kept in (relevance, support, amiss)
    ]
    return {
        "f1": sum(overlaps) / len(overlaps),
        "relevance_auc": areas[0],
        "support_auc": areas[1],
        "amiss_auc": areas[2],
    }


def _overlap(logits: Any, start: int, end: int) -> float:
    import torch

    best = torch.triu(logits[:, 0][:, None] + logits[:, 1][None, :] + 0.0).masked_fill(
        torch.triu(torch.ones(len(logits), len(logits))) == 0, -1e9
    )
    place = int(best.argmax())
    first, last = divmod(place, len(logits))
    shared = max(0, min(last, end) - max(first, start) + 1)
    return 2 * shared / ((last - first + 1) + (end - start + 1))


def _from(
    training: Sequence[Prepared], recipe: Recipe, progress: Progress
) -> Iterator[tuple[int, int, Batch]]:
    """(epoch, batch number, batch) without end, from where `progress` stands."""
    epoch, skip = progress.epoch, progress.batch
    while True:
        for number, batch in enumerate(batches(training, recipe.batch_tokens, recipe.seed + epoch)):
            if number >= skip:
                yield epoch, number, batch
        epoch, skip = epoch + 1, 0


def _groups(model: Any, recipe: Recipe) -> list[dict[str, Any]]:
    named = [(name, parameter) for name, parameter in model.named_parameters() if parameter.requires_grad]
    heads = {f"{head}_{part}" for head in HEADS for part in ("dense", "out")} | {"span_out", "amiss_out"}
    return [
        {"params": [p for name, p in named if name.split(".")[0] not in heads], "lr": recipe.learning_rate},
        {"params": [p for name, p in named if name.split(".")[0] in heads], "lr": recipe.learning_rate},
    ]


def _texts(data: TrainingData) -> Iterator[str]:
    for example in (*data.training, *data.development):
        yield example.question
        yield f"{example.context}{BREAK}{example.passage}"
