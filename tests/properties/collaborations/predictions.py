"""What ought to happen between two firms and two companies, told as plainly as the product description tells it.

Nothing here asks the product. Every step returns how it should end: "done", or the name of the refusal.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from collaborations.rules.changes import next_period_on
from collaborations.rules.periods import period_end
from collaborations.rules.terms import Party, Terms, TimeMode
from common.clock import STOCKHOLM
from tests.properties.collaborations.model import (
    EMPLOYEES,
    WORKING,
    Company,
    Deal,
    Planned,
    asks,
    differences,
    may,
    midnight,
    moments,
)

DONE, BLOCKED, NOT_NOW = "done", "Blocked", "TransitionNotAllowed"
DAYS_TO_ANSWER = 30
PAYROLL, SELF_SERVICE = "LON_SMART", "LON_ANSTALLD"
PROVIDED = ("EKONOMIOVERSIKT", "SKATT_BOKSLUT")
OPEN = ("ACTIVATING", *WORKING)
ASKED = ("REQUESTED", "AGREED")
HANDED_OVER = "HANDED_OVER"


@dataclass
class Model:
    """Everything that stands between the firms and the companies at a moment."""

    now: datetime
    deals: list[Deal] = field(default_factory=list)

    @property
    def today(self) -> date:
        return self.now.astimezone(STOCKHOLM).date()

    def open_deal(self, company: Company, service: str, firm: str = "") -> Deal | None:
        """Who works in the service, or is about to."""
        found = (one for one in self.deals if one.company is company and one.service == service)
        return next((one for one in found if one.state in OPEN and firm in ("", one.firm)), None)

    def is_taken(self, company: Company, service: str) -> bool:
        """Whether somebody works in it, or is to take over on a day."""
        agreed = [one for one in self.deals if one.state == "AGREED" and one.company is company]
        return self.open_deal(company, service) is not None or any(one.service == service for one in agreed)

    # Asking and answering

    def activate(self, firm: str, company: Company, terms: Terms) -> str:
        service = terms.offer.service
        mine = [one for one in self.deals if (one.firm, one.company, one.service) == (firm, company, service)]
        asked = any(one.state in ASKED for one in mine)
        if asked or self.is_taken(company, service) or self._lacks_payroll(firm, company, service):
            return BLOCKED
        answers = service != "SKATT_BOKSLUT" and (company.known or terms.offer.variant != "START")
        deal = Deal(firm, company, terms, "REQUESTED")
        self.deals.append(deal)
        if answers:
            deal.expires_at = self.now + timedelta(days=DAYS_TO_ANSWER)
            deal.prepares = service == PAYROLL and self._may_prepare(deal)
            company.prepared_by = firm if deal.prepares else company.prepared_by
        else:
            self._begin(deal)
        return DONE

    def _may_prepare(self, deal: Deal) -> bool:
        company = deal.company
        fresh = not (company.somebody_did_payroll or company.lon_direct)
        return fresh and company.prepared_by in ("", deal.firm)

    def _lacks_payroll(self, firm: str, company: Company, service: str) -> bool:
        payroll = self.open_deal(company, PAYROLL, firm)
        return service == SELF_SERVICE and (payroll is None or payroll.state not in WORKING)

    def accept(self, deal: Deal) -> str:
        if deal.state != "REQUESTED":
            return "InvitationGone"
        if self.is_taken(deal.company, deal.service) or self._lacks_payroll(deal.firm, deal.company, deal.service):
            return BLOCKED
        deal.prepares = False
        self._begin(deal)
        return DONE

    def decline(self, deal: Deal) -> str:
        return self._close(deal, "DECLINED", "InvitationGone")

    def withdraw(self, deal: Deal) -> str:
        return self._close(deal, "WITHDRAWN", NOT_NOW)

    def _close(self, deal: Deal, state: str, otherwise: str) -> str:
        if deal.state != "REQUESTED":
            return otherwise
        deal.state, deal.prepares = state, False
        return DONE

    def _begin(self, deal: Deal) -> None:
        """Access waits until Lön Direkt is closed, or the provider has opened the service."""
        deal.company.known = deal.company.known or deal.service != "SKATT_BOKSLUT"
        deal.state = "ACTIVATING"
        closes = deal.variant == "START" and deal.company.lon_direct
        if not closes and deal.service not in PROVIDED:
            self._work(deal)

    def deliver(self) -> None:
        """What waited for something outside is confirmed."""
        for deal in self.deals:
            if deal.state == "ACTIVATING":
                self._work(deal)

    def _work(self, deal: Deal) -> None:
        deal.state, deal.began_on = "ACTIVE", self.today
        self._new_period(deal)
        if deal.service == PAYROLL:
            deal.company.somebody_did_payroll = True
            for other in self.deals:
                other.prepares = other.prepares and other.company is not deal.company
        if deal.variant == "START":
            self._close_own(deal.company)
        if deal.service == SELF_SERVICE:
            self._register(deal, deal.terms.time_mode)

    def _new_period(self, deal: Deal) -> None:
        months = deal.terms.period_months
        deal.period_ends_on = period_end(self.today, months) if months else None

    def _close_own(self, company: Company) -> None:
        for what in ("lon_direct", "does_own_payroll"):
            if getattr(company, what):
                setattr(company, what, False)
                company.closed_by_start.add(what)

    def _give_back(self, company: Company) -> None:
        for what in company.closed_by_start:
            setattr(company, what, True)
        company.closed_by_start.clear()

    def _register(self, deal: Deal, mode: TimeMode) -> None:
        """Lön Anställd decides how time is reported in the payroll that it stands on."""
        payroll = self.open_deal(deal.company, PAYROLL, deal.firm)
        if payroll is not None and payroll.state in WORKING:
            party = Party.CLIENT if mode is EMPLOYEES else Party.FIRM
            matrix = replace(payroll.terms.responsibilities, time_registration=party, time_approval=party)
            payroll.terms = replace(payroll.terms, time_mode=mode, responsibilities=matrix)

    # Changing

    def change(self, deal: Deal, after: Terms, *, moves: bool, role: str, day: date | None) -> str:
        before = deal.terms
        differing = differences(before, after, moves)
        if not differing:
            return "NothingToChange"
        if not may(role, differing):
            return "MayNotChange"
        first = self._first_day(deal, after)
        if day is not None and (day != first if first else day < self.today):
            return "DayRefused"
        if deal.state != "ACTIVE" or deal.open_change:
            return BLOCKED
        wanted = first or day
        later = wanted if wanted and wanted > self.today else None
        planned = Planned(before, after, moves, "PENDING", later)
        deal.changes.append(planned)
        if asks(before, after):
            planned.state = "WAITING_FOR_CLIENT"
            planned.expires_at = self.now + timedelta(days=DAYS_TO_ANSWER)
        elif later is None:
            self._carry_out(deal, planned)
        return DONE

    def _first_day(self, deal: Deal, after: Terms) -> date | None:
        """Who pays, and for how long, is chosen anew when a period begins; unless the variant offers it no more."""
        before = deal.terms
        if deal.period_ends_on is None or before.period_months is None:
            return None
        recipient, months = before.billing_recipient, before.period_months
        waits = (recipient != after.billing_recipient and recipient in after.offer.billing_recipients) or (
            months != after.period_months and months in after.offer.period_months
        )
        return next_period_on(deal.period_ends_on, months, self.today) if waits else None

    def _carry_out(self, deal: Deal, planned: Planned) -> None:
        before, after = deal.terms, planned.after
        planned.state, deal.terms = "DONE", after
        deal.assignment = 1 - deal.assignment if planned.moves else deal.assignment
        if (before.billing_recipient, before.period_months) != (after.billing_recipient, after.period_months):
            self._new_period(deal)
        if before.offer.variant != "START" and after.offer.variant == "START":
            self._close_own(deal.company)
        if before.offer.variant == "START" and after.offer.variant != "START":
            self._give_back(deal.company)
        if deal.service == SELF_SERVICE and before.time_mode != after.time_mode:
            self._register(deal, after.time_mode)

    def accept_change(self, deal: Deal) -> str:
        planned = deal.open_change
        if planned is None or planned.state != "WAITING_FOR_CLIENT":
            return "ChangeGone"
        wanted = self._first_day(deal, planned.after) or planned.day
        planned.before, planned.state = deal.terms, "PENDING"
        planned.day = wanted if wanted and wanted > self.today else None
        if planned.day is None:
            self._carry_out(deal, planned)
        return DONE

    def decline_change(self, deal: Deal) -> str:
        planned = deal.open_change
        if planned is None or planned.state != "WAITING_FOR_CLIENT":
            return "ChangeGone"
        planned.state = "DECLINED"
        return DONE

    def cancel_change(self, deal: Deal, role: str) -> str:
        planned = deal.open_change
        if planned is None:
            return "ChangeGone"
        if not may(role, differences(planned.before, planned.after, planned.moves)):
            return "MayNotChange"
        planned.state = "CANCELLED"
        return DONE

    # Ending

    def end(self, deal: Deal, after_end: str) -> str:
        if deal.state not in OPEN:
            return NOT_NOW
        deal.after_end = after_end
        self._end(deal)
        return DONE

    def schedule_end(self, deal: Deal, party: str, last_day: date, after_end: str) -> str:
        if deal.state != "ACTIVE":
            return NOT_NOW
        deal.state, deal.last_day, deal.ended_by, deal.after_end = "ENDING", last_day, party, after_end
        self._drop_change(deal)
        return DONE

    def cancel_end(self, deal: Deal, party: str) -> str:
        if deal.state != "ENDING":
            return NOT_NOW
        if deal.successor is not None:
            return "IsHandedOver"
        if deal.ended_by != party:
            return "EndedByOther"
        deal.state, deal.last_day, deal.after_end = "ACTIVE", None, ""
        return DONE

    def _end(self, deal: Deal, *, keeps_closed: bool = False) -> None:
        """`keeps_closed`: a firm that takes over works in Start, too."""
        if deal.service == PAYROLL and (pages := self.open_deal(deal.company, SELF_SERVICE, deal.firm)):
            pages.state = "ENDED"
            self._drop_change(pages)
        self._drop_change(deal)
        deal.state = "ENDED"
        if deal.variant == "START" and deal.began_on and not keeps_closed:
            self._give_back(deal.company)
        if deal.service == PAYROLL and deal.after_end == "TAKES_OVER":
            deal.company.does_own_payroll = deal.company.somebody_did_payroll = True
        if deal.variant == "BOTH":
            self._register(deal, TimeMode.FIRM_REGISTERS)

    def _drop_change(self, deal: Deal) -> None:
        if deal.open_change:
            deal.open_change.state = "CANCELLED"

    # Time

    def next_moment(self) -> datetime | None:
        """When something happens next by itself."""
        return min((moment for deal in self.deals for moment in moments(deal)), default=None)

    def let_happen(self) -> None:
        """What is due at this moment."""
        for deal in self.deals:
            if deal.state == "REQUESTED" and deal.expires_at and deal.expires_at <= self.now:
                self._close(deal, "EXPIRED", "")
            change = deal.open_change
            if change and change.expires_at and change.state != "PENDING" and change.expires_at <= self.now:
                change.state = "EXPIRED"
            elif change and change.state == "PENDING" and change.day and midnight(change.day) <= self.now:
                same = differences(change.before, deal.terms, moves=False) == frozenset()
                self._carry_out(deal, change) if same else setattr(change, "state", "FAILED")
            by_itself = deal.state == "ENDING" and deal.after_end != HANDED_OVER
            if by_itself and deal.last_day and midnight(deal.last_day + timedelta(days=1)) <= self.now:
                self._end(deal)
