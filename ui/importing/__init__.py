"""Bringing in exports of ServiceNow."""
