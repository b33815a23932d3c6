"""What joins a property to a portfolio, in sentences."""

from collections.abc import Mapping, Sequence

from housing.terms import OwnerJoin, OwnerType

#: Names that a sentence lists before it counts the rest.
_LISTED = 2

_TYPES = {
    OwnerType.FOR_PROFIT.value: "for-profit",
    OwnerType.LIMITED_DIVIDEND.value: "limited dividend",
    OwnerType.NONPROFIT.value: "nonprofit",
    OwnerType.STEWARD.value: "steward",
    OwnerType.PUBLIC.value: "public",
}


def name_reason(spellings: Sequence[str]) -> str:
    """Say that several properties have one owner's name, and how it is spelled."""
    names = sorted(set(spellings), key=lambda name: (name.casefold(), name))
    said = names[0] if len(names) == 1 else f"{names[0]}, also written {_few(names[1:])}"
    return f"Same owner name at {len(spellings)} properties: {said.rstrip('.')}."


def join_reason(join: OwnerJoin, others: Sequence[str], evidence: str) -> str:
    """Say what joins an owner's name to others."""
    if join == OwnerJoin.SOURCES:
        return f"Owner on record for {evidence} together with {_few(others).rstrip('.')}."
    series = "Same numbered series and business" if join == OwnerJoin.SERIES else "Same business"
    return f"{series} address as {_few(others)} ({len(others) + 1} owners): {evidence}."


def alone(served: int | None) -> str:
    """Say why nothing is joined.

    `served` counts the owners an agent writes for, 0 where mail is in care of somebody else; it is
    null where no address speaks against a join.
    """
    if served:
        return (
            f"Its mailing address serves {served} owners, as an agent's or a law firm's does, so "
            "it joins nobody."
        )
    if served == 0:
        return "Its mail goes in care of somebody else, whose address joins nobody."
    return "No other property's owner is known to share its name or its business address."


def type_basis(known: Mapping[str, int], total: int) -> str:
    """Say what the owner's type rests on; `known` counts properties by type."""
    if not known:
        return "No record tells the type."
    told = ", ".join(f"{_TYPES[kind]} of {count}" for kind, count in known.items())
    if len(known) > 1:
        return f"Records do not agree: {told}."
    kind, count = next(iter(known.items()))
    unknown = f"; of {total - count} it is not known" if count < total else ""
    return f"{_TYPES[kind].capitalize()} by the records of {count} of {total}{unknown}."


def _few(names: Sequence[str]) -> str:
    listed, rest = ", ".join(names[:_LISTED]), len(names) - _LISTED
    return f"{listed} and {rest} more" if rest > 0 else listed
