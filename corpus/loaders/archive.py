"""ZIP containers (DOCX, OFD): opened only if they unpack to a sane size; their XML read without entities.

Knows no format inside.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from corpus.failures import DamagedDocument, DocumentTooLarge, EncryptedDocument
from corpus.settings import LimitSettings

if TYPE_CHECKING:
    from lxml.etree import _Element

OLE_MARK = b"\xd0\xcf\x11\xe0"
# A container may unpack to so many times its greatest allowed size; text in XML packs about 10:1.
_UNPACKED = 4


class Archive:
    """The parts of a container, each read whole."""

    def __init__(self, name: str, content: bytes, limits: LimitSettings) -> None:
        """Raises `EncryptedDocument`, `DamagedDocument` or `DocumentTooLarge`."""
        self._name = name
        if content.startswith(OLE_MARK):
            raise EncryptedDocument(
                f"「{name}」加了密码，或是旧格式改了扩展名", "请去掉密码，或另存为 docx 后再试"
            )
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
            raise DamagedDocument(f"「{name}」不完整或已损坏", "请重新下载或另存一份") from error
        infos = self._zip.infolist()
        unpacked = sum(info.file_size for info in infos)
        if unpacked > _UNPACKED * limits.file_megabytes * 1_000_000 or len(infos) > 20_000:
            raise DocumentTooLarge(
                f"「{name}」解开后有 {unpacked / 1e6:.0f} MB，疑似压缩炸弹",
                "请确认来源；确实需要时调大设置 limits.file_megabytes",
            )
        if any(info.flag_bits & 1 for info in infos):
            raise EncryptedDocument(f"「{name}」加了密码", "请去掉密码后再试")

    @property
    def names(self) -> list[str]:
        """The names of the parts."""
        return self._zip.namelist()

    def read(self, part: str) -> bytes | None:
        """The content of a part, None where there is none. Raises `DamagedDocument` where it cannot be read."""
        try:
            info = self._zip.getinfo(part)
            with self._zip.open(info) as stream:
                content = stream.read(info.file_size + 1)
        except KeyError:
            return None
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ) as error:
            raise DamagedDocument(f"「{self._name}」不完整或已损坏", "请重新下载或另存一份") from error
        if len(content) > info.file_size:
            raise DamagedDocument(f"「{self._name}」的目录与内容不符", "请重新下载或另存一份")
        return content

    def xml(self, part: str) -> _Element | None:
        """The XML root of a part, None where there is none. Entities are not expanded, nothing is fetched.

        Raises `DamagedDocument`, or `MemoryError` where the parser cannot allocate.
        """
        from lxml import etree

        content = self.read(part)
        if content is None:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            if getattr(error, "code", 0) == etree.ErrorTypes.ERR_NO_MEMORY:
                raise MemoryError from error
            raise DamagedDocument(f"「{self._name}」的内容不是完好的 XML", "请重新下载或另存一份") from error
