"""The web app: `python app.py [PATH …]` builds the index where there is none and opens the page and the API.

Only this file and `qa.page` know Gradio; answers, documents and what they look like as text come from `qa`.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.command import run_command
from corpus.settings import Settings, load_settings
from qa.choices import Access, access
from qa.guard import open_port, require_protection
from qa.page.wiring import PAGE, content

if TYPE_CHECKING:
    import gradio as gr
    from fastapi import FastAPI

    from qa.service import PolicyService

STAGE_NAMES = {"reading": "读取", "preparing": "切分", "embedding": "编码", "writing": "写入"}


def parse_arguments(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line; wrong usage exits with status 2."""
    parser = argparse.ArgumentParser(prog="app.py", description="问策：问政策文件，逐句引到条款。")
    told = "要加入的文件或文件夹（首次启动默认 corpus/documents）"
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help=told)
    parser.add_argument("--home", type=Path, metavar="DIR", help="数据保存的位置（默认 .wence）")
    parser.add_argument("--host", help="监听地址（默认 127.0.0.1，只有本机能访问）")
    parser.add_argument("--port", type=int, metavar="N", help="端口（默认 7860）")
    who = "谁可以在网页上改设置：所有人、知道管理密码的人、谁也不行（默认：只有本机能访问时 everyone，否则 nobody）"
    parser.add_argument("--settings", choices=[each.value for each in Access], help=who)
    return parser.parse_args(arguments)


def settings_from(arguments: argparse.Namespace) -> Settings:
    """Settings with the flags that were given laid over them."""
    flags = {
        "home": arguments.home,
        "server.host": arguments.host,
        "server.port": arguments.port,
        "server.settings": arguments.settings,
    }
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


def build_application(service: PolicyService) -> FastAPI:
    """The API with the page mounted at its root."""
    import gradio as gr

    from qa.page.preloading import Preloading, link_header
    from qa.page.whole import build_page
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
    application.add_middleware(Preloading, header=link_header())
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
    access(settings.server)
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
