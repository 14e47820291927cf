"""The heads at and above a unit, nearest first, as SQL: the one source of whom Điều 10 names.

Who confirms (authority), who holds a card (holders) and who answers an objection (deciders) ask
here; they differ in the day, and in whether a post held beside the main one counts.
"""
# ruff: noqa: S608 - the SQL is put together from dates and this module's own words

from datetime import date


def heads(on: date, *, concurrent: bool = False) -> str:
    """Return who heads which unit on a day, as a SELECT.

    Columns: posting_id, person_id, unit_id, agency_id, path, is_primary. `concurrent`: whoever
    heads a unit beside her main post counts too.
    """
    day = f"DATE '{on.isoformat()}'"
    main = "" if concurrent else "AND p.is_primary"
    return f"""
        SELECT p.id AS posting_id, p.person_id, p.unit_id, coalesce(u.agency_id, u.id) AS agency_id,
               u.path, p.is_primary
        FROM positions_posting p JOIN org_unit u ON u.id = p.unit_id
        WHERE p.leads = 'head' AND p.valid_from <= {day}
          AND (p.valid_until IS NULL OR p.valid_until > {day}) {main}"""


def nearest_first(rated: str, heading: str) -> str:
    """Return for everybody rated the heads at and above her unit other than herself, as a SELECT.

    `rated` names a relation with id, person_id and path, `heading` one made by `heads`. Columns:
    id (of `rated`), person_id, unit_id, agency_id, path (the head's), and n, 1 for the nearest.
    """
    return f"""
        SELECT r.id, h.person_id, h.unit_id, h.agency_id, h.path,
               row_number() OVER (
                   PARTITION BY r.id ORDER BY step.depth DESC, h.is_primary DESC, h.posting_id
               ) AS n
        FROM {rated} r
        CROSS JOIN LATERAL unnest(string_to_array(trim('/' FROM r.path), '/'))
            WITH ORDINALITY AS step(unit, depth)
        JOIN {heading} h ON h.unit_id = step.unit::bigint AND h.person_id <> r.person_id"""
