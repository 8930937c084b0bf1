"""Why a draft cannot be used."""


class DraftError(ValueError):
    """The message says in Chinese, in one line, what is wrong with the file and what to do."""
