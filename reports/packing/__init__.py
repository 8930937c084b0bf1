"""Files of one branch or of many: handbooks, and the documents of all branches below, as one ZIP file."""
