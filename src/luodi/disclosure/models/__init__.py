from luodi.disclosure.models.figures import OpenFigure, OpenFigureQuerySet, OpenValue, OpenWording
from luodi.disclosure.models.site import PublicSite

__all__ = ["OpenFigure", "OpenFigureQuerySet", "OpenValue", "OpenWording", "PublicSite"]
