"""Reference implementations that the measures must agree with.

These libraries ship no types; a module held as a value needs no exception for them.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

sklearn_metrics: ModuleType = import_module("sklearn.metrics")
sklearn_covariance: ModuleType = import_module("sklearn.covariance")
sklearn_neighbors: ModuleType = import_module("sklearn.neighbors")
scipy_stats: ModuleType = import_module("scipy.stats")
scipy_special: ModuleType = import_module("scipy.special")
scipy_distance: ModuleType = import_module("scipy.spatial.distance")
scipy_hierarchy: ModuleType = import_module("scipy.cluster.hierarchy")
