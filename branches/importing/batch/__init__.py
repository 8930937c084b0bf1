"""One file as one step: read, judged row by row, committed or not, sent back marked, undone."""
