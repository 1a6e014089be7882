"""A process that reads inputs for a run: tasks come on standard input, answers on standard output.

Each is a line of JSON.  The first says what to do and where to write; then come tasks, lists of
inputs, and for each input there is one answer as soon as its rows are in the worker's part.
Rows never travel back.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from minutes.run.inputs import Options
from minutes.run.records import Part
from minutes.run.shares import Share
from minutes.run.tasks import Item, work

#: How a worker answers that it can write no more.
BROKEN = "broken"


def end_with(parent: int) -> None:
    """Ask the system to end this process when the parent ends, however that ends.

    Where the system cannot (it can on Linux), an idle worker ends because its input does.
    """
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    set_parent_death_signal = 1  # PR_SET_PDEATHSIG
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it ended before the request was made
        os._exit(1)


def main() -> None:
    """Work until the input ends."""
    # Whatever a library prints must not be taken for an answer.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="ascii", newline="\n")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    told: dict[str, Any] = json.loads(sys.stdin.buffer.readline())
    end_with(told["parent"])
    options = Options(**told["options"])
    part = Part(Path(told["part"]))
    print("ready", file=answers, flush=True)
    for line in sys.stdin.buffer:
        for path, known, share in json.loads(line):
            item = Item(path, known, None if share is None else Share(**share))
            try:
                entry = work(item, part, options)
            except OSError as error:  # no room for the rows: no input is at fault
                why = json.dumps([error.errno, error.strerror or str(error)])
                print(f"{BROKEN} {why}", file=answers, flush=True)
                return
            print("same" if entry is None else entry.to_json(), file=answers, flush=True)
