"""Files that a page sends: papers that were just made, and stored files as they were brought."""

from typing import BinaryIO, cast

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

from luodi.documents import services as documents
from luodi.documents.kinds import SHOWN_TYPES
from luodi.documents.models import StoredFile

_POLICY = "; ".join(
    ("sandbox", "default-src 'none'", "style-src 'unsafe-inline'", "img-src 'self'", "frame-ancestors 'self'")
)
"""What is sent as a file runs nothing, asks for nothing and belongs to no page; only our own pages show it."""


def made(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Send what was just made, to be saved under the name."""
    answer = HttpResponse(content, content_type=media_type)
    answer.headers["Content-Disposition"] = _disposition(name, saves=True)
    return answer


def handed(content: BinaryIO, media_type: str, name: str) -> HttpResponse:
    """Send an open file as it is read, to be saved under the name."""
    answer = FileResponse(content, content_type=media_type)
    answer.headers["Content-Disposition"] = _disposition(name, saves=True)
    answer.headers["Cache-Control"] = "private, no-store"
    return cast(HttpResponse, answer)


def stored(file: StoredFile, name: str, *, saves: bool = False, seconds: int = 0) -> HttpResponse:
    """Send a stored file: shown within a page when it is a PDF or a picture that is not to be saved.

    ``seconds`` is how long the reader's own browser may keep it; it is asked for anew each time otherwise.
    """
    saves = saves or file.media_type not in SHOWN_TYPES
    media_type = "application/octet-stream" if saves else file.media_type
    answer = FileResponse(documents.open_file(file), content_type=media_type)
    answer.headers["Content-Disposition"] = _disposition(name, saves=saves)
    answer.headers["Content-Length"] = str(file.size)
    answer.headers["Content-Security-Policy"] = _POLICY
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = f"private, max-age={seconds}" if seconds else "private, no-store"
    return cast(HttpResponse, answer)


def _disposition(name: str, *, saves: bool) -> str:
    return content_disposition_header(saves, name) or "attachment"
