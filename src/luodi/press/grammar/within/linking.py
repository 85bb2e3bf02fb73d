"""The claims of a draft with what they are linked to: whole, list, the parts of a share, the earlier one repeated."""

from dataclasses import replace

from luodi.press.grammar.claims import Claim, Kind
from luodi.press.grammar.within.relations import Relation, Sheet


def linked(sheet: Sheet, relations: list[Relation]) -> tuple[Claim, ...]:
    """Return the claims with what they are linked to."""
    claims = {claim.number: claim for claim in sheet.draft.claims}
    for row in sheet.rows:
        for dimension, spot in row.cells.items():
            whole = row.parent.claim(dimension) if row.parent else None
            listing = sheet.listing(row)
            claim = claims[spot.claim.number]
            claims[claim.number] = replace(
                claim,
                of=whole.number if whole else claim.of,
                list_id=listing.number if listing and len(listing.rows) > 1 else claim.list_id,
            )
    for relation in relations:
        claim = claims[relation.target.number]
        if relation.rule.startswith("share.") and len(relation.claims) > 2:
            claim = replace(claim, parts=(relation.claims[1].number, relation.claims[2].number))
        elif relation.kind is Kind.REPEAT:
            claim = replace(claim, repeat_of=relation.claims[1].number)
        claims[claim.number] = claim
    return tuple(claims[claim.number] for claim in sheet.draft.claims)
