from luodi.worklists.services.nightly import run_worklists
from luodi.worklists.services.terms import set_terms

__all__ = ["run_worklists", "set_terms"]
