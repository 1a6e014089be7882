"""Dumps of many meetings: read share by share, by several processes, with the same tables."""

from __future__ import annotations

import json
import os
import re
import signal
import time
from pathlib import Path

import pytest
from runs import POISON, contents, finish, minutes_of, peak, poisoned, start, wait_until

from minutes.run import Options, candidates, run, shares
from minutes.run.shares import is_large
from minutes.sources import read, several
from minutes.sources.several import meetings_of

#: What a process must be told for small dumps to be large ones.
_SMALL = """\
try:
    from minutes.run import shares
except ImportError:
    pass
else:
    shares.LARGE, shares.SHARE = 2_000, 1_500
"""

_HEADER = re.compile(r"^○(\w+?)(?:委員長|委員|課長)　", re.MULTILINE)


def meeting_of(number: int, speeches: int = 3) -> dict[str, object]:
    """The minutes of a small committee as the Diet's API gives them."""
    blocks = re.split(r"\n(?=○)", minutes_of(number, speeches))
    records = []
    for order, block in enumerate(blocks):
        match = _HEADER.match(block)
        speaker = match[1] if match else "会議録情報"
        records.append({"speechOrder": order, "speaker": speaker, "speech": block})
    return {
        "issueID": f"{number:021d}",
        "session": 213,
        "nameOfHouse": "参議院",
        "nameOfMeeting": f"第{number % 5}特別委員会",
        "issue": f"第{number + 1}号",
        "date": f"2025-10-{number % 27 + 1:02d}",
        "speechRecord": records,
    }


