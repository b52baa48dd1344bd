"""
Tables. Read and written by raw SQL in `uploads`, `holdings` and `sweeping`; the models make the migrations.

The bytes lie in the store, sealed. A file that nobody holds a wrapping of cannot be opened by anyone, and is swept.
"""

from django.db import models
from django.db.models.functions import Now


class Upload(models.Model):
    """An upload in progress: its pieces lie sealed in staging, its key and its name only wrapped and sealed here."""

    id = models.UUIDField(primary_key=True)
    owner = models.TextField()
    name_sealed = models.BinaryField()
    size = models.BigIntegerField()
    received = models.BigIntegerField()
    key_id = models.TextField()
    wrapped = models.BinaryField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    file_id = models.UUIDField(null=True)

    class Meta:
        db_table = "files_upload"
        constraints = [
            models.CheckConstraint(
                name="files_upload_received_of_size",
                condition=models.Q(received__gte=0, received__lte=models.F("size"), size__gt=0),
            ),
            models.CheckConstraint(
                name="files_upload_finished_whole",
                condition=models.Q(file_id__isnull=True) | models.Q(received=models.F("size")),
            ),
        ]
        indexes = [
            models.Index(fields=["owner"], name="files_upload_of_owner"),
            models.Index(fields=["expires_at", "id"], name="files_upload_expiring"),
        ]


class File(models.Model):
    """A kept file. Its name is sealed with its own key: it names people, and goes with the last wrapping."""

    id = models.UUIDField(primary_key=True)
    address = models.TextField()
    sealed_size = models.BigIntegerField()
    size = models.BigIntegerField()
    media_type = models.TextField()
    width = models.IntegerField()
    height = models.IntegerField()
    pages = models.IntegerField()
    flags = models.TextField()
    scan = models.TextField()
    name_sealed = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        db_table = "files_file"
        constraints = [
            models.UniqueConstraint(fields=["address"], name="files_file_address_once"),
            models.CheckConstraint(
                name="files_file_address_is_sha256", condition=models.Q(address__regex=r"^[0-9a-f]{64}$")
            ),
            models.CheckConstraint(name="files_file_not_empty", condition=models.Q(size__gt=0)),
        ]


class Wrapping(models.Model):
    """The file's key, wrapped for one holder by the outer key `key_id`."""

    pk = models.CompositePrimaryKey("file_id", "holder")
    # The migration makes the constraint: checked at once and not at commit, so that giving a file on locks its row.
    file = models.ForeignKey(File, on_delete=models.DO_NOTHING, db_index=False, db_constraint=False)
    holder = models.TextField()
    key_id = models.TextField()
    wrapped = models.BinaryField()

    class Meta:
        db_table = "files_wrapping"
        indexes = [
            models.Index(fields=["holder", "file"], name="files_wrapping_of_holder"),
            models.Index(fields=["key_id"], name="files_wrapping_by_key"),
        ]


class Leftover(models.Model):
    """
    An address to look at again: bytes may lie there without a file, or the file may have lost its last wrapping.

    Noted before bytes are put in their place and whenever a wrapping is dropped; `sweeping` looks at each some time
    later, so that what it costs follows what was dropped and not what is kept. `noted_at` is the server's clock.
    """

    address = models.TextField(primary_key=True)
    noted_at = models.DateTimeField(db_default=Now(), db_index=True)

    class Meta:
        db_table = "files_leftover"
