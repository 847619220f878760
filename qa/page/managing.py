"""The tab of documents: adding, listing, choosing, removing.

Knows Gradio and a `PolicyService`; what is listed comes as markup.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.schema import WenceError
from qa.document_markup import documents_markup, upload_markup
from qa.page.wiring import QUEUED, QUICK, annotated, content
from qa.talk import Talk
from qa.uploads import add_uploads

if TYPE_CHECKING:
    import gradio as gr

    from qa.service import PolicyService


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
        listed(Talk()),
        elem_id="wence-documents",
        apply_default_css=False,
        js_on_load=content("dialog.js") + content("lists.js"),
    )
    for each in (files, folder):
        each.upload(upload, [each, talk], [uploads, library, banner], **QUEUED)
    library.select(annotated(choose, event=gr.EventData), talk, [talk, library], **QUICK)
    library.delete(annotated(remove, event=gr.EventData), talk, [library, banner], **QUEUED)
    return library, listed
