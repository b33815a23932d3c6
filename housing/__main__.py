"""`python -m housing` is the command line."""

from housing.cli import main

if __name__ == "__main__":
    main()
