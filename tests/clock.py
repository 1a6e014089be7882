"""The time that work takes, for tests that it grows no faster than its input."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable


def cpu_seconds(work: Callable[[], object], turns: int = 2) -> float:
    """The least CPU time of a few turns, with the collector of garbage at rest.

    One pass of it over the heap of six thousand tests takes half a second, and what else the
    machine does is in no algorithm.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        taken = []
        for _ in range(turns):
            began = time.process_time()
            work()
            taken.append(time.process_time() - began)
        return min(taken)
    finally:
        if was_on:
            gc.enable()
