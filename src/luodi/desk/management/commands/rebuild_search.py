"""./luodi rebuild_search: builds the search indexes anew, after a restore or when what is searched has changed."""

from typing import Any

from django.core.management.base import BaseCommand

from luodi.enterprises import services as enterprises
from luodi.leads import services as leads
from luodi.outreach import services as outreach
from luodi.projects import services as projects


class Command(BaseCommand):
    help = "重建项目、企业、线索、外出和接待的检索索引"

    def handle(self, *args: Any, **options: Any) -> None:
        n_projects, n_enterprises = projects.rebuild_search(), enterprises.rebuild_search()
        n_leads, (n_trips, n_visits) = leads.rebuild_search(), outreach.rebuild_search()
        self.stdout.write(
            f"检索索引已重建：项目 {n_projects} 个，企业 {n_enterprises} 家，线索 {n_leads} 条，"
            f"外出 {n_trips} 次，接待 {n_visits} 批。"
        )
