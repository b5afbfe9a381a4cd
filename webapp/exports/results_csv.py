"""Results as CSV: everything that may be shown, in one file."""

from webapp.analysis.results import Results
from webapp.exports.heading import ExportHeading
from webapp.exports.plain_csv import BOM, plain_csv
from webapp.exports.rows import export_rows
from webapp.i18n import use_language

__all__ = ["BOM", "results_csv"]


def results_csv(results: Results, heading: ExportHeading) -> str:
    """One row per group, provider and bouwsteen; then the totals; then what is not shown."""
    with use_language(heading.language):
        rows = export_rows(results, heading)
    return plain_csv((rows.columns, *rows.results, *rows.totals, *rows.hidden))
