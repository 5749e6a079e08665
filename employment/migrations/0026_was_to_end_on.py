"""The last day that an employment had before it was ended for the next."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("employment", "0025_in_arrears")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="formeremployment", name="was_to_end_on", field=models.DateField(blank=True, null=True)
        ),
    ]
