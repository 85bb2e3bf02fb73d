"""What a scheme says and what it yields: plain Python, no database, no clock."""

from luodi.assessment.engine.evaluation import evaluate
from luodi.assessment.engine.findings import Finding, SchemeNotInForce, SchemeRefused, SituationRefused
from luodi.assessment.engine.inputs import Column, Input, InputType
from luodi.assessment.engine.reading import read
from luodi.assessment.engine.results import ItemScore, Result, Score, Standing, Step
from luodi.assessment.engine.scheme import Rules, Scheme
from luodi.assessment.engine.situation import Member, Row, Scalar, Situation, Value, Vote

__all__ = [
    "Column",
    "Finding",
    "Input",
    "InputType",
    "ItemScore",
    "Member",
    "Result",
    "Row",
    "Rules",
    "Scalar",
    "Scheme",
    "SchemeNotInForce",
    "SchemeRefused",
    "Score",
    "Situation",
    "SituationRefused",
    "Standing",
    "Step",
    "Value",
    "Vote",
    "evaluate",
    "read",
]
