"""Results as JSON: one object on one line, the shape that scripts rely on."""

import json
from typing import Any

from webapp.analysis.order import in_reading_order
from webapp.analysis.results import GroupResult, Results, Suppression
from webapp.exports.heading import ExportHeading


def results_json(results: Results, heading: ExportHeading) -> str:
    """Counts of every option per group, provider and bouwsteen; totals per group; what is hidden.

    `provider` is an id where the figures are about one provider and null otherwise; `providers`
    has all ids. `n` counts sheets and `valid` those with an option that counts.
    """
    instrument, names = heading.instrument, heading.provider_names
    groups = in_reading_order(instrument, results.groups, names)
    suppressed = in_reading_order(instrument, results.suppressed, names)
    return json.dumps(
        {
            "round": heading.round_id,
            "title": heading.title,
            "instrument": instrument.id,
            "instrument_version": instrument.version,
            "made_up": heading.made_up,
            "min_group_size": results.min_group_size,
            "groups": [_group(group, heading) for group in groups],
            "totals": [_group(total, heading) for total in results.totals],
            "suppressed": [_suppression(row, heading) for row in suppressed],
        },
        ensure_ascii=False,
    )


def _about(row: GroupResult | Suppression, heading: ExportHeading) -> dict[str, Any]:
    ids = row.provider_ids
    return {
        "group": row.group_id,
        "provider": ids[0] if len(ids) == 1 else None,
        "provider_name": heading.names(ids) or None,
        "providers": list(ids),
    }


def _group(group: GroupResult, heading: ExportHeading) -> dict[str, Any]:
    return {
        **_about(group, heading),
        "n": group.n,
        "blocks": [
            {
                "block": block.block_id,
                "theme": block.theme_id,
                "counts": dict(block.counts),
                "n": block.n,
                "blank": block.blank,
                "valid": block.valid,
            }
            for block in group.blocks
        ],
    }


def _suppression(row: Suppression, heading: ExportHeading) -> dict[str, Any]:
    return {**_about(row, heading), "block": row.block_id, "reason": row.reason}
