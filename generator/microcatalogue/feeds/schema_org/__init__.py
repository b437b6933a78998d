"""schema.org: an offering as Course, CourseInstance and EducationalOccupationalCredential, short on pages and whole in files."""
