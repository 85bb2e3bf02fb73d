from luodi.recognition.models.evidence import Evidence
from luodi.recognition.models.judging import CountyReview, ReviewPolicy, Verification
from luodi.recognition.models.sample import SampleItem, SampleRun

__all__ = ["CountyReview", "Evidence", "ReviewPolicy", "SampleItem", "SampleRun", "Verification"]
