"""Where the tables of a sheet are, what record type each holds, and which column is which field."""
