"""The web app: `python app.py [PATH …]` builds the index where there is none and opens the page and the API.

Only this file knows Gradio; answers, documents and what they look like as text come from `qa`.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.command import run_command
from corpus.schema import WenceError
from corpus.settings import Settings, load_settings
from qa.archive import exported
from qa.document_markup import documents_markup, upload_markup
from qa.guard import open_port, reader_of, require_protection
from qa.history_markup import history_markup
from qa.presentation import welcome_markup
from qa.talk import LONGEST_QUESTION, Talk, messages
from qa.uploads import add_uploads

if TYPE_CHECKING:
    import gradio as gr
    from fastapi import FastAPI

    from qa.service import PolicyService

PAGE = Path(__file__).parent / "qa" / "page"
CONCURRENT_ANSWERS = 8
QUEUED_QUESTIONS = 256
STAGE_NAMES = {"reading": "读取", "preparing": "切分", "embedding": "编码", "writing": "写入"}
QUICK: dict[str, Any] = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
QUEUED = {**QUICK, "queue": True, "concurrency_limit": CONCURRENT_ANSWERS}
Messages = list[dict[str, Any]]


def parse_arguments(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line; wrong usage exits with status 2."""
    parser = argparse.ArgumentParser(prog="app.py", description="问策：问政策文件，逐句引到条款。")
    told = "要加入的文件或文件夹（首次启动默认 corpus/documents）"
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help=told)
    parser.add_argument("--home", type=Path, metavar="DIR", help="数据保存的位置（默认 .wence）")
    parser.add_argument("--host", help="监听地址（默认 127.0.0.1，只有本机能访问）")
    parser.add_argument("--port", type=int, metavar="N", help="端口（默认 7860）")
    return parser.parse_args(arguments)


def settings_from(arguments: argparse.Namespace) -> Settings:
    """Settings with the flags that were given laid over them."""
    flags = {"home": arguments.home, "server.host": arguments.host, "server.port": arguments.port}
    return load_settings([(name, value) for name, value in flags.items() if value is not None])


def theme() -> gr.themes.Base:
    """A quiet theme from fonts that the reader's machine has: nothing is fetched."""
    import gradio as gr

    text = ("system-ui", "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", "sans-serif")
    code = ("ui-monospace", "monospace")
    base = gr.themes.Base(
        primary_hue="blue", neutral_hue="slate", radius_size="lg", font=text, font_mono=code
    )
    return base.set(**json.loads(content("theme.json")))


def content(name: str) -> str:
    """A file of the page: a script, its style, its colours."""
    return (PAGE / name).read_text("utf-8")


def annotated(function: Any, **types: Any) -> Any:
    """`function` with types that Gradio looks up among a module's names, where a late import is not."""
    function.__annotations__.update(types)
    return function


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

    def respond(held: Talk, request: gr.Request) -> Iterator[tuple[Talk, Messages]]:
        """Stream the answer to the last question, where it has none yet."""
        yield from map(shown, service.answer(held, reader_of(request)) if held.waiting else ())

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
    answering = [each.then(respond, talk, [talk, chat], **QUEUED) for each in asked]
    stop.click(lambda held: shown(held.stopped()), talk, [talk, chat], cancels=answering, **QUICK)
    edit.click(back, talk, taken_back, cancels=answering, **QUICK)
    clear.click(lambda held: (held.fresh(), [], ""), talk, taken_back, cancels=answering, **QUICK)
    return chat


