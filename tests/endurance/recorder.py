"""A program of its own that records projects until it is killed, and says which ones it was told are safe.

python -m tests.endurance.recorder record   one code a line, each after its transaction was committed
python -m tests.endurance.recorder list     the codes that are there
"""

import itertools
import sys

import django
from django.utils import timezone

django.setup()

from luodi.ledger import services as ledger  # noqa: E402 (the apps have to be loaded first)
from luodi.organisation.models import Account, City  # noqa: E402
from luodi.organisation.tests.makers import make_cast  # noqa: E402
from luodi.projects.models import Project  # noqa: E402
from luodi.projects.tests.makers import make_project  # noqa: E402


def record() -> None:
    if not City.objects.exists():
        at = timezone.now()
        ledger.open_ledger(city=make_cast(at=at).city, at=at)
    liu = Account.objects.select_related("city", "unit", "person").get(login_key="liu")
    print("ready", flush=True)
    for number in itertools.count():
        project = make_project(by=liu, on="2020-06-01", name=f"云溪光学镜片生产线{number}")
        print(project.code, flush=True)


def list_codes() -> None:
    for code in Project.objects.order_by("id").values_list("code", flat=True):
        print(code)


if __name__ == "__main__":
    {"record": record, "list": list_codes}[sys.argv[1]]()
