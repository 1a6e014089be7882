"""Large inputs under way: which shares of them are done, in this run or in one cut short."""

from __future__ import annotations

from collections.abc import Sequence

from minutes.run.records import Entry, Part
from minutes.run.shares import joined, name_of_cut, shares_of
from minutes.run.tasks import Item
from minutes.run.workplace import Workplace


class Divided:
    """The large inputs whose shares are not all done."""

    def __init__(self, place: Workplace, spare: Part) -> None:
        """There is none yet; what is joined goes to `spare`."""
        self.place, self.spare = place, spare
        self.cuts: dict[str, Entry] = {}
        self.done: dict[str, dict[int, Entry]] = {}

    def take(self, item: Item, entry: Entry) -> tuple[Entry | None, Sequence[Item]]:
        """(the entry of a whole input, if this completes one; what is to be read next of it)."""
        if item.share is not None:
            # A run that is cut short goes on with the other shares.
            self.place.add(entry)
            self.done[item.path][item.share.number] = entry
            return self._joined(item.path), ()
        if entry.path != name_of_cut(item.path):
            return entry, ()
        self.cuts[item.path] = entry
        done = self.done[item.path] = {}
        rest = []
        for share in shares_of(entry):
            one = Item(item.path, None, share)
            known = self.place.known(one.name)
            if known is not None and known.sha256 is not None and known.sha256 == share.sha256:
                done[share.number] = known
            else:
                rest.append(one)
        return self._joined(item.path), rest

    def _joined(self, path: str) -> Entry | None:
        cut, done = self.cuts[path], self.done[path]
        if len(done) < len(shares_of(cut)):
            return None
        del self.cuts[path], self.done[path]
        return joined(path, cut, [done[number] for number in sorted(done)], self.spare)
