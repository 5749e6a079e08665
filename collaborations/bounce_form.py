"""What a mail provider reports, whichever it is."""

from django import forms


class BounceForm(forms.Form):
    """An address, and why no mail reaches it in the words of the mail server that refused."""

    email = forms.EmailField(max_length=254)
    reason = forms.CharField(required=False, max_length=2000)
