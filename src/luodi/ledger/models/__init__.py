from luodi.ledger.models.entry import Batch, Entry, Head, PreImage
from luodi.ledger.models.fact import Credit, Fact, ForeignAmount
from luodi.ledger.models.subject import Subject

__all__ = ["Batch", "Credit", "Entry", "Fact", "ForeignAmount", "Head", "PreImage", "Subject"]
