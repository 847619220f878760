"""The whole page over a running service: its head, its tabs, the source panel, the verdicts.

Knows Gradio and the tabs beside it; where it is served is app.py's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpus.schema import WenceError
from qa.guard import reader_of
from qa.page.asking import ask_tab
from qa.page.choosing import settings_tab
from qa.page.managing import documents_tab
from qa.page.remembering import history_tab
from qa.page.wiring import CONCURRENT_ANSWERS, QUICK, annotated, content
from qa.talk import Talk

if TYPE_CHECKING:
    import gradio as gr

    from qa.service import PolicyService

QUEUED_QUESTIONS = 256


def build_page(service: PolicyService) -> gr.Blocks:
    """The page over a running service."""
    import gradio as gr

    def examples() -> Any:
        return gr.Chatbot(examples=[{"text": text} for text in service.examples()])

    def judge(held: Talk, event: gr.EventData, request: gr.Request) -> None:
        try:
            service.judge(
                held, int(event.position), str(event.verdict), str(event.reason), reader_of(request)
            )
        except WenceError as error:
            raise gr.Error(str(error)) from error

    def get_source(wanted: list[Any]) -> dict[str, Any]:
        return service.get_source(wanted)

    page: gr.Blocks = gr.Blocks(title="问策 Wence", fill_height=True, analytics_enabled=False, delete_cache=(3600, 3600))  # fmt: skip
    with page:
        banner = gr.HTML(service.banner(), elem_id="wence-head")
        talk = gr.State(Talk())
        with gr.Tabs(elem_id="wence-tabs") as tabs:
            with gr.Tab("提问", elem_id="wence-ask", id="ask", scale=1) as asking:
                chat = ask_tab(service, talk)
            with gr.Tab("文件", elem_id="wence-files-tab") as managing:
                library, list_documents = documents_tab(service, talk, banner)
            with gr.Tab("历史", elem_id="wence-history-tab") as remembering:
                history, list_talks = history_tab(service, talk, chat, tabs)
            with gr.Tab("设置", elem_id="wence-settings-tab") as choosing:
                settings_tab(service, choosing)
        gr.HTML(js_on_load=content("panel.js"), html_template="", server_functions=[get_source])
        gr.HTML(js_on_load=content("card.js"), html_template="")
        verdicts = gr.HTML(js_on_load=content("feedback.js") + content("names.js"), html_template="")
        verdicts.like(annotated(judge, event=gr.EventData, request=gr.Request), talk, None, **QUICK)
        gr.HTML(
            js_on_load=f"const WORDS = {content('english.json')};{content('language.js')}", html_template=""
        )
        page.load(service.banner, None, banner, **QUICK)
        for event in (page.load, asking.select):
            event(examples, None, chat, **QUICK)
        managing.select(list_documents, talk, library, **QUICK)
        remembering.select(list_talks, talk, history, **QUICK)
    page.queue(max_size=QUEUED_QUESTIONS, default_concurrency_limit=CONCURRENT_ANSWERS, api_open=False)
    return page
