"""The letters of the field and the names of array types.

n points (rows) of d features (columns used), in k clusters.
"""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.intp]
BoolArray = NDArray[np.bool_]
