"""The whole page over a running service: its head, its tabs, the source panel, the verdicts.

Knows Gradio and the tabs beside it; where it is served is app.py's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpus.schema import WenceError
from qa.contract import answer_to_json
from qa.guard import reader_of
from qa.page.asking import ask_tab
from qa.page.choosing import settings_tab
from qa.page.managing import documents_tab
from qa.page.remembering import history_tab
from qa.page.wiring import CONCURRENT_ANSWERS, QUICK, annotated, content
from qa.schema import Turn
from qa.talk import LONGEST_QUESTION, Talk

if TYPE_CHECKING:
    import gradio as gr

    from qa.service import PolicyService

QUEUED_QUESTIONS = 256
LONGEST_HISTORY = 50


def build_page(service: PolicyService) -> gr.Blocks:
    """The page over a running service."""
    import gradio as gr
    from gradio.events import api

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

    def ask(question: str, history: list[str] | None = None) -> dict[str, Any]:
        """回答一个问题，逐句引到条款；history 是此前的问题，从早到晚。返回与 POST /api/ask 相同的对象。"""
        # Gradio checks no types here: anyone may have sent anything.
        earlier = [] if history is None else history
        if not isinstance(earlier, list) or len(earlier) > LONGEST_HISTORY:
            raise gr.Error(f"history 应当是不超过 {LONGEST_HISTORY} 个问题的列表。")
        if not all(isinstance(each, str) and len(each) <= LONGEST_QUESTION for each in (question, *earlier)):
            raise gr.Error(f"每个问题应当是不超过 {LONGEST_QUESTION} 字的文字。")
        try:
            return answer_to_json(service.ask(question, [Turn(each) for each in earlier]))
        except WenceError as error:
            raise gr.Error(str(error)) from error

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
        verdicts = gr.HTML(
            js_on_load=content("dialog.js") + content("feedback.js") + content("names.js"), html_template=""
        )
        judged = verdicts.like(annotated(judge, event=gr.EventData, request=gr.Request), talk, None, **QUICK)
        judged.success(None, None, None, js="() => window.wenceJudged(true)", **QUICK)
        judged.failure(None, None, None, js="() => window.wenceJudged(false)", **QUICK)
        gr.HTML(
            js_on_load=f"const WORDS = {content('english.json')};{content('language.js')}", html_template=""
        )
        page.load(service.banner, None, banner, **QUICK)
        for event in (page.load, asking.select):
            event(examples, None, chat, **QUICK)
        managing.select(list_documents, talk, library, **QUICK)
        remembering.select(list_talks, talk, history, **QUICK)
        api(ask, api_name="ask", concurrency_limit=CONCURRENT_ANSWERS)
    page.queue(max_size=QUEUED_QUESTIONS, default_concurrency_limit=CONCURRENT_ANSWERS, api_open=False)
    return page
