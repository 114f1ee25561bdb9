"""What was recorded last, and the flags that wait for somebody to look again."""

from egovdesk.domain.latest import Latest, LatestChange
from egovdesk.domain.remarks import Remark
from egovdesk.ui.link import PAGES, Link
from egovdesk.ui.widgets.badge import Tone
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.figure_row import Figure, FigureList
from egovdesk.wording import _, formats
from egovdesk.wording import registers as words

_MOST_FLAGS = 4


class LatestCard(Card):
    """Open flags first, for they wait; below, the latest changes that still hold."""

    def __init__(self) -> None:
        super().__init__(_("Recorded last"))
        self.list = FigureList()
        self.body.addWidget(self.list)

    def show_latest(self, latest: Latest) -> None:
        """Show flags and changes."""
        flags = [_flag(remark) for remark in latest.flags[:_MOST_FLAGS]]
        if len(latest.flags) > _MOST_FLAGS:
            more = formats.number(len(latest.flags) - _MOST_FLAGS)
            following = latest.flags[_MOST_FLAGS]
            flags.append(
                Figure(
                    title=_("More flags to look at"),
                    number=more,
                    link=_record(following),
                    tone=Tone.WARNING,
                    icon="flag",
                )
            )
        self.list.set_figures([*flags, *map(_change, latest.changes)])


def _flag(remark: Remark) -> Figure:
    field = words.title(remark.kind, remark.field)
    return Figure(
        title=remark.text.replace("\n", " "),
        number="",
        link=_record(remark),
        note=_("to look at: {field}").format(field=field),
        tone=Tone.WARNING,
        icon="flag",
    )


def _change(latest: LatestChange) -> Figure:
    said = words.change_words(latest.change)
    return Figure(
        title=said[:1].upper() + said[1:],
        number="",
        link=Link(page="reports") if latest.kind is None else _record(latest),
        note=formats.moment(latest.change.at),
        icon="clock",
    )


def _record(found: Remark | LatestChange) -> Link:
    assert found.kind is not None  # a flag is on a record
    return Link(page=PAGES.get(found.kind, "assets"), key=f"{found.kind.value}:{found.row_id}")
