"""Model fields for money, digests and encrypted text."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression

from common import encryption

if TYPE_CHECKING:
    _BigInteger = models.BigIntegerField[int, int]
    _Binary = models.BinaryField[str, str]
else:
    _BigInteger = models.BigIntegerField
    _Binary = models.BinaryField


class MoneyField(_BigInteger):
    """An amount in whole öre (1 krona = 100 öre)."""

    description = "Amount in öre"


class DigestField(_Binary):
    """A digest in hex, empty for none; in the database it is the bytes themselves, half of the text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("editable", True)
        super().__init__(*args, **kwargs)

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        if isinstance(value, str):
            value = bytes.fromhex(value)
        return super().get_db_prep_value(value, connection, prepared)

    def from_db_value(self, value: Any, expression: Expression, connection: BaseDatabaseWrapper) -> str | None:
        return None if value is None else bytes(value).hex()

    def to_python(self, value: Any) -> Any:
        """The digest in hex. Raises ValueError."""
        return bytes.fromhex(value).hex()

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))


class EncryptedTextField(_Binary):
    """Text that is readable only by the application (AES-GCM); in the database it is bytes.

    The model and field names are bound to the ciphertext as associated data: a value moved to
    another column does not decrypt.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("editable", True)
        super().__init__(*args, **kwargs)

    def _purpose(self) -> str:
        return f"{self.model._meta.label_lower}.{self.name}"

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        if isinstance(value, str):
            value = encryption.encrypt(value, purpose=self._purpose())
        return super().get_db_prep_value(value, connection, prepared)

    def from_db_value(self, value: Any, expression: Expression, connection: BaseDatabaseWrapper) -> str | None:
        return None if value is None else encryption.decrypt(bytes(value), purpose=self._purpose())

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))
