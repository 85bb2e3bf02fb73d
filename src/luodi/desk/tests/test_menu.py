"""The menu: a tree in which the part that one is in stands open."""

from luodi.desk.tests.makers import signed_in


def opened(account, path):
    page = signed_in(account).get(path).content.decode()
    heads = [part.split("</summary>")[0] for part in page.split("<details data-kept=")[1:]]
    return [head.split("<summary>")[1] for head in heads if " open>" in head]


def test_the_group_of_the_page_stands_open_and_the_others_wait(cast):
    assert opened(cast.zhong, "/trips/") == ["活动"]
    assert opened(cast.zhong, "/projects/") == ["项目"]


def test_who_has_few_entries_sees_them_all(system_admin):
    assert opened(system_admin, "/people/") == ["系统"]
