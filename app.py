"""The web app: `python app.py [PATH …]` builds the index where there is none and opens the page and the API.

Only this file knows Gradio; answers, documents and what they look like as text come from `qa`.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.command import run_command
from corpus.settings import Settings, load_settings
from qa.exchange import Exchange
from qa.guard import open_port, require_protection
from qa.presentation import banner_markup, exchange_markup, question_markup, welcome_markup

if TYPE_CHECKING:
    import gradio as gr
    from fastapi import FastAPI

    from qa.service import PolicyService

PAGE = Path(__file__).parent / "qa" / "page"
CONCURRENT_ANSWERS = 8
QUEUED_QUESTIONS = 256
LONGEST_QUESTION = 2000
STAGE_NAMES = {"reading": "读取", "preparing": "切分", "embedding": "编码", "writing": "写入"}
Messages = list[dict[str, Any]]
Exchanges = tuple[Exchange, ...]


def parse_arguments(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line; wrong usage exits with status 2."""
    parser = argparse.ArgumentParser(prog="app.py", description="问策：问政策文件，逐句引到条款。")
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="要加入的文件或文件夹（首次启动默认 corpus/documents）",
    )
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
    fill = {"block_background_fill": "transparent", "block_border_width": "0px", "block_shadow": "none"}
    ink = {"body_text_color": "#1e2530", "body_text_color_dark": "#e7e9ed", "body_background_fill": "#f7f6f2"}
    night = {"body_background_fill_dark": "#14181e", "background_fill_primary_dark": "#1b2027"}
    press = {"button_primary_background_fill": "#1f4b84", "button_primary_background_fill_hover": "#2a5c9d"}
    base = gr.themes.Base(
        primary_hue="blue",
        neutral_hue="slate",
        radius_size="lg",
        font=text,
        font_mono=("ui-monospace", "monospace"),
    )
    return base.set(**fill, **ink, **night, **press, button_primary_text_color="#ffffff")