def documents_tab(service: PolicyService, talk: gr.State, banner: gr.HTML) -> tuple[gr.HTML, Any]:
    """Adding files, the list of them, which are asked, removing. Gives the list and what fills it."""
    import gradio as gr

    def listed(held: Talk) -> str:
        return documents_markup(service.index.documents(), held.left_out)

    def upload(paths: list[str], held: Talk) -> Iterator[tuple[str, str, str]]:
        for progress in add_uploads(service, [Path(path) for path in paths or []]):
            yield upload_markup(progress), listed(held), service.banner()

    def choose(held: Talk, event: gr.EventData) -> tuple[Talk, str]:
        chosen = replace(held, left_out=frozenset(map(str, event.left_out)))
        return chosen, listed(chosen)

    def remove(held: Talk, event: gr.EventData) -> tuple[str, str]:
        try:
            service.remove(str(event.document_id))
        except WenceError as error:
            raise gr.Error(str(error)) from error
        return listed(held), service.banner()

    with gr.Row(elem_id="wence-adding"):
        files = gr.UploadButton("添加文件", file_count="multiple", type="filepath", elem_id="wence-files")
        folder = gr.UploadButton(
            "添加文件夹", file_count="directory", type="filepath", elem_id="wence-folder"
        )
    uploads = gr.HTML("", elem_id="wence-upload-state", apply_default_css=False)
    library = gr.HTML(
        listed(Talk()), elem_id="wence-documents", apply_default_css=False, js_on_load=content("lists.js")
    )
    for each in (files, folder):
        each.upload(upload, [each, talk], [uploads, library, banner], **QUEUED)
    library.select(annotated(choose, event=gr.EventData), talk, [talk, library], **QUICK)
    library.delete(annotated(remove, event=gr.EventData), talk, [library, banner], **QUEUED)
    return library, listed


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
                opened = replace(held, id=wanted, exchanges=service.conversations.load(reader, wanted))
                tab = gr.Tabs(selected="ask")
        except WenceError as error:
            raise gr.Error(str(error)) from error
        return opened, messages(opened.exchanges), listed(opened, request), tab

    def export_talk(wanted: list[Any], request: gr.Request) -> dict[str, str]:
        return exported(service.conversations, reader_of(request), wanted)

    export_talk = annotated(export_talk, request=gr.Request)
    history = gr.HTML(
        "", elem_id="wence-history", apply_default_css=False, js_on_load=content("lists.js"), server_functions=[export_talk]
    )  # fmt: skip
    act = annotated(act, event=gr.EventData, request=gr.Request)
    for event in (history.select, history.edit, history.delete):
        event(act, talk, [talk, chat, history, tabs], **QUICK)
    return history, annotated(listed, request=gr.Request)


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
        gr.HTML(js_on_load=content("panel.js"), html_template="", server_functions=[get_source])
        verdicts = gr.HTML(js_on_load=content("feedback.js") + content("names.js"), html_template="")
        verdicts.like(annotated(judge, event=gr.EventData, request=gr.Request), talk, None, **QUICK)
        page.load(service.banner, None, banner, **QUICK)
        for event in (page.load, asking.select):
            event(examples, None, chat, **QUICK)
        managing.select(list_documents, talk, library, **QUICK)
        remembering.select(list_talks, talk, history, **QUICK)
    page.queue(max_size=QUEUED_QUESTIONS, default_concurrency_limit=CONCURRENT_ANSWERS, api_open=False)
    return page


def build_application(service: PolicyService) -> FastAPI:
    """The API with the page mounted at its root."""
    import gradio as gr

    from qa.server import build_api

    # As a style element of the page itself: Gradio rewrites what comes as `css`, and loses media queries.
    head, password = f"<style>{content('page.css')}</style>", service.settings.server.password
    application: FastAPI = gr.mount_gradio_app(
        build_api(service), build_page(service), path="/", server_name=service.settings.server.host,
        server_port=service.settings.server.port, theme=theme(), head=head, footer_links=[],
        run_history=False, ssr_mode=False, pwa=False, show_error=False, enable_monitoring=False, mcp_server=False,
        blocked_paths=[str(service.settings.home.resolve())], max_file_size=f"{service.settings.limits.file_megabytes}mb",
        auth=("wence", password) if password else None, auth_message="请用用户名 wence 和启动时设定的密码登录。",
        favicon_path=str(PAGE / "favicon.svg"),
    )  # fmt: skip
    return application


def tell(line: str) -> None:
    """A line for the person at the terminal."""
    sys.stderr.write(line + "\n")


def serve(arguments: argparse.Namespace) -> int:
    """Open the library, build what is missing, and answer until stopped."""
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # read by Gradio when it is imported
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    settings = settings_from(arguments)
    require_protection(settings.server)
    listening = open_port(settings.server.host, settings.server.port)

    from index.progress import ProgressDisplay
    from qa.server import run_server
    from qa.service import open_service

    host, port = settings.server.host, listening.getsockname()[1]
    tell(f"问策正在准备 http://{f'[{host}]' if ':' in host else host}:{port}")
    with ProgressDisplay(STAGE_NAMES) as display:
        service = open_service(settings, arguments.paths, display, tell)
    tell(f"已打开 {len(service.summaries())} 份文件，可以提问了。")
    return run_server(build_application(service), listening)


if __name__ == "__main__":
    sys.exit(run_command(lambda: serve(parse_arguments())))
