"""`manage.py makemessages`: Django's, with a catalogue whose differences are only what was changed."""

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    """Sorted by text, so a moved file moves nothing; a new text comes empty, never with a guess from another."""

    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching", "--sort-output"]