def dump_of(path: Path, numbers: range, speeches: int = 3) -> Path:
    """A file of many meetings: the API's answer, or an object per speech for ``.jsonl``."""
    meetings = [meeting_of(number, speeches) for number in numbers]
    if path.suffix == ".jsonl":
        lines = []
        for held in meetings:
            records = held.pop("speechRecord")
            assert isinstance(records, list)
            lines += [json.dumps({**held, **record}, ensure_ascii=False) for record in records]
        path.write_text("\n".join(lines), encoding="utf-8")
    else:
        whole = json.dumps({"meetingRecord": meetings}, ensure_ascii=False)
        path.write_text(whole, encoding="utf-8")
    return path


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small dumps are large ones, in this process."""
    monkeypatch.setattr(shares, "LARGE", 2_000)
    monkeypatch.setattr(shares, "SHARE", 1_500)


def small_for(home: Path, more: str = "") -> dict[str, str]:
    """An environment in which small dumps are large ones, in all processes."""
    env = poisoned(home) if more else {**os.environ}
    site = home / "site"
    site.mkdir(exist_ok=True)
    (site / "sitecustomize.py").write_text(_SMALL + more, encoding="utf-8")
    path = os.environ.get("PYTHONPATH")
    return {**env, "PYTHONPATH": os.pathsep.join([str(site), *([path] if path else [])])}


def at_once(source: Path, out: Path) -> dict[str, str]:
    """The files of a run that reads every input at once."""
    assert len(read(source).text) < shares.LARGE
    run(candidates([str(source)]), out, Options())
    return contents(out)


@pytest.mark.parametrize("name", ["dump.json", "dump.jsonl"])
def test_the_files_are_the_same_read_at_once_or_share_by_share(
    tmp_path: Path, name: str, request: pytest.FixtureRequest
) -> None:
    source = dump_of(tmp_path / name, range(12))
    whole = at_once(source, tmp_path / "whole")
    request.getfixturevalue("small")
    assert is_large(read(source))
    summary = run(candidates([str(source)]), tmp_path / "shares", Options(), formats=["json"])
    (tmp_path / "shares" / "minutes.jsonl").unlink()
    found = contents(tmp_path / "shares")
    assert {name for name in whole if whole[name] != found[name]} == {"datapackage.json"}
    assert (summary.inputs["done"], summary.figures["documents"]) == (1, 1)
    assert summary.characters_read == len(read(source).text)


def test_the_files_are_the_same_whatever_the_number_of_processes(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for year in range(3):
        dump_of(source / f"{year}.json", range(9 * year, 9 * year + 9))
    (source / "one.txt").write_text(minutes_of(50), encoding="utf-8")
    whole = tmp_path / "whole"
    run(candidates([str(source)]), whole, Options())
    code, said = finish(source, "-o", tmp_path / "out", "-j", "2", env=small_for(tmp_path))
    assert code == 0, said
    assert contents(tmp_path / "out") == contents(whole)


def shares_done(out: Path) -> int:
    """The shares that a run under way has done."""
    try:
        return (out / ".minutes" / "journal.jsonl").read_bytes().count(rb"\u0000")
    except OSError:
        return 0


@pytest.mark.skipif(os.name != "posix", reason="kills")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_run_killed_in_the_middle_of_a_file_goes_on_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: str
) -> None:
    source, out = dump_of(tmp_path / "dump.json", range(60), speeches=12), tmp_path / "out"
    monkeypatch.setattr(shares, "SHARE", 1_500)
    all_shares = len(list(shares._groups(read(source).sections)))
    env = small_for(tmp_path)
    process = start(source, "-o", out, "-j", jobs, env=env)
    assert wait_until(lambda: shares_done(out) >= 5)
    process.kill()
    process.communicate()
    before = shares_done(out)
    assert 5 <= before < all_shares
    again = start(source, "-o", out, "-j", jobs, env=env)
    seen = 0
    while again.poll() is None:
        seen = max(seen, shares_done(out))
        time.sleep(0.01)
    assert again.returncode == 0, again.communicate()
    # The journal begins with the shares of the killed run, which are not read again.
    assert before < seen <= all_shares
    whole = tmp_path / "whole"
    run(candidates([str(source)]), whole, Options())
    assert contents(out) == contents(whole)


@pytest.mark.skipif(os.name != "posix", reason="kills")
def test_a_killed_worker_changes_nothing_and_a_deadly_meeting_leaves_its_file_out(
    tmp_path: Path,
) -> None:
    source = tmp_path / "in"
    source.mkdir()
    dump_of(source / "a.json", range(12))
    dump_of(source / "b.json", range(20, 32))
    deadly = json.loads((source / "b.json").read_bytes())
    deadly["meetingRecord"][7]["speechRecord"][2]["speech"] += POISON
    (source / "b.json").write_text(json.dumps(deadly, ensure_ascii=False), encoding="utf-8")
    poison = f"""\
    import os, signal
    whole = shares.extract_meeting
    def extract_meeting(document, *options):
        if {POISON!r} in document.text:
            os.kill(os.getpid(), signal.SIGKILL)
        return whole(document, *options)
    shares.extract_meeting = extract_meeting
