"""Migration between the forms, with a ledger."""

from govinfo_schema.migration.ledger import Ledger, LedgerLine
from govinfo_schema.migration.migrator import Migrated, migrate

__all__ = ["Ledger", "LedgerLine", "Migrated", "migrate"]
