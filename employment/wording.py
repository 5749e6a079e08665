"""What happened to employees, for people."""

from django.utils.translation import gettext_lazy as _

WORDING = {
    "employment.employee_added": _("An employee was added as a draft"),
    "employment.employee_changed": _("An employee's details were changed"),
    "employment.employee_completed": _("An employee became complete"),
    "employment.employee_reopened": _("An employee became a draft again"),
    "employment.employee_carried_over": _("An employee was carried over from Lön Direkt as a draft"),
    "employment.employee_gone_through": _("What was carried over from Lön Direkt was found right"),
    "employment.employee_given_back": _("An employee is paid in Lön Direkt again"),
    "employment.draft_removed": _("A draft of an employee was removed"),
    "employment.pay_changed": _("An employee's pay was changed from a date"),
    "employment.tax_changed": _("An employee's tax was changed from a date"),
    "employment.bank_account_changed": _("An employee's bank account was changed"),
    "employment.file_received": _("A file with employees or tax data was sent in"),
    "employment.file_imported": _("A file with employees or tax data was imported"),
    "employment.employee_imported": _("An employee was added from a file"),
    "employment.employee_updated_by_import": _("An employee's details were changed from a file"),
    "employment.identity_number_read": _("Somebody read a personal identity number"),
    "employment.bank_account_read": _("Somebody read a bank account number"),
    "employment.employee_invited": _("An employee was invited by mail"),
    "employment.employee_access_withdrawn": _("An employee's login was withdrawn"),
    "employment.group_saved": _("An employee group was made or changed"),
    "employment.group_removed": _("An employee group was removed"),
    "employment.agreement_added": _("An agreement was added"),
    "employment.agreement_changed": _("An agreement was changed from a date"),
    "employment.agreement_followed": _("Employees began to follow an agreement"),
    "employment.sick_protection_set": _("Special protection from qualifying deductions was entered"),
    "employment.growth_support_noted": _("Växa-stöd for an employee was noted"),
    "employment.settings_changed": _("The payroll settings were changed"),
}
