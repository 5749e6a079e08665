"""Who may open what: one line a route. A route that is missing here fails the build.

`open` roles get an answer (200, a redirect, a refused form, or 405 where the method does not exist); `refused`
roles belong there but lack the right and get 403; everybody else gets 404, and nobody signed in is sent to sign in.
"""

from dataclasses import dataclass, replace

ROLES = (
    "anonymous",
    "nobody",
    "firm_admin",
    "consultant",
    "consultant_elsewhere",
    "assistant",
    "preparer",
    "foreign_consultant",
    "client_admin",
    "attestor",
    "employee",
    "colleague",
    "canary_admin",
    "canary_employee",
)
EVERYBODY = frozenset(ROLES)
SIGNED_IN = EVERYBODY - {"anonymous"}


@dataclass(frozen=True)
class Expectation:
    """Roles that get in and roles that are refused; the rest are strangers. `also`: more answers that are right.

    `readers` are among the refused: they read the page and are refused only when they send something.
    """

    open: frozenset[str]
    refused: frozenset[str] = frozenset()
    also: frozenset[int] = frozenset()
    readers: frozenset[str] = frozenset()


def allow(*roles: str, refused: tuple[str, ...] = ()) -> Expectation:
    """An expectation by role names."""
    assert EVERYBODY.issuperset(roles), roles
    return Expectation(frozenset(roles), frozenset(refused))


PUBLIC = Expectation(EVERYBODY)
OWN = Expectation(SIGNED_IN)
# Sign-in pages of the library answer 403 or 404 by themselves where there is nothing to do, and 401 when asked again.
ENTRANCE = Expectation(EVERYBODY, also=frozenset({400, 401, 403, 404, 429}))
STAFF = allow("firm_admin", "consultant", "consultant_elsewhere", "assistant", "preparer")
# The administrator of the matrix is an operator too.
OPERATORS = allow("firm_admin", refused=("consultant", "consultant_elsewhere", "assistant", "preparer"))
STAFF_WRITING = allow("firm_admin", "consultant", "consultant_elsewhere", "preparer", refused=("assistant",))
STAFF_ADMIN = allow("firm_admin", refused=("consultant", "consultant_elsewhere", "assistant", "preparer"))
REACHING = allow("firm_admin", "consultant", "assistant", "preparer")
CHANGING = allow("firm_admin", "consultant", "preparer", refused=("assistant",))
# Only who made an activation of many acts in it; staff who reach all clients read it.
BULK_READERS = ("consultant", "assistant")
BULK_MADE = replace(allow("firm_admin", refused=BULK_READERS), readers=frozenset(BULK_READERS))
WORKERS = ("employee", "colleague")
# In Standard the client approves payroll together with the firm: its administrator holds payroll access too.
# Who prepares while a request waits gets no further than what is prepared.
PAYROLL = allow("firm_admin", "consultant", "client_admin", refused=("attestor", "preparer", *WORKERS))
# The client makes schedules for one employee group, on its own side; the one in the address others work by.
SCHEDULES = allow("firm_admin", "consultant", "preparer", refused=("client_admin", "attestor", *WORKERS))
CLIENTS_SCHEDULES = allow("client_admin", refused=("firm_admin", "consultant", "preparer", "attestor", *WORKERS))
CLIENTS_SCHEDULE = allow(refused=("firm_admin", "consultant", "preparer", "client_admin", "attestor", *WORKERS))
# Pages about employees have a door for each side.
PREPARED_DESK = allow("firm_admin", "consultant", "preparer", refused=("attestor", *WORKERS))
FIRM_DESK = allow("firm_admin", "consultant", refused=("attestor", "preparer", *WORKERS))
COMPANY_DESK = allow("client_admin", refused=("attestor", "preparer", *WORKERS))
BUNDLE = allow("firm_admin", "consultant", refused=("assistant", "preparer"))
ADMINISTRATION = allow("client_admin", refused=("firm_admin", "consultant", "preparer", "attestor", *WORKERS))
# An employee does not see that there is a collaboration.
PARTIES = allow("client_admin", refused=("firm_admin", "consultant", "preparer", "attestor"))
MEMBERS = allow("firm_admin", "consultant", "client_admin", "attestor", refused=("preparer", *WORKERS))
# Where the client approves time, its administrators do so like its attestors. The firm approves that of one employee
# group; the report in the address is of somebody else, and not there for the firm.
ATTESTING = allow("firm_admin", "consultant", "attestor", "client_admin", refused=("preparer", *WORKERS))
ATTESTING_ONE = allow("attestor", "client_admin", refused=("preparer", *WORKERS))
SELF = allow("employee")


