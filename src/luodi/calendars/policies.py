"""Who may order days: whoever keeps what the whole city works with."""

from luodi.organisation.policies import Reach


def may_set_days(reach: Reach) -> bool:
    return reach.keeps_city
