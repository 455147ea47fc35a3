"""The inspector's register of findings: kept on purpose, provable later, and really deletable."""
