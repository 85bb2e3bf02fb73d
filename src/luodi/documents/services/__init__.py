"""The one door of documents: keep a file, open it again, and sweep what belongs to nobody."""

from luodi.documents.kinds import FileRefused
from luodi.documents.services.keeping import FileLost, keep, open_file
from luodi.documents.services.sweeping import Swept, sweep

__all__ = ["FileLost", "FileRefused", "Swept", "keep", "open_file", "sweep"]
