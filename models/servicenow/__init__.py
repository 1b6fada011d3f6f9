"""Reading what ServiceNow shows and exports: date texts, files and their rows."""