def _all(prefix: str, names: str, expectation: Expectation) -> dict[str, Expectation]:
    return {f"{prefix}{name}": expectation for name in names.split()}


PAYROLL_PAGES = "run_list run_new run_panel run_show run_calculate run_approve run_discard payslip_show payslip_pdf"
PAY_LINE_PAGES = (
    "pay_line_list pay_line_end pay_line_remove pay_item_list pay_item_copy pay_item_edit pay_item_retire opening_edit"
    " growth_support"
)
VACATION_PAGES = (
    "vacation_list vacation_csv vacation_xlsx vacation_terms employee_vacation vacation_close vacation_reopen"
    " vacation_rule liability_show liability_undo compensation_show compensation_undo"
)
PREPARED_PAYROLL = "own_accounts"
PREPARED_PAGES = (
    "employee_list employee_new employee_basics identity_show employee_pay employee_tax employee_bank account_show"
    " draft_remove employee_hire_again hiring_take_back settings_edit group_list group_new group_edit group_remove"
    " agreement_list agreement_new agreement_show agreement_edit agreement_follow employee_protection"
    " cost_object_list cost_object_new cost_object_edit employee_split free_days free_eves free_day_remove"
    " employee_employment"
)
EMPLOYEE_FILES = (
    "employee_import_new employee_import_file employee_import_csv employee_import_example_csv"
    " employee_import_example_xlsx employee_import_confirm employee_import_cancel"
)
IMPORT_PAGES = f"{EMPLOYEE_FILES} {EMPLOYEE_FILES.replace('employee', 'tax')}"
SCHEDULE_PAGES = "schedule_list schedule_new schedule_assign schedule_edit"
LISTS_OF_REPORTS = "report_list approve_clean"
SINGLE_REPORTS = "report_approve report_send_back report_undo"
REACHING_PAGES = "employee_access employee_invite access_withdraw all_gone_through employee_gone_through"
SIGN_IN_PAGES = (
    "account_login account_logout account_inactive account_signup account_reauthenticate account_email"
    " account_email_verification_sent account_change_password account_set_password account_reset_password"
    " account_confirm_login_code account_confirm_email account_reset_password_from_key_done"
    " account_reset_password_from_key account_reset_password_done mfa_index mfa_authenticate mfa_reauthenticate"
    " mfa_activate_totp mfa_deactivate_totp mfa_view_recovery_codes mfa_generate_recovery_codes"
    " mfa_download_recovery_codes mfa_list_webauthn mfa_add_webauthn mfa_reauthenticate_webauthn mfa_remove_webauthn"
    " mfa_edit_webauthn mfa_login_webauthn usersessions_list"
)

