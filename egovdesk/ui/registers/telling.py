"""Telling that something was recorded, with the way back."""

from egovdesk.domain.history import Change
from egovdesk.ui.context import Context
from egovdesk.wording import _
from egovdesk.wording import registers as words


def tell(context: Context, change: Change) -> None:
    """Say what was saved, offer to take it back, and let every page refresh that shows it."""
    said = _("Saved: {what}.").format(what=words.change_words(change))
    context.notifier.show_success(said, action=_("Undo"), on_action=context.undo)
    context.announce(change.nouns)
