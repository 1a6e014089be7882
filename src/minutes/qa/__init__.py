"""Pages of questions and answers: what ``minutes qa`` writes."""

from minutes.qa.pages import FORMATS, render
from minutes.qa.reading import Sheet, is_tables, sheet_of, sheets_of_tables

__all__ = ["FORMATS", "Sheet", "is_tables", "render", "sheet_of", "sheets_of_tables"]
