"""Runs that are killed, stopped or out of room: old tables or new ones, and the work goes on."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from runs import (
    children,
    contents,
    finish,
    folder_of,
    minutes_of,
    peak,
    start,
    tables,
    wait_until,
)

posix = pytest.mark.skipif(os.name != "posix", reason="signals and limits are POSIX's")
linux = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc")


def journal(out: Path) -> Path:
    return out / ".minutes" / "journal.jsonl"


def done_so_far(out: Path) -> int:
    try:
        return journal(out).read_bytes().count(b'"records"')
    except OSError:
        return 0


@posix
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_killed_run_leaves_the_old_tables_or_the_new_ones(tmp_path: Path, jobs: str) -> None:
    source, out = folder_of(tmp_path / "in", range(24)), tmp_path / "out"
    assert finish(source, "-o", out)[0] == 0
    old = contents(out)
    (source / "0003.txt").write_text(minutes_of(100), encoding="utf-8")
    began = time.monotonic()
    assert finish(source, "-o", tmp_path / "new", "-j", jobs)[0] == 0
    whole = time.monotonic() - began
    new = contents(tmp_path / "new")
    chance = random.Random(20251126)
    seen = []
    for _ in range(8):
        process = start(source, "-o", out, "-j", jobs)
        time.sleep(chance.uniform(0.3, 1.1) * whole)
        process.kill()
        process.communicate()
        seen.append(contents(out))
        assert seen[-1] in (old, new)
    assert finish(source, "-o", out)[0] == 0
    assert contents(out) == new
    assert [path.name for path in out.iterdir() if path.name.startswith(".")] == []
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@posix
def test_a_run_killed_while_its_tables_take_their_place_leaves_one_or_the_other(
    tmp_path: Path,
) -> None:
    source, out = folder_of(tmp_path / "in", range(3)), tmp_path / "out"
    assert finish(source, "-o", out)[0] == 0
    old = contents(out)
    (source / "0001.txt").write_text(minutes_of(50), encoding="utf-8")
    assert finish(source, "-o", tmp_path / "new")[0] == 0
    new = contents(tmp_path / "new")
    # The process kills itself before, or after, one call to the system of those that publish.
    code = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "count = int(sys.argv[1])\n"
        "def deadly(function):\n"
        "    def called(*words, **named):\n"
        "        global count\n"
        "        count -= 1\n"
        "        if count == 0: os.kill(os.getpid(), signal.SIGKILL)\n"
        "        return function(*words, **named)\n"
        "    return called\n"
        "from minutes.export import staging\n"
        "staging.exchange = deadly(staging.exchange)\n"
        "Path.rename, Path.replace = deadly(Path.rename), deadly(Path.replace)\n"
        "staging.shutil.rmtree = deadly(staging.shutil.rmtree)\n"
        "from minutes.run import Options, candidates, run\n"
        "run(candidates([sys.argv[2]]), Path(sys.argv[3]), Options())\n"
    )
    states = set()
    for count in range(1, 30):
        done = subprocess.run(
            [sys.executable, "-c", code, str(count), str(source), str(out)], check=False
        )
        now = contents(out)
        assert now in (old, new), count
        states.add((done.returncode, now == new))
        if done.returncode == 0:
            break
        if now == new:  # begin again from the old tables
            folder_of(source, range(3))
            assert finish(source, "-o", out)[0] == 0
            assert contents(out) == old
            (source / "0001.txt").write_text(minutes_of(50), encoding="utf-8")
    # It died before and after the tables had changed places, and at last lived to the end.
    assert states == {(-signal.SIGKILL, False), (-signal.SIGKILL, True), (0, True)}


@posix
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_stopped_run_goes_on_where_it_was(tmp_path: Path, jobs: str) -> None:
    source, out = folder_of(tmp_path / "in", range(120), speeches=20), tmp_path / "out"
    process = start(source, "-o", out, "-j", jobs)
    assert wait_until(lambda: done_so_far(out) >= 5)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130, said
    assert b"goes on where it stopped" in said
    assert tables(out) == {}
    done = done_so_far(out)
    assert 5 <= done < 120
    code, said_again = finish(source, "-o", out, "-j", jobs)
    assert code == 0
    assert f"120 documents, {done} of them unchanged" in said_again
    assert finish(source, "-o", tmp_path / "fresh")[0] == 0
    assert contents(out) == contents(tmp_path / "fresh")


@posix
def test_rows_that_were_damaged_since_are_made_again(tmp_path: Path) -> None:
    source, out = folder_of(tmp_path / "in", range(48), speeches=20), tmp_path / "out"
    process = start(source, "-o", out)
    assert wait_until(lambda: done_so_far(out) >= 6)
    process.kill()
    process.communicate()
    (part,) = (out / ".minutes").glob("part-*-0")
    with part.open("r+b") as file:  # as after a power cut: the journal knows of bytes never written
        file.truncate(part.stat().st_size // 2)
    with journal(out).open("ab") as file:
        file.write(b'{"path": "half a li')
    assert finish(source, "-o", out)[0] == 0
    assert finish(source, "-o", tmp_path / "fresh")[0] == 0
    assert contents(out) == contents(tmp_path / "fresh")


@linux
def test_no_worker_outlives_a_killed_parent(tmp_path: Path) -> None:
    source = folder_of(tmp_path / "in", range(60), speeches=60)
    process = start(source, "-o", tmp_path / "out", "-j", "2")
    assert wait_until(lambda: done_so_far(tmp_path / "out") >= 2)
    workers = children(process.pid)
    assert len(workers) == 2
    process.kill()
    process.communicate()
    assert wait_until(lambda: not any(Path(f"/proc/{pid}/exe").exists() for pid in workers), 5)


@linux
def test_a_worker_that_is_killed_changes_nothing(tmp_path: Path) -> None:
    source, out = folder_of(tmp_path / "in", range(60), speeches=30), tmp_path / "out"
    process = start(source, "-o", out, "-j", "2")
    killed = 0
    for enough in (2, 12, 25):
        assert wait_until(lambda enough=enough: done_so_far(out) >= enough)
        for pid in children(process.pid)[:1]:
            os.kill(pid, signal.SIGKILL)
            killed += 1
    _, said = process.communicate(timeout=120)
    assert (process.returncode, killed) == (0, 3), said
    assert finish(source, "-o", tmp_path / "fresh")[0] == 0
    assert contents(out) == contents(tmp_path / "fresh")


@posix
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_no_room_on_the_disk_leaves_the_old_tables(tmp_path: Path, jobs: str) -> None:
    source, out = folder_of(tmp_path / "in", range(3)), tmp_path / "out"
    assert finish(source, "-o", out)[0] == 0
    old = contents(out)
    folder_of(source, range(40), speeches=10)
    # No file may be longer than this: writing on fails as it does on a full disk.
    full = subprocess.run(
        [sys.executable, "-m", "minutes", "extract", str(source), "-o", str(out), "-j", jobs],
        capture_output=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)),
    )
    assert full.returncode == 2, full.stderr
    assert b"cannot be written (File too large)" in full.stderr
    assert b"Traceback" not in full.stderr
    assert b"died" not in full.stderr
    assert contents(out) == old
    assert finish(source, "-o", out)[0] == 0
    assert finish(source, "-o", tmp_path / "fresh")[0] == 0
    assert contents(out) == contents(tmp_path / "fresh")


@posix
def test_two_runs_into_one_folder_do_not_mix(tmp_path: Path) -> None:
    source, out = folder_of(tmp_path / "in", range(40), speeches=20), tmp_path / "out"
    first = start(source, "-o", out)
    assert wait_until(lambda: done_so_far(out) >= 1)
    first.send_signal(signal.SIGSTOP)  # it must not be done before the other has begun
    code, said = finish(source, "-o", out)
    first.send_signal(signal.SIGCONT)
    assert code == 2
    assert "another run is writing to it" in said
    _, said_first = first.communicate(timeout=60)
    assert first.returncode == 0, said_first


def test_a_files_of_the_user_stay_beside_new_tables(tmp_path: Path) -> None:
    source, out = folder_of(tmp_path / "in", range(2)), tmp_path / "out"
    assert finish(source, "-o", out)[0] == 0
    (out / "notes").mkdir()
    (out / "notes" / "mine.txt").write_text("読んだところ", encoding="utf-8")
    (source / "0000.txt").write_text(minutes_of(9), encoding="utf-8")
    assert finish(source, "-o", out)[0] == 0
    assert (out / "notes" / "mine.txt").read_text(encoding="utf-8") == "読んだところ"
    assert json.loads((out / "datapackage.json").read_bytes())["sources"]


# --- memory -------------------------------------------------------------------------------------


@linux
def test_memory_does_not_grow_with_the_number_of_documents(tmp_path: Path) -> None:
    few = peak(folder_of(tmp_path / "few", range(3), speeches=40), tmp_path / "out")
    room = 24 * 2**20  # what 60 documents would take if their rows were kept
    peak(folder_of(tmp_path / "many", range(100), speeches=40), tmp_path / "more", few + room)


@linux
def test_the_ceiling_can_be_hit(tmp_path: Path) -> None:
    source = folder_of(tmp_path / "few", range(3), speeches=40)
    few = peak(source, tmp_path / "out")
    with pytest.raises(AssertionError, match=r"for want of memory|MemoryError"):
        peak(source, tmp_path / "more", few - 24 * 2**20)
