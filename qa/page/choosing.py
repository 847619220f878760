"""The tab of settings: generator, passages, strictness of refusal.

Knows Gradio and a `PolicyService`; who may change them is checked for every change, not only shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpus.schema import WenceError
from qa.choices import (
    FEWEST_PASSAGES,
    FEWEST_READ,
    MOST_PASSAGES,
    MOST_READ,
    Access,
    Choices,
    access,
    generators,
    may_change,
)
from qa.page.wiring import QUEUED, QUICK, annotated
from qa.presentation import settings_markup
from qa.rate_limit import RateLimit

if TYPE_CHECKING:
    import gradio as gr

    from qa.service import PolicyService

GENERATOR_LABELS = {
    "extractive": "摘录原文（不用大模型）",
    "local": "本机大模型",
    "remote": "大模型服务",
}
PASSWORD_TRIES_PER_MINUTE = 10


def settings_tab(service: PolicyService, tab: gr.Tab) -> None:
    """The settings as they are now, changed by whom the start allows."""
    import gradio as gr

    allowed = access(service.settings.server)
    open_to_change = allowed is not Access.NOBODY
    tries = RateLimit(PASSWORD_TRIES_PER_MINUTE)

    def now() -> tuple[Any, ...]:
        chosen = service.choices
        return chosen.generator, chosen.passages_read, chosen.passages, chosen.refusal

    def unlocked() -> tuple[Any, ...]:
        """What is in force; the boxes can be typed in only now, or it would overwrite what was typed before."""
        return "", *(gr.update(value=value, interactive=open_to_change) for value in now())

    def change(choices: Choices | None, password: str, request: gr.Request) -> tuple[Any, ...]:
        """Make `choices` the settings, where who asks may; the boxes show what is in force afterwards."""
        address = request.client.host if request.client else ""
        if allowed is Access.ADMIN and tries.wait(address):
            raise gr.Error("试得太多了；请过一分钟再试。")
        if not may_change(service.settings.server, password):
            raise gr.Error("管理密码不对；请向管理员询问。")
        try:
            service.choose(choices)
        except WenceError as error:
            raise gr.Error(str(error)) from error
        told = "已恢复启动时的设置。" if choices is None else "已保存，从下一个问题起生效。"
        return settings_markup(told), "", *now()

    def save(
        generator: str, read: float, passages: float, refusal: float, password: str, request: gr.Request
    ) -> tuple[Any, ...]:
        try:
            choices = Choices(str(generator), int(read), int(passages), float(refusal))
        except (TypeError, ValueError):
            raise gr.Error("设置里有空着的一项；请填好再保存。") from None
        return change(choices, password, request)

    def restore(password: str, request: gr.Request) -> tuple[Any, ...]:
        return change(None, password, request)

    gr.HTML(settings_markup(_NOTES[allowed]), apply_default_css=False)
    offered = [(GENERATOR_LABELS[name], name) for name in generators(service.settings.answer)]
    start = service.choices
    with gr.Column(elem_id="wence-settings"):
        generator = gr.Radio(
            offered, value=start.generator, label="回答方式", interactive=False,
            info="大模型写的每一句也要通过核对；启动时设好模型或服务地址才能选。",
        )  # fmt: skip
        read = gr.Slider(
            FEWEST_READ, MOST_READ, value=start.passages_read, step=1, label="检索段数", interactive=False,
            info="每个问题先找出多少段来读；多则更全，也更慢。",
        )  # fmt: skip
        passages = gr.Slider(
            FEWEST_PASSAGES, MOST_PASSAGES, value=start.passages, step=1, label="采用段数", interactive=False,
            info="读过之后留下多少段，给大模型和其他程序。",
        )  # fmt: skip
        refusal = gr.Slider(
            0, 1, value=start.refusal, step=0.05, label="拒答严格程度", interactive=False,
            info="证据能回答问题的把握低于它就不答；0 只按年份、地名等硬性规则。",
        )  # fmt: skip
        password = gr.Textbox(
            label="管理密码", type="password", visible=allowed is Access.ADMIN, max_length=200
        )
        with gr.Row(visible=open_to_change, elem_id="wence-settings-acts"):
            saving = gr.Button("保存", variant="primary", elem_id="wence-save")
            restoring = gr.Button("恢复启动时的设置", elem_id="wence-restore")
        told = gr.HTML("", apply_default_css=False)
    boxes = [generator, read, passages, refusal]
    if open_to_change:
        results = [told, password, *boxes]
        saving.click(annotated(save, request=gr.Request), [*boxes, password], results, **QUEUED)
        restoring.click(annotated(restore, request=gr.Request), password, results, **QUEUED)
    tab.select(unlocked, None, [told, *boxes], **QUICK)


_NOTES = {
    Access.EVERYONE: "改动对所有人生效，重启后仍然有效。",
    Access.ADMIN: "改动对所有人生效，需要管理密码。",
    Access.NOBODY: "这里只能看：启动时规定了不能在网页上改。",
}
