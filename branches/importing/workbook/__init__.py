"""From a file to sheets of rows. Untrusted files are opened in a limited child process only."""
