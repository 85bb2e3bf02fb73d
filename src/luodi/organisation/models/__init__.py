from luodi.organisation.models.account import Account, Grant, login_key
from luodi.organisation.models.city import City
from luodi.organisation.models.hand_over import HandOver
from luodi.organisation.models.person import Person, Post
from luodi.organisation.models.unit import Unit, UnitVersion

__all__ = ["Account", "City", "Grant", "HandOver", "Person", "Post", "Unit", "UnitVersion", "login_key"]
