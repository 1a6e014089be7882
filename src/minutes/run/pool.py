"""Inputs read by several processes at once: a bounded window of tasks, and deaths survived.

A worker answers for one input after the other, so that the input at which it died is known.  That
one is tried once more, alone in a new process; if it takes that along too, it is left out and named
in ``issues``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from queue import SimpleQueue

from minutes.run.inputs import Options, failed
from minutes.run.records import Entry, Part
from minutes.run.tasks import Item, Queue
from minutes.run.worker import BROKEN

#: Tasks that a worker has been given and not finished: one to read, and the next.
WINDOW = 2

#: Workers that may end before they can read anything; then it is no input that is at fault.
FALSE_STARTS = 3

#: The same code as the parent's, and nothing that lies in the working folder.
_PROGRAM = """\
import sys
if sys.argv[1] not in sys.path:
    sys.path.insert(0, sys.argv[1])
from minutes.run.worker import main
main()
"""

#: Told of each input as it is done: the entry is none where the rows are known already.  What it
#: gives back is to be read next: the shares of a large input.
Done = Callable[[Item, Entry | None], Iterable[Item]]


@dataclass(slots=True, eq=False)
class _Worker:
    """A process with the inputs that it has yet to answer for, in order."""

    process: subprocess.Popen[bytes]
    listener: threading.Thread | None = None
    ready: bool = False
    waiting: deque[Item] = field(default_factory=deque)
    sizes: deque[int] = field(default_factory=deque)

    def give(self, task: list[Item]) -> None:
        """Hand over a task; if the process is dead, its end will be told."""
        self.waiting += task
        self.sizes.append(len(task))
        told = [(item.path, item.known, item.share and asdict(item.share)) for item in task]
        assert self.process.stdin is not None
        with suppress(BrokenPipeError):
            self.process.stdin.write(f"{json.dumps(told)}\n".encode())
            self.process.stdin.flush()

    def answered(self) -> Item:
        """The input that an answer is for."""
        self.sizes[0] -= 1
        if not self.sizes[0]:
            self.sizes.popleft()
        return self.waiting.popleft()

    def end(self) -> int:
        """The exit code of the process, which is dead or is killed now."""
        self.process.kill()
        code = self.process.wait()
        if self.listener is not None:
            self.listener.join()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        return code


class Pool:
    """Some workers; `answers` has (worker, line), the line being none when the worker has died."""

    def __init__(self, folder: Path, options: Options, spare: Part) -> None:
        """Start with no worker; parts go to `folder`, and what no worker could do to `spare`."""
        self.folder, self.options, self.spare = folder, options, spare
        self.workers: list[_Worker] = []
        self.answers: SimpleQueue[tuple[_Worker, bytes | None]] = SimpleQueue()
        self.started = self.false_starts = 0
        self.queue = Queue(())
        self.suspects: set[Item] = set()

    def start(self) -> _Worker:
        """A new worker."""
        self.started += 1
        # A session of its own keeps Ctrl-C away from it: the parent answers to that.
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", _PROGRAM, str(Path(__file__).parents[2])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        worker = _Worker(process)
        worker.listener = threading.Thread(target=self._listen, args=(worker,), daemon=True)
        worker.listener.start()
        setup = {
            "options": asdict(self.options),
            "part": str(self.folder / f"part-{os.getpid()}-{self.started}"),
            "parent": os.getpid(),
        }
        assert process.stdin is not None
        with suppress(BrokenPipeError):
            process.stdin.write(f"{json.dumps(setup)}\n".encode())
            process.stdin.flush()
        self.workers.append(worker)
        return worker

    def _listen(self, worker: _Worker) -> None:
        assert worker.process.stdout is not None
        for line in worker.process.stdout:
            self.answers.put((worker, line))
        self.answers.put((worker, None))

    def run(self, items: Iterable[Item], jobs: int, done: Done) -> None:
        """Have all inputs read; `done` is told of each."""
        self.queue = Queue(items)
        task = self.queue.next()
        while True:
            while task is not None and (worker := self._free(jobs)) is not None:
                worker.give(task)
                task = self.queue.next()
            if not any(worker.waiting for worker in self.workers):
                return
            worker, line = self.answers.get()
            if line is None:
                self._bury(worker, done)
            elif not worker.ready:
                worker.ready = True
            elif line.startswith(BROKEN.encode()):
                raise OSError(*json.loads(line.removeprefix(BROKEN.encode())))
            elif line.endswith(b"\n"):  # not cut off by a death
                same = line.strip() == b"same"
                entry = None if same else Entry.of(json.loads(line))
                self.queue.then(done(worker.answered(), entry))
            task = self.queue.next() if task is None else task

    def _free(self, jobs: int) -> _Worker | None:
        """A worker that can take one more task; a new one while there are too few."""
        idle = min(self.workers, key=lambda worker: len(worker.sizes), default=None)
        if idle is not None and not idle.sizes:
            return idle
        if len(self.workers) < jobs:
            return self.start()
        return idle if idle is not None and len(idle.sizes) < WINDOW else None

    def _bury(self, worker: _Worker, done: Done) -> None:
        """Give up a dead worker, and see to the inputs that it had."""
        self.workers.remove(worker)
        code = worker.end()
        if not worker.ready:
            self.false_starts += 1
            if self.false_starts > FALSE_STARTS:
                raise OSError(None, f"worker processes cannot start (exit code {code})")
            self.queue.again(list(worker.waiting))
            return
        if not worker.waiting:
            return
        first = worker.waiting.popleft()
        self.queue.again(list(worker.waiting))
        if first in self.suspects:
            self.queue.then(done(first, self._poison(first, code)))
        else:
            self.suspects.add(first)
            self.queue.again([first])

    def _poison(self, item: Item, code: int) -> Entry:
        why = f"signal {-code}" if code < 0 else f"exit code {code}"
        message = f"{item.path}: the process that read it died twice ({why}); it is left out"
        outcome = failed(item.path, "worker-died", message)
        return self.spare.add(item.name, None, [outcome])

    def close(self) -> None:
        """End all workers."""
        for worker in self.workers:
            worker.end()


@contextmanager
def pool(folder: Path, options: Options, spare: Part) -> Iterator[Pool]:
    """A pool whose workers end with the context."""
    started = Pool(folder, options, spare)
    try:
        yield started
    finally:
        started.close()
