"""The tabs of a project's page. A tab is a view of its own, named here by whoever owns it.

A tab's template extends ``desk/project_frame.html`` and fills its block ``tab``; its view passes
``page=selectors.project.front(found, request.frame, "<the tab's view>")``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from luodi.desk.frame import Frame, reads_business
from luodi.organisation.policies import Reach
from luodi.ui.addresses import url_with


@dataclass(frozen=True)
class Tab:
    """``view`` is the name of its address, which takes the project's code."""

    view: str
    title: str
    is_for: Callable[[Reach], bool] = reads_business


@dataclass(frozen=True)
class ShownTab:
    title: str
    href: str
    is_current: bool


TABS = (
    Tab("project", "概况"),
    Tab("project-money", "资金"),
    Tab("project-milestones", "里程碑"),
    Tab("project-sponsorship", "包保"),
    Tab("project-evidence", "佐证"),
    Tab("project-credit", "分成与移交"),
    Tab("project-duplicates", "重复"),
    Tab("project-history", "历史"),
)


def tabs_of(code: str, frame: Frame, current: str) -> tuple[ShownTab, ...]:
    return tuple(
        ShownTab(tab.title, url_with(tab.view, code), tab.view == current)
        for tab in TABS
        if tab.is_for(frame.reach)
    )
