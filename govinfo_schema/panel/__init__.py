"""Panels: many reports over years and forms side by side, without silent comparability."""
