"""What every command line of the project shares: exit codes, one clear line for an error, JSON on stdout.

Knows nothing of what the commands do.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping

from corpus.schema import WenceError

DONE, COULD_NOT, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130


def run_command(command: Callable[[], int]) -> int:
    """Run `command`; a `WenceError` becomes one line on standard error and exit status 1."""
    try:
        return command()
    except WenceError as error:
        print(str(error).replace("\n", " "), file=sys.stderr)
        return COULD_NOT
    except KeyboardInterrupt:
        print("已中断；已完成的部分都已保存，再次运行会接着做。", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away (`| head`): not an error; keep the interpreter from complaining.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def print_json(content: Mapping[str, object]) -> None:
    """Print one JSON object, readable Chinese, on standard output."""
    print(json.dumps(content, ensure_ascii=False, indent=2))
