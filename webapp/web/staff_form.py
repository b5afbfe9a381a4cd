"""What all forms of staff share: protection against other sites, and messages in our language."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms.form import BaseForm
from wtforms.i18n import get_translations

from webapp.i18n import current_language


class StaffForm(FlaskForm):
    """A form with Flask-WTF's token; WTForms' own messages come from its catalogues."""

    class Meta(FlaskForm.Meta):
        """Where WTForms looks for its messages."""

        def get_translations(self, _form: BaseForm) -> Any:
            """WTForms' catalogue for the language of the page."""
            return get_translations([current_language()])
