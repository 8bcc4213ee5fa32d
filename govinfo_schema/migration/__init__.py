"""Migration between the forms, with a ledger."""
