"""What looks doubtful about records, for those who can mend it. Nothing of it stands in anybody's way.

Supervisors look for these: counts that do not add up, meetings without agenda and minutes, minutes copied
from one record to another, one gathering entered as several (一会多记), entries made long after the day.
``rules`` finds them, ``looking`` asks for whom and among which records, ``checking`` keeps what was said.
"""
