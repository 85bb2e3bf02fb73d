"""Files of long lists as a test needs them, made by the services."""

from datetime import datetime

from luodi.importing.models import PreparedExport
from luodi.importing.services import preparing
from luodi.organisation.models import Account
from luodi.organisation.policies import reach_of


def make_prepared(*, by: Account, at: datetime, address: str = "/projects/") -> PreparedExport:
    """A list that was put together: its file is there, and who asked has been told."""
    asked = {"title": "项目台账", "address": address, "kind": "csv", "n_rows": 2500}
    prepared = preparing.prepare(**asked, actor=by, at=at)
    with preparing.writing(prepared) as out:
        out.write("云溪项目".encode())
    preparing.finish(prepared=prepared, n_rows=2500, says=["条件：全部"], reach=reach_of(by), actor=by, at=at)
    return PreparedExport.objects.get(pk=prepared.pk)
