"""What went wrong, said in Chinese and without inner workings."""

from django.http import HttpRequest, HttpResponse

from luodi.organisation.models import City
from luodi.ui import pages


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400, "请求不正确", "地址或提交的内容有误，没有任何改动。请返回后重试。")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    said = str(exception) if exception and exception.args else "您没有权限进行这一操作。"
    return _page(request, 403, "没有权限", said)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404, "没有找到", "这一页不存在，或者不在您可以查看的范围内。")


def failed(request: HttpRequest) -> HttpResponse:
    said = "系统未能完成这一操作，没有任何改动。请稍后重试；若仍然如此，请联系系统管理员。"
    return _page(request, 500, "系统出错", said)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(
        request, 403, "页面已过期", "出于安全，提交未被接受，没有任何改动。请返回上一页，刷新后重新提交。"
    )


def _page(request: HttpRequest, status: int, title: str, said: str) -> HttpResponse:
    """Return the page; after a failure not even the database is asked whether this is a demo city."""
    is_demo = status < 500 and City.objects.filter(is_demo=True).exists()
    context = {"status": status, "title": title, "said": said, "is_demo": is_demo}
    return pages.render(request, "desk/error.html", context, status=status)
