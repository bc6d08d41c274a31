"""The program, started as a module."""

from groundplan.cli import program

if __name__ == "__main__":
    program()
