"""One row per organisation of a run, put together from the mentions of all documents.

>>> registry = Registry()
>>> for document in ("d1", "d2"):
...     registry.add(Mention(document, "水尾市文化振興課", "文化振興課", "水尾市", "2025-06-03"))
...     registry.add(Mention(document, "総務常任委員会", "委員会", None, None))
>>> [(e.canonical, e.kind, e.parent, e.documents) for e in registry.entities()]
[('水尾市文化振興課', 'unit', '水尾市', 2), ('総務常任委員会', 'council', None, 1), \
('総務常任委員会', 'council', None, 1)]
"""

from minutes.entities.corporate import Corporation, FileError, check_numbers, find_numbers
from minutes.entities.kinds import kind_of
from minutes.entities.registry import Entity, Mention, Registry, owner_of

__all__ = [
    "Corporation",
    "Entity",
    "FileError",
    "Mention",
    "Registry",
    "check_numbers",
    "find_numbers",
    "kind_of",
    "owner_of",
]
