"""What the processor at hand can do.

Knows the operating system's word for it; nothing of what is computed.
"""

from __future__ import annotations

from pathlib import Path


def processor_flags() -> frozenset[str]:
    """What this processor says that it can do, in the words of Linux; empty elsewhere."""
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("flags"):
                return frozenset(line.split())
    except OSError:
        pass  # not Linux: nothing is known
    return frozenset()
