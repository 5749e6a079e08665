"""What ought to happen when a company goes from one firm to another on a day."""

from datetime import date, timedelta

from collaborations.rules.terms import Terms
from tests.properties.collaborations.model import WORKING, Company, Deal, midnight
from tests.properties.collaborations.predictions import (
    ASKED,
    BLOCKED,
    DAYS_TO_ANSWER,
    DONE,
    HANDED_OVER,
    NOT_NOW,
    OPEN,
    Model,
)

FURTHEST = timedelta(days=365)


class Handovers(Model):
    """The model, with firms that follow on each other."""

    def ask_for_handover(self, firm: str, company: Company, terms: Terms, day: date) -> str:
        if not self.today < day <= self.today + FURTHEST:
            return "DayNotOffered"
        service = terms.offer.service
        here = [one for one in self.deals if one.company is company and one.service == service]
        mine = any(one.firm == firm and one.state in (*ASKED, *OPEN) for one in here)
        rival = any(one.firm != firm and one.state in ASKED and one.takes_over_on for one in here)
        present = self.open_deal(company, service)
        if mine or rival or present is None or present.state not in WORKING or not company.known:
            return BLOCKED
        days = min(DAYS_TO_ANSWER, (day - self.today).days)
        expires_at = self.now + timedelta(days=days)
        self.deals.append(Deal(firm, company, terms, "REQUESTED", takes_over_on=day, expires_at=expires_at))
        return DONE

    def accept(self, deal: Deal) -> str:
        if deal.takes_over_on is None or deal.state != "REQUESTED":
            return super().accept(deal)
        present = self.open_deal(deal.company, deal.service)
        if present is not None and present.state not in WORKING:
            return BLOCKED
        deal.state = "AGREED"
        if present is not None:
            self._let_go(present, deal, deal.takes_over_on - timedelta(days=1))
        return DONE

    def _let_go(self, present: Deal, coming: Deal, last_day: date) -> None:
        """An earlier end that the present firm has decided itself stands."""
        present.successor = coming
        if present.last_day is not None and present.last_day < last_day:
            return
        if present.state == "ENDING":
            present.former_end = (present.last_day, present.after_end)
        present.state, present.last_day, present.after_end = "ENDING", last_day, HANDED_OVER
        self._drop_change(present)

    def cancel_handover(self, deal: Deal) -> str:
        return self._call_off(deal, "DECLINED")

    def withdraw(self, deal: Deal) -> str:
        return self._call_off(deal, "WITHDRAWN") if deal.state == "AGREED" else super().withdraw(deal)

    def _call_off(self, deal: Deal, state: str) -> str:
        if deal.state != "AGREED":
            return NOT_NOW
        deal.state = state
        for present in self.deals:
            if present.successor is deal and present.state == "ENDING":
                self._go_on(present)
        return DONE

    def _go_on(self, present: Deal) -> None:
        present.successor = None
        if present.former_end is not None:
            present.last_day, present.after_end = present.former_end
            present.former_end = None
        elif present.after_end == HANDED_OVER:
            present.state, present.last_day, present.after_end = "ACTIVE", None, ""

    def let_happen(self) -> None:
        for deal in self.deals:
            if deal.state == "AGREED" and deal.takes_over_on and midnight(deal.takes_over_on) <= self.now:
                present = self.open_deal(deal.company, deal.service)
                if present is not None:
                    self._end(present, keeps_closed=deal.variant == "START")
                self._begin(deal)
        super().let_happen()
