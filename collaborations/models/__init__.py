"""Models, one a file."""

from collaborations.models.billing_period import BillingPeriod
from collaborations.models.collaboration import Collaboration
from collaborations.models.invitation import Invitation

__all__ = ["BillingPeriod", "Collaboration", "Invitation"]
