"""What all forms of staff share: protection against other sites, and messages in our language."""

from flask_wtf import FlaskForm

from webapp.i18n import current_language


class StaffForm(FlaskForm):  # type: ignore[misc]  # flask_wtf has no types
    """A form with Flask-WTF's token; WTForms' own messages come from its catalogues."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Where WTForms looks for the language."""

        @property
        def locales(self) -> list[str]:
            return [current_language()]
