from luodi.actions.models.item import ActionItem, ActionItemQuerySet

__all__ = ["ActionItem", "ActionItemQuerySet"]
