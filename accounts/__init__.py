"""Who may use the application: names, hashed passwords, roles, log-in sessions."""
