"""From the cells of one row to the values of a record, and every reason why not."""
