"""A verdict on paper: what was checked when, the four answers, every problem with its cure."""

from html import escape

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QFont, QPageSize, QPdfWriter, QTextDocument

from egovdesk.domain.packages import Verdict
from egovdesk.ui.reports.statements import Checked, cautions, statements, subject_of
from egovdesk.wording import _, formats
from egovdesk.wording.labels import label
from egovdesk.wording.messages import problem_message

_MARGIN_POINTS = 56
_FONT_POINTS = 11
_TABLE = "<table>"


def verdict_document(verdict: Verdict, checked: Checked) -> QTextDocument:
    """Return the verdict as a document to be printed."""
    parts = [
        f"<p><b>{_text(caution.question)}</b>: {_text(caution.answer)}</p>"
        for caution in cautions(verdict)
    ]
    parts += [
        f"<h2>{_text(label(verdict.status))}</h2>",
        f"<p><b>{_text(verdict.file)}</b><br>SHA-256: {_text(checked.digest)}</p>",
    ]
    if verdict.summary is not None:
        parts.append(f"<p>{_text(subject_of(verdict.summary))}</p>")
    said = _("Checked on {time}, against the lists of this computer's user.")
    parts.append(f"<p>{_text(said.format(time=formats.zoned_moment(checked.at)))}</p>")
    parts.append(_TABLE)
    parts.extend(
        f"<tr><td><b>{_text(each.question)}</b></td><td>{_text(each.answer)}</td></tr>"
        for each in statements(verdict)
    )
    parts.append("</table>")
    if verdict.problems:
        found = _("What was found")
        parts.append(f"<h3>{_text(found)}</h3><ul>")
        for problem in verdict.problems:
            message = problem_message(problem)
            parts.append(f"<li>{_text(message.cause)}<br><i>{_text(message.cure)}</i></li>")
        parts.append("</ul>")
    if verdict.members:
        contents = _("Files in the package")
        parts += [f"<h3>{_text(contents)}</h3>", _TABLE]
        parts.extend(
            f"<tr><td>{_text(member.name)}</td><td>{_text(label(member.status))}</td></tr>"
            for member in verdict.members
        )
        parts.append("</table>")
    document = QTextDocument()
    font = document.defaultFont()
    # Figures of one width and signs fitted to their neighbours are glyphs that nobody can search.
    font.clearFeatures()
    font.setFeature(QFont.Tag("calt"), 0)
    font.setPointSize(_FONT_POINTS)
    document.setDefaultFont(font)
    document.setDocumentMargin(_MARGIN_POINTS)
    document.setHtml("".join(parts))
    return document


def verdict_pdf(verdict: Verdict, checked: Checked) -> bytes:
    """Return the verdict as a PDF of A4 pages."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setTitle(f"{label(verdict.status)}: {verdict.file}")
    verdict_document(verdict, checked).print_(writer)
    del writer  # it writes the end of the file
    buffer.close()
    return bytes(data.data())


def _text(words: str) -> str:
    return escape(words).replace("\n", "<br>")
