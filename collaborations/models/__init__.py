"""Models, one a file."""

from collaborations.models.collaboration import Collaboration
from collaborations.models.invitation import Invitation

__all__ = ["Collaboration", "Invitation"]
