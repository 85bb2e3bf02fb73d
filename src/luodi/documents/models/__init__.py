from luodi.documents.models.stored_file import StoredFile

__all__ = ["StoredFile"]
