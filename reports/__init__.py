"""The case report: a finding of the register as a document, in JSON and PDF."""
