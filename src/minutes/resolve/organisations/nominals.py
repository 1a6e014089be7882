"""Whom a nominal means: the rule for each kind of the word lists."""

from __future__ import annotations

from collections.abc import Callable

from minutes.organisations import Name
from minutes.resolve.organisations import antecedents, own, places
from minutes.resolve.organisations.context import Context, Referent

RULES: dict[str, Callable[[Name, Context], Referent | None]] = {
    "own-municipality": places.own_municipality,
    "municipality": places.municipality,
    "same-municipality": places.same_municipality,
    "municipal-board": places.municipal_board,
    "organ": places.organ,
    "police": places.police,
    "state": own.state,
    "own-body": own.own_body,
    "body": own.body,
    "office": own.office,
    "own-ministry": own.own_ministry,
    "own-party": own.own_party,
    "head": antecedents.head,
    "only-head": antecedents.only_head,
    "company": antecedents.same_company,
    "own-company": antecedents.own_company,
    "contractor": antecedents.contractor,
    "operator": antecedents.operator,
    "addressed-company": antecedents.addressed_company,
    "of-place": places.of_place,
    "bureau": antecedents.bureau,
    "bank": antecedents.bank,
    "own-facility": antecedents.own_facility,
}


def nominal_referent(name: Name, context: Context) -> Referent | None:
    """The referent of a nominal; none if nothing decides."""
    owner = places.owner(name, context) if name.kind in _SERVES else None
    return owner or RULES[name.kind](name, context)


#: Kinds of bodies that may serve the place named before them: 水尾市の教育委員会.
_SERVES = frozenset(("organ", "head", "of-place"))
