"""`python -m reportedly.publish.codebook` prints the codebook."""

import sys

from reportedly.publish.codebooks import codebook

if __name__ == "__main__":
    sys.stdout.buffer.write(codebook().encode())
