"""What is not there, said in Chinese and without inner workings."""

from django.http import HttpRequest, HttpResponse

from luodi.ui import pages


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400, "请求不正确", "地址有误，请核对后重试。")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404, "没有这一页", "您要看的内容不存在，或者没有公开。")


def failed(request: HttpRequest) -> HttpResponse:
    return _page(request, 500, "暂时不能提供服务", "请稍后再试。")


def _page(request: HttpRequest, status: int, title: str, said: str) -> HttpResponse:
    """Return a page that asks the database nothing."""
    context = {"status": status, "title": title, "said": said}
    return pages.render(request, "portal/error.html", context, status=status)
