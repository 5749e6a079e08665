"""Models, one a file."""

from accounts.models.access_grant import AccessGrant
from accounts.models.arrangement import Arrangement
from accounts.models.company import Company
from accounts.models.company_membership import CompanyMembership
from accounts.models.firm import Firm
from accounts.models.firm_membership import FirmMembership
from accounts.models.last_use import LastUse
from accounts.models.user import User

__all__ = ["AccessGrant", "Arrangement", "Company", "CompanyMembership", "Firm", "FirmMembership", "LastUse", "User"]
