"""How the counts of a document hang together: sums, parts, changes, the same figure said again.

No relation comes from arithmetic alone.  Two numbers of one unit often add up to a third by
chance, so every rule first asks for words (合わせて, うち, から…に, この) and only then calculates.
"""

from __future__ import annotations

from collections.abc import Sequence

from minutes.relations.balances import find_balances
from minutes.relations.pairs import find_changes, find_parts
from minutes.relations.same import find_same
from minutes.relations.scene import Scene
from minutes.relations.sums import find_sums
from minutes.schema import Count, Document, Relation
from minutes.text import fold_whole


def find_relations(document: Document, counts: Sequence[Count]) -> tuple[Relation, ...]:
    """The relations among the counts of a document; `members` are indexes into `counts`.

    Kinds: ``sum`` (also with subtractions), ``part-of``, ``change``, ``same-quantity``.  `holds` is
    false where the words claim what the figures do not give, `None` where nothing can be checked.
    """
    scene = Scene(fold_whole(document.text), counts, [count.start for count in counts])
    balances = list(find_balances(scene))
    balanced = {balance.members[-1] for balance in balances}
    # what came and went is no list of addends: 総計は八十件 closes the balance
    sums = [s for s in find_sums(scene) if s.holds or s.members[-1] not in balanced]
    found = [*sums, *balances, *find_parts(scene), *find_changes(scene), *find_same(scene)]
    unique = {(relation.kind, relation.members): relation for relation in found}
    return tuple(sorted(unique.values(), key=lambda r: (min(r.members), r.kind, r.members)))
