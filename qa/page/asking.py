"""The tab where questions are asked: the conversation, its buttons, the box.

Knows Gradio, a `PolicyService` and a `Talk`; how answers come about and look is elsewhere.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from qa.guard import reader_of
from qa.page.threaded import in_thread
from qa.page.wiring import QUEUED, QUICK, Messages, annotated
from qa.presentation import welcome_markup
from qa.talk import LONGEST_QUESTION, Talk, messages

if TYPE_CHECKING:
    import gradio as gr

    from qa.service import PolicyService


def ask_tab(service: PolicyService, talk: gr.State) -> gr.Chatbot:
    """The chat, streaming, with its buttons."""
    import gradio as gr

    def submit(question: str, held: Talk) -> tuple[str, Talk, Messages]:
        """Show the question at once and empty the box; the answer follows as its own event."""
        grown = held.asked(question)
        return "" if grown is not held else question, grown, messages(grown.exchanges)

    def choose(event: gr.SelectData, held: Talk) -> tuple[str, Talk, Messages]:
        """The same for an example or a suggestion that was clicked."""
        return submit(str(event.value["text"] if isinstance(event.value, dict) else event.value), held)

    async def respond(held: Talk, request: gr.Request) -> AsyncIterator[tuple[Talk, Messages]]:
        """Stream the answer to the last question, where it has none yet."""
        if held.waiting:
            async for grown in in_thread(service.answer(held, reader_of(request))):
                yield shown(grown)

    def shown(held: Talk) -> tuple[Talk, Messages]:
        return held, messages(held.exchanges)

    def back(held: Talk) -> tuple[Talk, Messages, str]:
        return *shown(held.taken_back()), held.last_question

    chat = gr.Chatbot(
        elem_id="wence-chat", label="问答", show_label=False, container=False, scale=1, height="100%", buttons=[],
        latex_delimiters=[], sanitize_html=True, allow_tags=False, placeholder=welcome_markup(),
        layout="bubble", feedback_options=None,
    )  # fmt: skip
    with gr.Row(elem_id="wence-actions"):
        names = {"stop": "停止", "retry": "重答", "edit": "改上一问", "clear": "新的对话"}
        stop, retry, edit, clear = (
            gr.Button(label, elem_id=f"wence-{name}") for name, label in names.items()
        )
    box = gr.Textbox(
        elem_id="wence-question", label="向已打开的文件提问", show_label=False, container=False, lines=1, max_lines=6,
        max_length=LONGEST_QUESTION, autofocus=True, submit_btn="提问", placeholder="用平常的话问，例如：到2027年要达到什么目标？",
    )  # fmt: skip
    sent, taken_back = [box, talk, chat], [talk, chat, box]
    choose = annotated(choose, event=gr.SelectData)
    asked = [
        box.submit(submit, [box, talk], sent, **QUICK),
        chat.example_select(choose, talk, sent, **QUICK),
        chat.option_select(choose, talk, sent, **QUICK),
        retry.click(lambda held: shown(held.again()), talk, [talk, chat], **QUICK),
    ]
    respond = annotated(respond, request=gr.Request)
    # By default Gradio drops a press while the one before is not wholly over: a question asked in that very moment
    # would never be answered. `Talk.asked` sees to it that none is answered twice.
    answering = [each.then(respond, talk, [talk, chat], trigger_mode="multiple", **QUEUED) for each in asked]
    stop.click(lambda held: shown(held.stopped()), talk, [talk, chat], cancels=answering, **QUICK)
    edit.click(back, talk, taken_back, cancels=answering, **QUICK)
    clear.click(lambda held: (held.fresh(), [], ""), talk, taken_back, cancels=answering, **QUICK)
    return chat
