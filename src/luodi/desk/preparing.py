"""Long lists put together by a worker: the list's own page is asked again, as its reader, and writes to a file.

So there is one definition of every list, its columns and its rights; what the reader may not see any more is not in it.
"""

from collections.abc import Callable
from typing import Any, BinaryIO, cast
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import Http404, QueryDict
from django.urls import resolve

from luodi.desk.exports import PreparingRequest, Written
from luodi.importing.models import PreparedExport
from luodi.importing.services.exporting import ExportRefused
from luodi.organisation.models import Account

_NO_MORE = "您的权限或筛选的内容在提交后有变化，这份清单不能导出了，请回到清单重新导出"


def write(
    prepared: PreparedExport, out: BinaryIO, *, reader: Account, tell: Callable[[int], None]
) -> Written:
    """Raises: ExportRefused when the list is not shown to the reader any more, or has become too long."""
    address = urlsplit(prepared.address)
    request = PreparingRequest(out, tell)
    query = QueryDict(address.query, mutable=True)
    query["format"] = prepared.kind
    request.method, request.path, request.path_info = "GET", address.path, address.path
    request.GET, request.user = cast(Any, query), reader
    try:
        found = resolve(address.path)
        found.func(request, *found.args, **found.kwargs)
    except (Http404, PermissionDenied) as refusal:
        raise ExportRefused(_NO_MORE) from refusal
    if request.written is None:
        raise ExportRefused(_NO_MORE)
    return request.written
