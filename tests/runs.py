"""Folders of invented minutes and runs over them in processes of their own, for tests that kill."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

#: Put into a folder on the module path, it makes a process die at a document with these words.
POISON = "毒入り文書"
_SITE = f"""\
import os, signal
try:
    from minutes.run import inputs
except ImportError:
    pass
else:
    whole = inputs.extract_document
    def extract_document(document, **options):
        if {POISON!r} in document.text:
            os.kill(os.getpid(), signal.SIGKILL)
        return whole(document, **options)
    inputs.extract_document = extract_document
"""


_PEAK = """\
import resource, sys
from pathlib import Path
from minutes.run import Options, candidates, run
limit = int(sys.argv[3])
if limit:
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
summary = run(candidates([sys.argv[1]]), Path(sys.argv[2]), Options())
assert not summary.inputs["failed"], "a document was left out for want of memory"
status = Path("/proc/self/status").read_text()
print(next(line for line in status.split("\\n") if line.startswith("VmPeak")).split()[1])
"""


def peak(source: Path, out: Path, limit: int = 0, env: dict[str, str] | None = None) -> int:
    """The most address space that a run had, in bytes; it may not pass the limit."""
    done = subprocess.run(
        [sys.executable, "-c", _PEAK, str(source), str(out), str(limit)],
        capture_output=True,
        check=False,
        timeout=240,
        env=env,
    )
    assert done.returncode == 0, done.stderr.decode()
    return int(done.stdout) * 1024


def minutes_of(number: int, speeches: int = 3) -> str:
    """The minutes of a small committee; every number gives others."""
    day = number % 27 + 1
    lines = [
        f"水尾市議会広報委員会会議録（第{number + 1}号）\n\n令和七年十月{day}日\n午前十時開議\n",
        "○三枝委員長　ただいまから広報委員会を開会いたします。",
    ]
    for turn in range(speeches):
        copies = 100 * (number + 2) + turn
        lines += [
            f"○久我委員　先月{day}日に発行した号は、{copies}部のうち何部に乱丁がありましたか。",
            f"○泉広報課長　{copies // 7}部です。有限会社あさぎ印刷が十一月{day}日に刷り直します。",
        ]
    return "\n".join([*lines, "○三枝委員長　以上で散会いたします。", "午前十一時散会", ""])


def folder_of(path: Path, numbers: range, speeches: int = 3) -> Path:
    """A folder of minutes, made if it is not there."""
    path.mkdir(exist_ok=True)
    for number in numbers:
        text = minutes_of(number, speeches)
        (path / f"{number:04d}.txt").write_text(text, encoding="utf-8")
    return path


def poisoned(home: Path) -> dict[str, str]:
    """An environment in which reading the words of `POISON` kills the process that reads them."""
    site = home / "site"
    site.mkdir(exist_ok=True)
    (site / "sitecustomize.py").write_text(_SITE, encoding="utf-8")
    path = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(site), *([path] if path else [])])}


def start(*words: str | Path, env: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
    """``minutes extract`` as it runs."""
    return subprocess.Popen(
        [sys.executable, "-m", "minutes", "extract", *map(str, words)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=env,
    )


def finish(*words: str | Path, env: dict[str, str] | None = None) -> tuple[int, str]:
    """The exit code of ``minutes extract``, and what it said."""
    process = start(*words, env=env)
    _, said = process.communicate(timeout=120)
    return process.returncode, said.decode()


def contents(folder: Path) -> dict[str, str]:
    """The hash of each file that is no working file, by name."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.relative_to(folder).parts[0].startswith(".minutes")
    }


def tables(folder: Path) -> dict[str, str]:
    """The hash of each table."""
    return {name: digest for name, digest in contents(folder).items() if name.endswith(".csv")}


def children(pid: int) -> list[int]:
    """The processes that a process has started and that still run."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def wait_until(holds: object, seconds: float = 30.0) -> bool:
    """True once the function says so; false if it does not in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():  # type: ignore[operator]
            return True
        time.sleep(0.005)
    return False
