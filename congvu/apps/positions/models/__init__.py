from congvu.apps.positions.models.competencies import (
    Assessment,
    Competency,
    FrameworkEntry,
    LevelDescriptor,
    Requirement,
)
from congvu.apps.positions.models.editions import Edition, Framework, Scheme
from congvu.apps.positions.models.positions import Duty, JobDescription, Position, RankQuota
from congvu.apps.positions.models.postings import FieldAssignment, Posting
from congvu.apps.positions.models.rosters import RosterPlan

__all__ = [
    "Assessment",
    "Competency",
    "Duty",
    "Edition",
    "FieldAssignment",
    "Framework",
    "FrameworkEntry",
    "JobDescription",
    "LevelDescriptor",
    "Position",
    "Posting",
    "RankQuota",
    "Requirement",
    "RosterPlan",
    "Scheme",
]
