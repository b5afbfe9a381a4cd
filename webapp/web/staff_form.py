"""What all forms of staff share: protection against other sites, and messages in our language."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms.form import BaseForm
from wtforms.i18n import get_translations

from webapp.i18n import current_language
from webapp.web.languages import is_asked_in_another_language


class StaffForm(FlaskForm):
    """A form with Flask-WTF's token; WTForms' own messages come from its catalogues."""

    class Meta(FlaskForm.Meta):
        """Where WTForms looks for its messages."""

        def get_translations(self, _form: BaseForm) -> Any:
            """WTForms' catalogue for the language of the page."""
            return get_translations([current_language()])

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        """Whether the form was sent and is right; not when only its language is to change."""
        if is_asked_in_another_language():
            return False
        return bool(super().validate_on_submit(extra_validators))  # type: ignore[no-untyped-call]  # of Flask-WTF
