"""``python -m minutes``."""

from minutes.cli import main

if __name__ == "__main__":
    main()
