"""The doors to the documents: list, read, add, remove.

Knows FastAPI and a `PolicyService`.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import FastAPI, File, UploadFile
from fastapi.responses import FileResponse, JSONResponse
from starlette.exceptions import HTTPException

from corpus.report import document_as_json
from corpus.schema import WenceError
from index.schema import DocumentSummary
from qa.guard import MEBIBYTE, error_content
from qa.service import PolicyService

MOST_FILES = 100
Uploads = Annotated[list[UploadFile], File(description="一个或多个文件，字段名 files")]


def add_document_doors(api: FastAPI, service: PolicyService) -> None:
    """Add /api/documents."""
    most_bytes = service.settings.limits.file_megabytes * MEBIBYTE

    @api.get("/api/documents", tags=["文件"], summary="已打开的文件")
    def documents() -> dict[str, Any]:
        return {"documents": [summary_to_json(each) for each in service.index.documents()]}

    @api.get("/api/documents/{document_id}", tags=["文件"], summary="一份文件：全文、条款树、清理记录")
    def document(document_id: str) -> dict[str, Any]:
        _require(service, document_id)
        return document_as_json(service.index.document(document_id))

    @api.get(
        "/api/documents/{document_id}/original", tags=["文件"], summary="原件", response_class=FileResponse
    )
    def original(document_id: str) -> FileResponse:
        _require(service, document_id)
        return _original(service, document_id)

    @api.get("/originals/{document_id}", include_in_schema=False, response_class=FileResponse)
    def linked_original(document_id: str, until: int = 0, seal: str = "") -> FileResponse:
        if not service.originals.holds(document_id, until, seal):
            raise HTTPException(403, "这个链接已过期；请回到网页，重新点开引用再打开原件。")
        return _original(service, document_id)

    @api.post(
        "/api/documents", tags=["文件"], summary="加入文件；有一份读不了，其余照常加入", status_code=201
    )
    def add(files: Uploads) -> JSONResponse:
        if len(files) > MOST_FILES:
            raise HTTPException(413, f"一次最多加 {MOST_FILES} 个文件；请分几次。")
        added: list[dict[str, Any]] = []
        failed: list[dict[str, Any]] = []
        for file in files:
            name = file.filename or "未命名"
            try:
                content = file.file.read(most_bytes + 1)
                result = service.add(name, content)
            except WenceError as error:
                failed.append({"source": name, "message": str(error)})
            else:
                added.append(
                    {
                        "id": result.document.id,
                        "source": result.document.source,
                        "title": result.document.title,
                        "outcome": result.outcome.value,
                        "replaced_id": result.replaced_id,
                        "same_text": list(result.same_text),
                    }
                )
        if not added:
            told = "；".join(f"{each['source']}：{each['message']}" for each in failed) or "没有收到文件。"
            return JSONResponse({**error_content(told, "invalid_request_error"), "failed": failed}, 422)
        service.refresh()
        return JSONResponse({"added": added, "failed": failed}, 201)

    @api.delete("/api/documents/{document_id}", tags=["文件"], summary="移除一份文件")
    def remove(document_id: str) -> dict[str, Any]:
        _require(service, document_id)
        service.remove(document_id)
        return {"removed": document_id}


def summary_to_json(summary: DocumentSummary) -> dict[str, Any]:
    """A line of the list of documents."""
    return {
        "id": summary.id,
        "title": summary.title,
        "source": summary.source,
        "number": summary.number,
        "issuers": list(summary.issuers),
        "issued_on": summary.issued_on.isoformat() if summary.issued_on else None,
        "status": summary.status.value,
        "tier": summary.tier.value,
        "passages": summary.passages,
        "characters": summary.characters,
    }


def _original(service: PolicyService, document_id: str) -> FileResponse:
    original = service.originals.file(document_id, service.index.document(document_id).source)
    if not original.path.exists():
        raise HTTPException(404, "原件不在了；请重新加入这份文件。")
    return FileResponse(original.path, media_type=original.media_type, headers=original.headers)


def _require(service: PolicyService, document_id: str) -> None:
    if document_id not in service.summaries():
        raise HTTPException(404, f"没有编号为 {document_id} 的文件；GET /api/documents 列出已打开的文件。")
