"""Old Word and WPS files to lines, through LibreOffice where it is installed.

Knows how to call LibreOffice; the DOCX it writes is read by the DOCX loader.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path, PurePath

from corpus.failures import DamagedDocument, DocumentTooLarge, MissingTool
from corpus.lines import LoadedText
from corpus.loaders import docx
from corpus.settings import LimitSettings

_PROGRAMS = ("soffice", "libreoffice")


def load(name: str, content: bytes, limits: LimitSettings) -> LoadedText:
    """The lines of a .doc or .wps file. Raises `MissingTool` where LibreOffice is not installed."""
    if content.startswith(b"PK\x03\x04"):
        return docx.load(name, content, limits)  # a new format under an old name
    program = next((found for found in map(shutil.which, _PROGRAMS) if found), None)
    if program is None:
        raise MissingTool(
            f"读「{name}」需要 LibreOffice", "请安装 LibreOffice，或用 Word、WPS 另存为 docx 后再试"
        )
    with tempfile.TemporaryDirectory(prefix="wence-") as folder:
        source = Path(folder, "document" + PurePath(name).suffix.lower())
        source.write_bytes(content)
        command = [
            program, f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless", "--norestore",
            "--convert-to", "docx", "--outdir", folder, str(source),
        ]  # fmt: skip
        try:
            # No pipes: its own children would hold them open after it was killed. These end with the process
            # group of `corpus.reading`, in which files from outside are read.
            subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=limits.seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise DocumentTooLarge(
                f"转换「{name}」超过 {limits.seconds} 秒", "请另存为 docx，或调大设置 limits.seconds"
            ) from None
        converted = source.with_suffix(".docx")
        if not converted.is_file():
            raise DamagedDocument(f"LibreOffice 打不开「{name}」", "请用 Word、WPS 另存为 docx 后再试")
        return docx.load(name, converted.read_bytes(), limits)
