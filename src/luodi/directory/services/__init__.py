"""The one door of the directory for writes."""

from luodi.directory.rules import DirectoryRefused
from luodi.directory.services.associations import NewAssociation, add_association, change_association
from luodi.directory.services.people import NewHometowner, add_hometowner, change_hometowner
from luodi.directory.services.writing import close_entry, log_talk, reopen_entry, show_phone, subject_of

__all__ = [
    "DirectoryRefused",
    "NewAssociation",
    "NewHometowner",
    "add_association",
    "add_hometowner",
    "change_association",
    "change_hometowner",
    "close_entry",
    "log_talk",
    "reopen_entry",
    "show_phone",
    "subject_of",
]
