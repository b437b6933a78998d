"""The guide: prose of the theme, and pages made from the schemas and from the registry of codes."""
