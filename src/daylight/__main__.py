"""`python -m daylight`."""

from daylight.cli import main

main()
