"""Colours, type and measures of the screen: one set of tokens per theme.

Widgets never keep a colour. They paint with `color("good")`, so that `apply_theme`, which gives
every widget a new palette and style sheet and thereby a repaint, changes the whole program.
"""

from dataclasses import fields
from enum import StrEnum

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from egovdesk import paths
from egovdesk.domain.values import value

BASE_SIZE = 13
"""Height of ordinary text in pixels at zoom 1."""


_DISPLAY_SIZE = 20
_TABULAR = QFont.Tag("tnum")


class Theme(StrEnum):
    """The looks that the program can wear."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@value
class Tokens:
    """Every colour of a theme, as #rrggbb; `outline` borders what can be typed into."""

    background: str
    surface: str
    surface_alt: str
    border: str
    edge: str
    outline: str
    text: str
    text_muted: str
    selection: str
    primary: str
    primary_hover: str
    primary_text: str
    sidebar: str
    sidebar_hover: str
    sidebar_text: str
    sidebar_active: str
    sidebar_active_text: str
    good: str
    good_soft: str
    warning: str
    warning_soft: str
    bad: str
    bad_soft: str
    info: str
    info_soft: str
    neutral: str
    neutral_soft: str
    under_way: str
    under_way_soft: str
    watched: str
    watched_soft: str
    void: str
    void_soft: str


_LIGHT = Tokens(
    background="#f5f7fb",
    surface="#ffffff",
    surface_alt="#f8fafc",
    border="#e1e7ef",
    edge="#c5cedb",
    outline="#828c9e",
    text="#1a2433",
    text_muted="#566275",
    selection="#e5eefd",
    primary="#1b66e0",
    primary_hover="#1657c4",
    primary_text="#ffffff",
    sidebar="#0f2744",
    sidebar_hover="#1b3759",
    sidebar_text="#d3ddeb",
    sidebar_active="#1f6ae2",
    sidebar_active_text="#ffffff",
    good="#17734a",
    good_soft="#e2f4ea",
    warning="#875600",
    warning_soft="#fff1cf",
    bad="#b92a22",
    bad_soft="#fde8e6",
    info="#1a5cc8",
    info_soft="#e6effe",
    neutral="#535f70",
    neutral_soft="#edf0f4",
    under_way="#0b6874",
    under_way_soft="#dcf2f4",
    watched="#6a3fb5",
    watched_soft="#f0e9fc",
    void="#8d3569",
    void_soft="#fbe7f2",
)

_DARK = Tokens(
    background="#12161c",
    surface="#1b2028",
    surface_alt="#1f252e",
    border="#2d343f",
    edge="#48525f",
    outline="#717d8e",
    text="#e8ecf2",
    text_muted="#a5afbd",
    selection="#1e3350",
    primary="#5b9bff",
    primary_hover="#7ab0ff",
    primary_text="#08162b",
    sidebar="#0b1017",
    sidebar_hover="#182130",
    sidebar_text="#bfc9d6",
    sidebar_active="#5b9bff",
    sidebar_active_text="#08162b",
    good="#57c98b",
    good_soft="#17301f",
    warning="#e3b341",
    warning_soft="#392d10",
    bad="#f5857d",
    bad_soft="#3f1f1d",
    info="#74adff",
    info_soft="#1a2e4d",
    neutral="#aeb8c5",
    neutral_soft="#2b323c",
    under_way="#4cc3cf",
    under_way_soft="#0f3138",
    watched="#bda2ff",
    watched_soft="#2b2348",
    void="#ef94c4",
    void_soft="#3c1d30",
)

_CONTRAST = Tokens(
    background="#ffffff",
    surface="#ffffff",
    surface_alt="#ffffff",
    border="#4a4a4a",
    edge="#000000",
    outline="#000000",
    text="#000000",
    text_muted="#262626",
    selection="#cfe2ff",
    primary="#003a9e",
    primary_hover="#002a75",
    primary_text="#ffffff",
    sidebar="#000000",
    sidebar_hover="#333333",
    sidebar_text="#ffffff",
    sidebar_active="#ffd800",
    sidebar_active_text="#000000",
    good="#00532b",
    good_soft="#ffffff",
    warning="#5e3a00",
    warning_soft="#ffffff",
    bad="#8c0d06",
    bad_soft="#ffffff",
    info="#003a9e",
    info_soft="#ffffff",
    neutral="#262626",
    neutral_soft="#ffffff",
    under_way="#00444c",
    under_way_soft="#ffffff",
    watched="#47148f",
    watched_soft="#ffffff",
    void="#6d1049",
    void_soft="#ffffff",
)

