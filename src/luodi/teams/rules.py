"""What teams accept: values in, refusals out."""

from luodi.kernel.findings import Refusal


class TeamRefused(Refusal):
    """A unit that is no team, or a team that is founded or disbanded against its dates."""
