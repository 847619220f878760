"""The tab of conversations: opening, renaming, exporting, deleting.

Knows Gradio and a `PolicyService`; what is listed comes as markup.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from corpus.schema import WenceError
from qa.archive import exported
from qa.guard import reader_of
from qa.history_markup import history_markup
from qa.page.wiring import QUICK, Messages, annotated, content
from qa.talk import Talk, messages

if TYPE_CHECKING:
    import gradio as gr

    from qa.service import PolicyService


def history_tab(
    service: PolicyService, talk: gr.State, chat: gr.Chatbot, tabs: gr.Tabs
) -> tuple[gr.HTML, Any]:
    """The reader's conversations: opened, renamed, exported, deleted. Gives the list and what fills it."""
    import gradio as gr

    def listed(held: Talk, request: gr.Request) -> str:
        return history_markup(service.conversations.lines(reader_of(request)), held.id)

    def act(held: Talk, event: gr.EventData, request: gr.Request) -> tuple[Talk, Messages, str, Any]:
        """Open, rename or delete, whichever the event's data speak of."""
        reader, wanted, opened, tab = reader_of(request), str(event.id), held, gr.skip()
        try:
            if "title" in event._data:
                service.conversations.rename(reader, wanted, str(event.title))
            elif "forget" in event._data:
                service.conversations.delete(reader, wanted)
                opened = held.fresh() if held.id == wanted else held
            else:
                kept = service.conversations.load(reader, wanted)
                opened = replace(
                    held, id=wanted, exchanges=tuple(replace(each, record=None) for each in kept)
                )
                tab = gr.Tabs(selected="ask")
        except WenceError as error:
            raise gr.Error(str(error)) from error
        return opened, messages(opened.exchanges), listed(opened, request), tab

    def export_talk(wanted: list[Any], request: gr.Request) -> dict[str, str]:
        return exported(service.conversations, reader_of(request), wanted)

    export_talk = annotated(export_talk, request=gr.Request)
    history = gr.HTML(
        "", elem_id="wence-history", apply_default_css=False, js_on_load=content("dialog.js") + content("lists.js"), server_functions=[export_talk]
    )  # fmt: skip
    act = annotated(act, event=gr.EventData, request=gr.Request)
    for event in (history.select, history.edit, history.delete):
        event(act, talk, [talk, chat, history, tabs], **QUICK)
    return history, annotated(listed, request=gr.Request)
