"""Models, one a file."""

from employment.models.agreement import Agreement, AgreementChoice, AgreementVersion
from employment.models.bank_account import BankAccount
from employment.models.company_payroll_settings import CompanyPayrollSettings
from employment.models.cost_object import CostObject
from employment.models.cost_split import CostSplit
from employment.models.employee import Employee
from employment.models.employee_group import EmployeeGroup
from employment.models.employee_import import EmployeeImport
from employment.models.employment_terms import EmploymentTerms
from employment.models.former_employment import FormerEmployment
from employment.models.free_day import FreeDay, FreeEves
from employment.models.sick_protection import SickProtection
from employment.models.tax_terms import TaxTerms

__all__ = [
    "Agreement",
    "AgreementChoice",
    "AgreementVersion",
    "BankAccount",
    "CompanyPayrollSettings",
    "CostObject",
    "CostSplit",
    "Employee",
    "EmployeeGroup",
    "EmployeeImport",
    "EmploymentTerms",
    "FormerEmployment",
    "FreeDay",
    "FreeEves",
    "SickProtection",
    "TaxTerms",
]
