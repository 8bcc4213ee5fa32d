"""The one aligner for all formats: from the blocks of a document to the cells of a form."""
