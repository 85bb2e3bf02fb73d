from luodi.directory.models.association import Association, AssociationQuerySet
from luodi.directory.models.hometowner import Hometowner, HometownerQuerySet
from luodi.directory.models.liaison import Liaison

__all__ = ["Association", "AssociationQuerySet", "Hometowner", "HometownerQuerySet", "Liaison"]
