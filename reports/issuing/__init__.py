"""定稿: documents as they were issued, held against the records of today and against each other."""