"""
    out = tmp_path / "out"
    code, said = finish(source, "-o", out, "-j", "2", env=small_for(tmp_path, poison))
    assert code == 1
    assert said.count(f"b.json: the process that read it died twice (signal {signal.SIGKILL})") == 1
    (source / "b.json").unlink()
    whole = tmp_path / "whole"
    run(candidates([str(source)]), whole, Options())
    one, other = contents(out), contents(whole)
    differ = {name for name in other if one[name] != other[name]}
    assert differ == {"issues.csv", "datapackage.json", "manifest.jsonl"}


@pytest.mark.usefixtures("small")
def test_a_fault_in_one_meeting_is_told_as_one_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = dump_of(tmp_path / "dump.json", range(12))
    whole = shares.extract_meeting

    def faulty(document: object, *options: object) -> object:
        if "第4特別委員会" in str(document.metadata):  # type: ignore[attr-defined]
            raise ZeroDivisionError("a stage")
        return whole(document, *options)  # type: ignore[arg-type]

    monkeypatch.setattr(shares, "extract_meeting", faulty)
    summary = run(candidates([str(source)]), tmp_path / "out", Options())
    assert summary.inputs == {"failed": 1}
    told = (tmp_path / "out" / "issues.csv").read_text(encoding="utf-8")
    assert "a fault of minutes (ZeroDivisionError: a stage)" in told


# --- a text of many meetings --------------------------------------------------------------------


def joined_texts(numbers: range) -> list[str]:
    """Minutes whose title and day begin them, as a year of them is joined to one file."""
    return [
        minutes_of(number, speeches=12).replace("十月", f"{'一二三四五六七八九'[number % 9]}月", 1)
        for number in numbers
    ]


def test_a_long_text_is_cut_where_a_title_and_a_day_begin_a_meeting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = joined_texts(range(9))
    whole = "\n".join(texts)
    assert meetings_of(whole) == ()  # short enough to be one meeting
    monkeypatch.setattr(several, "LONG", 2_000)
    found = meetings_of(whole)
    assert [whole[part.start : part.end].strip() for part in found] == [t.strip() for t in texts]
    assert (found[0].start, found[-1].end) == (0, len(whole))


@pytest.mark.parametrize(
    "between",
    [
        "水尾市議会広報委員会会議録（第１号）\n令和七年一月一日\n",  # the head of a page
        "令和七年一月二日の会議録を御覧ください。\n",
        "令和七年一月二日\n",  # a day by itself, which opens nothing
        "広報委員会会議録の作成について\n○三枝委員長　次に移ります。\n",
    ],
)
def test_what_is_printed_within_a_meeting_begins_none(
    monkeypatch: pytest.MonkeyPatch, between: str
) -> None:
    monkeypatch.setattr(several, "LONG", 2_000)
    speech = "○久我委員　刷り直しはいつまでに終わりますか。\n" * 60
    head = "水尾市議会広報委員会会議録（第１号）\n令和七年一月一日\n"
    assert meetings_of(head + speech + between + speech) == ()


@pytest.mark.parametrize(
    "opening",
    [
        "令和七年一月二日（木曜日）\n　　　午前十時開議\n",
        "開催日：令和 7年 1月 2日\n会議名：定例会\n",
    ],
)
def test_a_day_that_opens_a_meeting_begins_one(
    monkeypatch: pytest.MonkeyPatch, opening: str
) -> None:
    monkeypatch.setattr(several, "LONG", 2_000)
    speech = "○久我委員　刷り直しはいつまでに終わりますか。\n" * 60
    head = "令和七年一月一日（水曜日）\n　　　午前十時開議\n"
    whole = head + speech + opening + speech
    assert [part.start for part in meetings_of(whole)] == [0, len(head + speech)]


def test_long_lines_are_read_in_linear_time() -> None:
    for line in ("令和", "会議録", "　", "令和七年一月一日", "第会議録"):
        began = time.process_time()
        list(several._beginnings((line * (20_000 // len(line)) + "\n") * 3))
        assert time.process_time() - began < 1.0


def test_a_long_text_gives_the_same_files_whatever_the_number_of_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "year.txt"
    source.write_text("\n".join(joined_texts(range(9))), encoding="utf-8")
    more = "    from minutes.sources import several\n    several.LONG = 2_000\n"
    code, said = finish(source, "-o", tmp_path / "out", "-j", "2", env=small_for(tmp_path, more))
    assert code == 0, said
    monkeypatch.setattr(several, "LONG", 2_000)
    run(candidates([str(source)]), tmp_path / "whole", Options())
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")
    assert len(read(source).sections) == 9


# --- memory -------------------------------------------------------------------------------------


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="looks into /proc")
def test_memory_does_not_grow_with_the_rows_of_a_dump(tmp_path: Path) -> None:
    few = dump_of(tmp_path / "few.json", range(20), speeches=40)
    many = dump_of(tmp_path / "many.json", range(120), speeches=40)
    env = small_for(tmp_path)
    room = 24 * 2**20  # for the file and what its reader makes of it
    ceiling = peak(few, tmp_path / "few", env=env) + room
    peak(many, tmp_path / "many", ceiling, env=env)
    # Read at once, with the rows of all meetings in memory, it does not fit.
    with pytest.raises(AssertionError, match=r"for want of memory|MemoryError"):
        peak(many, tmp_path / "whole", ceiling)