EXPECTED: dict[str, Expectation] = {
    **_all("accounts:", "workplace_home workplace_list profile", OWN),
    "accounts:firm_home": STAFF,
    "accounts:company_home": MEMBERS,
    **_all("events:", "mailbox_list mailbox_show", PUBLIC),
    **_all("common:", "gallery gallery_layout", PUBLIC),
    **_all("", "healthz set_language", PUBLIC),
    **_all("", SIGN_IN_PAGES, ENTRANCE),
    **_all("advisor:", "client_list staff_list", STAFF),
    "advisor:client_new": STAFF_WRITING,
    **_all("advisor:", "client_show client_events contact_list assignment_list", REACHING),
    **_all("advisor:", "contact_new contact_edit contact_remove", CHANGING),
    **_all("advisor:", "assignment_new assignment_edit assignment_end", CHANGING),
    "advisor:client_details": replace(CHANGING, readers=frozenset({"assistant"})),
    **_all("advisor:", "staff_invite staff_end", STAFF_ADMIN),
    "collaborations:collaboration_events": REACHING,
    "collaborations:company_collaboration_events": PARTIES,
    **_all("collaborations:", "client_tab collaboration_activate activation_preview", REACHING),
    **_all("collaborations:", "request_remind request_withdraw", REACHING),
    **_all("collaborations:", "collaboration_end end_cancel effect_retry", CHANGING),
    **_all("collaborations:", "collaboration_change change_cancel", REACHING),
    **_all("collaborations:", "overview overview_csv overview_xlsx", STAFF),
    **_all("collaborations:", "bulk_list bulk_choose", STAFF),
    **_all(
        "collaborations:", "bulk_show bulk_terms bulk_confirm bulk_discard bulk_repeat bulk_csv bulk_xlsx", BULK_MADE
    ),
    "collaborations:bulk_item": BULK_MADE,
    **_all("collaborations:", "template_list template_new template_edit template_remove", STAFF_ADMIN),
    **_all("collaborations:", "invoice_basis basis_csv basis_xlsx price_list price_new", STAFF_ADMIN),
    **_all("collaborations:", "request_list request_export", STAFF),
    # For mail providers that show the secret of the address, and not there where no secret is set.
    **_all("collaborations:", "unlinked_list unlinked_remove import_new", STAFF_ADMIN),
    **_all("collaborations:", "import_file import_csv import_confirm import_cancel", STAFF_ADMIN),
    "collaborations:mail_bounce": allow(),
    **_all("collaborations:", "provider_list provider_edit secret_rotate provider_test", STAFF_ADMIN),
    **_all("collaborations:", "delivery_list delivery_again", STAFF_ADMIN),
    **_all("collaborations:", "company_list member_list member_end own_payroll_end lon_direct_end", ADMINISTRATION),
    **_all("collaborations:", "company_collaboration_end company_end_cancel", PARTIES),
    **_all("collaborations:", "company_collaboration_change company_change_cancel", PARTIES),
    "collaborations:handover_cancel": PARTIES,
    **_all("collaborations:", "change_answer change_decline", PARTIES),
    "collaborations:recovery": CHANGING,
    # Where the preparer is at home there is none to stop.
    "collaborations:recovery_stop": allow("firm_admin", "consultant", refused=("assistant",)),
    "collaborations:recovery_vouch": STAFF_ADMIN,
    "collaborations:signatory_save": ADMINISTRATION,
    "collaborations:recovery_show": PUBLIC,
    **_all("collaborations:", "invitation_show invitation_accept invitation_decline", PUBLIC),
    **_all("bundles:", "bundle_show bundle_build bundle_download", BUNDLE),
    **_all("bundles:", "import_show import_confirm import_cancel", BUNDLE),
    **_all("bundles:company_", "bundle_show bundle_build bundle_download", ADMINISTRATION),
    **_all("timereporting:", "time_overview time_month time_strike", PAYROLL),
    **_all("timereporting:client_", "time_overview time_month time_strike", PAYROLL),
    "timereporting:employee_reporting": PREPARED_DESK,
    "timereporting:client_employee_reporting": COMPANY_DESK,
    **_all("timereporting:", SCHEDULE_PAGES, SCHEDULES),
    **_all("timereporting:client_", "schedule_list schedule_new schedule_assign", CLIENTS_SCHEDULES),
    "timereporting:client_schedule_edit": CLIENTS_SCHEDULE,
    **_all("timereporting:", LISTS_OF_REPORTS, ATTESTING),
    **_all("timereporting:firm_", LISTS_OF_REPORTS, ATTESTING),
    **_all("timereporting:", SINGLE_REPORTS, ATTESTING_ONE),
    **_all("timereporting:firm_", SINGLE_REPORTS, ATTESTING_ONE),
    **_all("timereporting:", "today calendar submit entry_strike", SELF),
    **_all("payroll:", PAYROLL_PAGES, PAYROLL),
    **_all("payroll:client_", PAYROLL_PAGES, PAYROLL),
    **_all("payroll:", PAY_LINE_PAGES, FIRM_DESK),
    **_all("payroll:client_", PAY_LINE_PAGES, COMPANY_DESK),
    "payroll:employee_year": FIRM_DESK,
    "payroll:client_employee_year": COMPANY_DESK,
    **_all("payroll:", VACATION_PAGES, FIRM_DESK),
    **_all("payroll:", PREPARED_PAYROLL, PREPARED_DESK),
    **_all("payroll:client_", f"{VACATION_PAGES} {PREPARED_PAYROLL}", COMPANY_DESK),
    "payroll:lon_direct": ADMINISTRATION,
    **_all("payroll:", "rule_year_list rule_year_show", STAFF),
    **_all("payroll:", "figure_new contribution_new one_off_new tables_new", OPERATORS),
    **_all("payroll:", "figure_approve figure_refuse figure_withdraw", OPERATORS),
    **_all("payroll:", "payslip_list own_payslip own_payslip_pdf own_vacation", SELF),
    **_all("employment:", f"{PREPARED_PAGES} {IMPORT_PAGES}", PREPARED_DESK),
    **_all("employment:", REACHING_PAGES, FIRM_DESK),
    **_all("employment:client_", f"{PREPARED_PAGES} {IMPORT_PAGES} {REACHING_PAGES}", COMPANY_DESK),
}
