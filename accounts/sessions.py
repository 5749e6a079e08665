"""The session of a request and whose it is: looked up with prepared statements, for every request does it."""

from typing import Any
from uuid import UUID

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models.functions import Now

from accounts.models import User
from common.prepared import Found

_SESSION = Found(Session, lambda key: Session.objects.filter(session_key=key, expire_date__gt=Now()), key=str)
_USER = Found(User, lambda user_id: User.objects.filter(pk=user_id), user_id=UUID)


class SessionStore(db.SessionStore):
    """Django's sessions in the database."""

    def _get_session_from_db(self) -> Any:
        found = _SESSION(key=self.session_key)
        if found is None:
            self._session_key = None
        return found


class PasswordBackend(ModelBackend):
    """Django's users with passwords."""

    def get_user(self, user_id: Any) -> Any:
        """The user, unless they may no longer come in."""
        user = _USER(user_id=user_id)
        return user if user is not None and self.user_can_authenticate(user) else None
