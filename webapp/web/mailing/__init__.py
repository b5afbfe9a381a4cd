"""Mailing slips and reminders of a meeting, and the texts of those mails."""