_TOKENS = {Theme.LIGHT: _LIGHT, Theme.DARK: _DARK, Theme.CONTRAST: _CONTRAST}

# Marks stacked on Vietnamese capitals rise above Inter's own line: labels have room for them.
# A size in angle brackets is in pixels at zoom 1; a name in angle brackets is a token.
_QSS = """
QLabel { padding-top: <3>; qproperty-indent: 0; }
QLabel[role="title"] { font-size: <22>; font-weight: 700; }
QLabel[role="heading"] { font-size: <15>; font-weight: 600; }
QLabel[role="muted"] { color: <text_muted>; }
QLabel[role="note"] { color: <text_muted>; font-size: <12>; }
QLabel[role="label"] { font-weight: 500; }
QLabel[role="warning"] { color: <warning>; font-size: <12>; }
QLabel[kind="corner"] { background: <surface>; color: <text_muted>; font-size: <12>;
  font-weight: 600; border-bottom: 1px solid <border>; padding: <8> <10>; }
QLabel[role="error"] { color: <bad>; font-size: <12>; }
QPushButton { background: <surface>; color: <text>; border: 1px solid <edge>;
  border-radius: <6>; padding: <6> <14>; font-weight: 500; min-height: <18>; }
QPushButton:hover { background: <surface_alt>; border-color: <primary>; }
QPushButton:pressed { background: <selection>; }
QPushButton[kind="primary"] { background: <primary>; color: <primary_text>;
  border-color: <primary>; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: <primary_hover>; border-color: <primary_hover>; }
QPushButton[kind="quiet"], QToolButton { background: transparent; color: <text>;
  border: 1px solid transparent; border-radius: <6>; padding: <5>; }
QPushButton[kind="quiet"]:hover, QToolButton:hover { background: <neutral_soft>; }
QPushButton[kind="chip"] { border-color: <border>; border-radius: <12>; padding: <4> <12>; }
QPushButton[kind="chip"]:hover { border-color: <primary>; }
QPushButton[kind="chip"]:checked { background: <selection>; border-color: <primary>; }
QToolButton[kind="tool"] { background: <surface>; border: 1px solid <edge>; padding: <5> <10>; }
QToolButton[kind="tool"]:hover { background: <surface_alt>; border-color: <primary>; }
QToolButton[kind="tool"]:focus { border: 2px solid <primary>; padding: <4> <9>; }
QToolButton[kind="primary"] { background: <primary>; color: <primary_text>; font-weight: 600;
  border: 1px solid <primary>; padding: <5> <12>; }
QToolButton[kind="primary"]:hover { background: <primary_hover>; }
QToolButton[kind="primary"]:focus { border: 2px solid <text>; padding: <4> <11>; }
QFrame[kind="note"] { background: <surface>; border: 1px solid <border>; border-radius: <8>; }
QToolButton::menu-indicator { image: none; }
QLineEdit[kind="cell"] { border: 2px solid <primary>; border-radius: 0; padding: 0 <7>;
  min-height: 0; }
QTableView QComboBox { border-radius: 0; min-height: 0; padding: 0 <7>; }
QTableView::item:selected, QTreeView::item:selected { background: <selection>; color: <text>; }
QFrame[kind="lane"] { background: <neutral_soft>; border: none; border-radius: <8>; }
QListWidget[kind="files"]::item:selected { background: <selection>; color: <text>; }
QFrame[kind="lane"] QListWidget { background: transparent; border: none; }
QFrame[kind="sidebar"] { background: <sidebar>; border: none; }
QFrame[kind="sidebar"] QLabel { color: <sidebar_text>; }
QPushButton[kind="nav"] { background: transparent; color: <sidebar_text>; text-align: left;
  border: 2px solid transparent; border-radius: <8>; padding: <8> <14>; }
QPushButton[kind="nav"]:hover { background: <sidebar_hover>; }
QPushButton[kind="nav"]:checked { background: <sidebar_active>; color: <sidebar_active_text>; }
QPushButton[kind="nav"]:focus { border: 2px solid <sidebar_text>; padding: <8> <14>; }
QPushButton:focus, QToolButton:focus, QPushButton[kind="chip"]:focus {
  border: 2px solid <primary>; }
QPushButton:focus { padding: <5> <13>; }
QPushButton[kind="quiet"]:focus, QToolButton:focus { padding: <4>; }
QPushButton[kind="chip"]:focus { padding: <3> <11>; }
QPushButton[kind="primary"]:focus { border: 2px solid <text>; }
QPushButton:disabled, QPushButton[kind="primary"]:disabled { background: <neutral_soft>;
  color: <text_muted>; border-color: <border>; }
QPushButton[kind="nav"]:disabled { background: transparent; color: <sidebar_text>;
  border-color: transparent; }
QLineEdit, QPlainTextEdit, QTextEdit { background: <surface>; color: <text>;
  border: 1px solid <outline>; border-radius: <6>; padding: <5> <8>; }
QLineEdit { min-height: <20>; placeholder-text-color: <text_muted>; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid <primary>;
  padding: <4> <7>; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"] { border: 2px solid <bad>;
  padding: <4> <7>; }
QLineEdit:disabled, QLineEdit:read-only { background: <surface_alt>; color: <text_muted>; }
QTableView, QTreeView { background: <surface>; border: none; outline: none; }
QHeaderView { background: <surface>; border: none; }
QHeaderView::section { background: <surface>; color: <text_muted>; font-size: <12>;
  font-weight: 600; border: none; border-bottom: 1px solid <border>; padding: <8> <10>; }
QTableView[titles="wrapped"] QHeaderView::section { padding: <3> <10>; }
QTableCornerButton::section { background: <surface>; border: none;
  border-bottom: 1px solid <border>; }
QToolTip { background: <text>; color: <surface>; border: none; padding: <5> <8>; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: <surface>; }
QCalendarWidget QAbstractItemView { selection-background-color: <primary>;
  selection-color: <primary_text>; }
QMenu { background: <surface>; border: 1px solid <border>; padding: <4>; }
QMenu::item { padding: <6> <24> <6> <12>; border-radius: <4>; }
QMenu::item:selected { background: <selection>; color: <text>; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QComboBox { background: <surface>; color: <text>; border: 1px solid <outline>;
  border-radius: <6>; padding: <5> <8>; min-height: <20>; }
QComboBox:focus { border: 2px solid <primary>; padding: <4> <7>; }
QComboBox::drop-down { border: none; width: <24>; }
QAbstractSpinBox { min-height: <30>; }
QListWidget::item, QTreeWidget::item { padding: <5> <4>; }
QListWidget[role="steps"] { background: <surface>; border: 1px solid <border>;
  border-radius: <10>; outline: none; padding: <6>; }
QListWidget[role="steps"]:focus { border: 2px solid <primary>; padding: <5>; }
QListWidget[role="steps"]::item { border-radius: <6>; padding: <5> <8>; }
QListWidget[role="steps"]::item:hover { background: <surface_alt>; }
QListWidget[role="steps"]::item:selected { background: <selection>; color: <text>; }
QComboBox::down-arrow { width: 0; height: 0; margin-right: <8>;
  border-left: <4> solid <surface>; border-right: <4> solid <surface>;
  border-top: <5> solid <text_muted>; }
QComboBox QAbstractItemView { background: <surface>; border: 1px solid <border>; outline: none;
  selection-background-color: <selection>; selection-color: <text>; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: <11>; }
QScrollBar:horizontal { height: <11>; }
QScrollBar::handle { background: <edge>; border-radius: <4>; margin: 1px; }
QScrollBar::handle:hover { background: <outline>; }
QScrollBar::handle:vertical { min-height: <32>; }
QScrollBar::handle:horizontal { min-width: <32>; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QTabWidget::pane { border: none; border-top: 1px solid <border>; }
QTabBar::tab { color: <text_muted>; padding: <8> <14>; border-bottom: 3px solid transparent;
  font-weight: 500; }
QTabBar::tab:hover { color: <text>; }
QTabBar::tab:selected { color: <text>; border-bottom: 3px solid <primary>; }
QTabBar:focus { background: <selection>; }
QProgressBar { background: <neutral_soft>; border: none; border-radius: <4>; max-height: <8>; }
QProgressBar::chunk { background: <primary>; border-radius: <4>; }
"""


