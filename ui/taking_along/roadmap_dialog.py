"""The client's roadmap before it is saved: the sheet as it will be, in a language to choose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from babel import Locale
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from models import texts, whole_files
from models.records import Dossier
from models.roadmap_page import RoadmapPage, roadmap_page, to_html
from models.texts import _
from ui.context import Context
from ui.dialog import DialogFrame
from ui.file_dialogs import ask_to_save
from ui.form import Label, button, column, label, row
from ui.taking_along.files import file_name, roadmap_pdf, sheet_image
from ui.taking_along.paper import PaperInk

WIDTH, SHEET_WIDTH, SHEET_MARGIN = 640, 592, 28


class RoadmapDialog(DialogFrame):
    """Shows what the client will see, and saves it as PDF or as one HTML file.

    Args:
        context: store, looks and words.
        dossier: the engagement.
        parent: the window that it belongs to.

    Raises:
        UserError: the client's time zone is not known.
    """

    def __init__(self, context: Context, dossier: Dossier, parent: QWidget | None = None) -> None:
        self._context, self._dossier = context, dossier
        self.page: RoadmapPage = roadmap_page(dossier, context.clock.now())
        client = dossier.engagement.client
        super().__init__(context.appearance, _("Roadmap for {client}").format(client=client), WIDTH, parent)
        look = context.appearance
        self._ink = PaperInk(look)
        self.language = self._languages()
        self._sheet = QLabel()
        self._sheet.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.cancel = button(look, _("Cancel"))
        self.web = button(look, _("Save web page…"))
        self.pdf = button(look, _("Save PDF…"), "primary")
        self.cancel.clicked.connect(self.reject)
        self.web.clicked.connect(self._ask_web)
        self.pdf.clicked.connect(self._ask_pdf)
        text = _("This is all that the client sees: their dates, in their time zone and language.")
        self._name: Label = label(look, _("Language"), 12, 500, "text2")
        self._name.setBuddy(self.language)
        for item in (self._name, self.language):
            item.setVisible(self.language.count() > 1)
        chosen = row(self._name, self.language, None)
        self.build(
            column(label(look, text, 13, 400, "text2", wrap=True), chosen, self._sheet, None, spacing=10),
            (self.cancel, self.web, self.pdf),
        )
        self._show()
        self.pdf.setFocus()

    def save_pdf(self, path: Path) -> None:
        """Write the sheet as PDF."""
        self._save(path, roadmap_pdf(self.page, self._ink))

    def save_web(self, path: Path) -> None:
        """Write the page as one HTML file."""
        self._save(path, to_html(self.page).encode())

    def _languages(self) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(_("Language"))
        for code in texts.languages():
            combo.addItem(str(Locale.parse(code).get_display_name(code)), code)
        combo.setCurrentIndex(max(combo.findData(self.page.lang), 0))
        combo.currentIndexChanged.connect(self._on_language)
        return combo

    def _on_language(self) -> None:
        self.page = roadmap_page(self._dossier, self._context.clock.now(), self.language.currentData())
        self._show()

    def _show(self) -> None:
        image = sheet_image(self.page, self._ink, SHEET_WIDTH, SHEET_MARGIN)
        self._sheet.setPixmap(QPixmap.fromImage(image))
        lines = [f"{entry.name}: {entry.when}. {entry.note} {entry.state}".strip() for entry in self.page.entries]
        self._sheet.setAccessibleName("\n".join((self.page.title, self.page.zone, self.page.agreed, *lines)))
        self.fit()

    def _ask_pdf(self) -> None:
        self._ask(_("PDF (*.pdf)"), "pdf", self.save_pdf)

    def _ask_web(self) -> None:
        self._ask(_("Web page (*.html)"), "html", self.save_web)

    def _ask(self, kind: str, ending: str, then: Callable[[Path], None]) -> None:
        name = file_name(self._dossier.engagement.client, _("roadmap"), ending)
        ask_to_save(self, self.windowTitle(), (kind,), name, then)

    def _save(self, path: Path, content: bytes) -> None:
        if self._context.attempt(lambda: whole_files.write(path, content)):
            self.accept()
            self._context.notices.tell(_("Saved {file}").format(file=path.name))
