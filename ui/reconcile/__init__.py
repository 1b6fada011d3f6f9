"""Where ServiceNow and the plan differ, line by line."""
