from luodi.chains.models.chain import Chain, ChainLink, ChainQuerySet, LinkClass
from luodi.chains.models.placing import Placement, Supply, SupplyQuerySet

__all__ = ["Chain", "ChainLink", "ChainQuerySet", "LinkClass", "Placement", "Supply", "SupplyQuerySet"]
