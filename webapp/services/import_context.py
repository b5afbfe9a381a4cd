"""Loading context figures beside the results of a round, and reading them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from webapp.analysis.context import ContextFigure, differences_between
from webapp.analysis.context_words import difference_sentence, figure_title
from webapp.db.changes.context import replace_context_figures
from webapp.db.database import Database
from webapp.db.queries.rounds import find_round
from webapp.i18n import gettext as _
from webapp.services.errors import BadInputError, NotFoundError
from webapp.services.read_context_file import LONGEST_SOURCE, read_context_file


def checked_context(
    content: bytes, *, kind_id: str | None = None, source: str = ""
) -> tuple[ContextFigure, ...]:
    """The figures of a file, with this source where it names none; nothing is stored.

    Raises CsvFileError with every mistake, BadInputError for a source that is too long.
    """
    if len(source) > LONGEST_SOURCE:
        text = _("De bron is te lang: hoogstens %(most)s tekens.", most=LONGEST_SOURCE)
        raise BadInputError(text)
    figures = read_context_file(content, kind_id=kind_id)
    return tuple(replace(one, source=one.source or source) for one in figures)


def import_context(database: Database, round_id: str, figures: Iterable[ContextFigure]) -> None:
    """Store all of them or none, instead of those of the same kinds. Raises NotFoundError."""
    with database.writing() as session:
        if find_round(session, round_id) is None:
            raise NotFoundError(_("Er is geen ronde %(id)s.", id=round_id))
        replace_context_figures(session, round_id, figures)


def told_differences(figures: Iterable[ContextFigure]) -> Iterator[str]:
    """A sentence for every printed number that is not what its parts or another figure give."""
    figures = tuple(figures)
    for figure in figures:
        for difference in figure.differences():
            yield f"{figure_title(figure.kind.id)} – {difference_sentence(difference)}"
    for kind_id, difference in differences_between(figures):
        yield f"{figure_title(kind_id)} – {difference_sentence(difference)}"
