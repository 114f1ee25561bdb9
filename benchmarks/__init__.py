"""Speed as ratios: the program against the least that any program would have to do.

`make bench` runs them all. They are no tests: they say how it stands on this computer now.
"""
