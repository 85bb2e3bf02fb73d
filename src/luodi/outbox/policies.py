"""Who sets up servers: whoever runs the system. Channels and preferences are each account's own."""

from luodi.organisation import policies
from luodi.organisation.policies import Reach


def may_set_servers(reach: Reach) -> bool:
    return policies.may_run_system(reach)