def build_page(service: PolicyService) -> gr.Blocks:
    """The page over a running service."""
    import gradio as gr

    def opened() -> str:
        return banner_markup(service.index.documents(), service.index.passage_count())

    def messages(exchanges: Exchanges) -> Messages:
        shown: Messages = []
        for exchange in exchanges:
            shown.append({"role": "user", "content": question_markup(exchange.question)})
            if exchange.stage or exchange.stopped or exchange.turn:
                reply: dict[str, Any] = {"role": "assistant", "content": exchange_markup(exchange)}
                if exchange is exchanges[-1] and exchange.following:
                    reply["options"] = [{"label": text, "value": text} for text in exchange.following]
                shown.append(reply)
        return shown

    def submit(question: str, exchanges: Exchanges) -> tuple[str, Exchanges, Messages]:
        """Show the question at once and empty the box; the answer follows as its own event."""
        asked = question.strip()[:LONGEST_QUESTION]
        grown = (*exchanges, Exchange(asked)) if asked else exchanges
        return "", grown, messages(grown)

    def submit_chosen(event: gr.SelectData, exchanges: Exchanges) -> tuple[str, Exchanges, Messages]:
        """The same for an example or a suggestion that was clicked."""
        chosen = event.value
        return submit(str(chosen["text"] if isinstance(chosen, dict) else chosen), exchanges)

    # Gradio looks the annotation up among the module's names, where a late import is not.
    submit_chosen.__annotations__["event"] = gr.SelectData

    def respond(exchanges: Exchanges) -> Iterator[tuple[Exchanges, Messages]]:
        """Stream the answer to the last question, where it has none yet."""
        if exchanges and exchanges[-1].turn is None:
            *before, last = exchanges
            for state in service.exchange(last.question, [each.turn for each in before if each.turn]):
                grown = (*before, state)
                yield grown, messages(grown)

    def halt(exchanges: Exchanges) -> tuple[Exchanges, Messages]:
        """Keep what was answered so far and say that it was stopped."""
        if exchanges and exchanges[-1].turn is None:
            exchanges = (*exchanges[:-1], replace(exchanges[-1], stopped=True))
        return exchanges, messages(exchanges)

    def back(exchanges: Exchanges) -> tuple[Exchanges, Messages, str]:
        """Take the last question back, with its answer, into the box."""
        kept = exchanges[:-1]
        return kept, messages(kept), exchanges[-1].question if exchanges else ""

    def welcome() -> tuple[Any, str]:
        """What depends on the documents that are open, when a page is loaded."""
        examples: list[Any] = [{"text": text} for text in service.examples()]
        return gr.Chatbot(examples=examples), opened()

    def get_source(wanted: list[Any]) -> dict[str, Any]:
        return service.get_source(wanted)

    with gr.Blocks(title="问策 Wence", fill_height=True, analytics_enabled=False) as page:
        banner = gr.HTML(opened(), elem_id="wence-head")
        exchanges = gr.State(())
        chat = gr.Chatbot(
            elem_id="wence-chat",
            show_label=False,
            container=False,
            scale=1,
            height="100%",
            buttons=[],
            latex_delimiters=[],
            sanitize_html=True,
            allow_tags=False,
            placeholder=welcome_markup(),
            layout="bubble",
            feedback_options=None,
            label="问答",
        )
        with gr.Row(elem_id="wence-actions"):
            stop = gr.Button("停止", elem_id="wence-stop")
            retry = gr.Button("重答", elem_id="wence-retry")
            edit = gr.Button("改上一问", elem_id="wence-edit")
            clear = gr.Button("新的对话", elem_id="wence-clear")
        box = gr.Textbox(
            elem_id="wence-question",
            label="向已打开的文件提问",
            show_label=False,
            container=False,
            lines=1,
            max_lines=6,
            max_length=LONGEST_QUESTION,
            autofocus=True,
            submit_btn="提问",
            placeholder="用平常的话问，例如：到2027年要达到什么目标？",
        )
        gr.HTML(
            js_on_load=(PAGE / "panel.js").read_text("utf-8"), html_template="", server_functions=[get_source]
        )

        quick: dict[str, Any] = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
        listening = {**quick, "queue": True, "concurrency_limit": CONCURRENT_ANSWERS}
        sent, taken_back = [box, exchanges, chat], [exchanges, chat, box]
        again = retry.click(back, exchanges, taken_back, **quick)
        asked = [
            box.submit(submit, [box, exchanges], sent, **quick),
            chat.example_select(submit_chosen, exchanges, sent, **quick),
            chat.option_select(submit_chosen, exchanges, sent, **quick),
            again.then(submit, [box, exchanges], sent, **quick),
        ]
        answering = [each.then(respond, exchanges, [exchanges, chat], **listening) for each in asked]
        stop.click(halt, exchanges, [exchanges, chat], cancels=answering, **quick)
        edit.click(back, exchanges, taken_back, cancels=answering, **quick)
        clear.click(lambda: ((), [], ""), None, taken_back, cancels=answering, **quick)
        page.load(welcome, None, [chat, banner], **quick)
    page.queue(max_size=QUEUED_QUESTIONS, default_concurrency_limit=CONCURRENT_ANSWERS, api_open=False)
    return page


def build_application(service: PolicyService) -> FastAPI:
    """The API with the page mounted at its root."""
    import gradio as gr

    from qa.server import build_api

    # As a style element of the page itself: Gradio rewrites what comes as `css`, and loses media queries.
    head = f"<style>{(PAGE / 'page.css').read_text('utf-8')}</style>"
    password = service.settings.server.password
    return gr.mount_gradio_app(
        build_api(service), build_page(service), path="/", server_name=service.settings.server.host,
        server_port=service.settings.server.port, theme=theme(), head=head, footer_links=[],
        run_history=False, ssr_mode=False, pwa=False, show_error=False, enable_monitoring=False, mcp_server=False,
        blocked_paths=[str(service.settings.home.resolve())], max_file_size=f"{service.settings.limits.file_megabytes}mb",
        auth=("wence", password) if password else None, auth_message="请用用户名 wence 和启动时设定的密码登录。",
        favicon_path=str(PAGE / "favicon.svg"),
    )  # fmt: skip


def tell(line: str) -> None:
    """A line for the person at the terminal."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


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

    host, port = listening.getsockname()[:2]
    tell(f"问策正在准备 http://{f'[{host}]' if ':' in host else host}:{port}")
    with ProgressDisplay(STAGE_NAMES) as display:
        service = open_service(settings, arguments.paths, display, tell)
    tell(f"已打开 {len(service.summaries())} 份文件，可以提问了。")
    return run_server(build_application(service), listening)


if __name__ == "__main__":
    sys.exit(run_command(lambda: serve(parse_arguments())))
