"""Pages of questions and answers: what ``minutes qa`` writes."""

from minutes.qa.pages import FORMATS, render
from minutes.qa.reading import Sheet, sheets_of, sheets_of_tables

__all__ = ["FORMATS", "Sheet", "render", "sheets_of", "sheets_of_tables"]
