"""Forms of what an office sets up itself for its figures and documents."""