class _Chosen:
    """The look that the program wears now."""

    tokens = _LIGHT
    zoom = 1.0
    has_fonts = False


def tokens(theme: Theme) -> Tokens:
    """Return the colours of a theme."""
    return _TOKENS[theme]


def current() -> Tokens:
    """Return the colours that the program wears now."""
    return _Chosen.tokens


def color(name: str) -> QColor:
    """Return a token of the current theme by its name ("good"), or any "#rrggbb" as it is."""
    return QColor(name if name.startswith("#") else getattr(_Chosen.tokens, name))


def px(size: float) -> int:
    """Return a size in pixels at the current zoom."""
    return round(size * _Chosen.zoom)


def font(size: int = BASE_SIZE, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the screen font for painting, `size` in pixels at zoom 1."""
    result = QApplication.font()
    result.setPixelSize(px(size))
    result.setWeight(weight)
    if size >= _DISPLAY_SIZE:
        result.unsetFeature(_TABULAR)
    return result


def apply_theme(app: QApplication, theme: Theme, *, zoom: float = 1.0) -> None:
    """Dress the whole program; call it again to change the theme or the zoom."""
    _Chosen.tokens, _Chosen.zoom = tokens(theme), zoom
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(_palette(_Chosen.tokens))
    for framed in ("QCheckBox", "QRadioButton", "QAbstractSpinBox"):
        # The stub asks for bytes, which PySide itself refuses.
        app.setPalette(_frame_palette(_Chosen.tokens), framed)  # type: ignore[arg-type]
    app.setFont(_screen_font())
    app.setStyleSheet(_style_sheet(_Chosen.tokens))


def _screen_font() -> QFont:
    if not _Chosen.has_fonts:
        _Chosen.has_fonts = True
        for weight in ("Regular", "Medium", "SemiBold", "Bold"):
            QFontDatabase.addApplicationFont(str(paths.RESOURCES / "fonts" / f"Inter-{weight}.otf"))
    result = QFont("Inter")
    result.setPixelSize(px(BASE_SIZE))
    # Figures of one width stand under one another in columns.
    result.setFeature(_TABULAR, 1)
    return result


def _palette(now: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for target, name in {
        role.Window: now.background,
        role.WindowText: now.text,
        role.Base: now.surface,
        role.AlternateBase: now.surface_alt,
        role.Text: now.text,
        role.PlaceholderText: now.text_muted,
        role.Button: now.surface,
        role.ButtonText: now.text,
        role.BrightText: now.bad,
        role.ToolTipBase: now.text,
        role.ToolTipText: now.surface,
        role.Highlight: now.primary,
        role.HighlightedText: now.primary_text,
        role.Accent: now.primary,
        role.Link: now.primary,
        role.LinkVisited: now.primary,
        role.Light: now.surface,
        role.Midlight: now.surface_alt,
        role.Mid: now.border,
        role.Dark: now.outline,
        role.Shadow: now.outline,
    }.items():
        palette.setColor(target, QColor(name))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(now.text_muted))
    return palette


def _frame_palette(now: Tokens) -> QPalette:
    """Fusion darkens the window's colour for the frame of a tick box, and loses it in the dark."""
    palette = _palette(now)
    palette.setColor(QPalette.ColorRole.Window, QColor(now.outline).lighter(130))
    return palette


def _style_sheet(now: Tokens) -> str:
    sheet = _QSS
    for field in fields(now):
        sheet = sheet.replace(f"<{field.name}>", getattr(now, field.name))
    for size in range(1, 33):
        sheet = sheet.replace(f"<{size}>", f"{px(size)}px")
    return sheet
