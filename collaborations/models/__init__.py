"""Models, one a file."""

from collaborations.models.billing_period import BillingPeriod
from collaborations.models.bulk import BulkActivation, BulkItem
from collaborations.models.change import CollaborationChange
from collaborations.models.collaboration import Collaboration
from collaborations.models.invitation import Invitation
from collaborations.models.price_list_row import PriceListRow
from collaborations.models.provider import ProviderSettings, ServiceAccess, WebhookDelivery
from collaborations.models.recovery import Recovery, RecoveryNotice, SignatoryAddress
from collaborations.models.subscription import Subscription
from collaborations.models.terms_template import TermsTemplate
from collaborations.models.unlinked import CollaborationImport, UnlinkedCollaboration

__all__ = [
    "BillingPeriod",
    "BulkActivation",
    "BulkItem",
    "Collaboration",
    "CollaborationChange",
    "CollaborationImport",
    "Invitation",
    "PriceListRow",
    "ProviderSettings",
    "ServiceAccess",
    "Subscription",
    "TermsTemplate",
    "UnlinkedCollaboration",
    "WebhookDelivery",
    "Recovery",
    "RecoveryNotice",
    "SignatoryAddress",
]
