"""People who record projects at the same time, each with a session of their own; prints how many a second."""

import json
import sys
import threading
import time
import uuid
from typing import Any

from bench.web import Browser

_FIELDS = {
    "occurred_on": "2020-12-28",
    "total": "26750",
    "area": "",
    "origin": "深圳",
    "industry": "C39",
    "shares": "",
    "summary": "",
}


def main(told: dict[str, Any]) -> None:
    browsers = [Browser(told["port"]) for _ in range(told["clients"])]
    for browser in browsers:
        browser.sign_in(told["login"], told["password"])
        browser.open_form("/projects/new/")
    counts = [0] * len(browsers)
    failures: list[BaseException] = []
    started = time.monotonic()
    ends = started + told["seconds"]

    def record(number: int) -> None:
        try:
            while time.monotonic() < ends:
                name = f"示例储能设备生产项目{number}之{counts[number]}"
                unit = f"U{number % 8 + 1:02}"
                said = {"name": name, "investor_name": f"示例投资{number}有限公司", "unit": unit}
                browsers[number].post("/projects/new/", {**_FIELDS, **said, "once": uuid.uuid4().hex})
                counts[number] += 1
        except Exception as failure:
            failures.append(failure)

    threads = [threading.Thread(target=record, args=(number,)) for number in range(len(browsers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    print(sum(counts) / (time.monotonic() - started))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
