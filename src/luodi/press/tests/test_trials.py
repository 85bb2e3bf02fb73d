"""What a claim that leaves its time open may mean."""

from datetime import date

from luodi.kernel.periods import Period
from luodi.press.grammar.reading import read
from luodi.press.trials import trials_of

PUBLISHED = date(2024, 9, 23)


def test_a_stock_without_a_day_may_be_of_the_month_end_that_the_draft_is_about():
    draft = read("1—7月，全市新签约项目56个。39个重点项目由市领导包保，总投资412亿元。", published=PUBLISHED)
    claim = next(one for one in draft.claims if one.indicator == "sponsored.count")
    days = [one.want.period for one in trials_of(claim, published=PUBLISHED, known_day=PUBLISHED)]
    assert days[0] == Period.on(PUBLISHED)
    assert Period.on(date(2024, 7, 31)) in days
