"""Shapes on the plan: smooth curves, a river of changing width, frames turned by an angle."""

from collections.abc import Sequence

import numpy as np
import shapely

Points = np.ndarray


def smooth(points: Sequence[tuple[float, ...]] | Points, steps: int = 10) -> Points:
    """Run a Catmull-Rom curve through the points; every column is interpolated alike."""
    control = np.asarray(points, dtype=float)
    padded = np.vstack([2 * control[0] - control[1], control, 2 * control[-1] - control[-2]])
    before, start, end, after = padded[:-3], padded[1:-2], padded[2:-1], padded[3:]
    t = (np.arange(steps) / steps)[None, :, None]
    a, b, c, d = (part[:, None, :] for part in (before, start, end, after))
    curve = 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    )
    return np.vstack([curve.reshape(-1, control.shape[1]), control[-1:]])


def ring(points: Sequence[tuple[float, float]], steps: int = 8) -> shapely.Polygon:
    """Close the points to a smooth outline, as of a pond or a park."""
    control = np.asarray(points, dtype=float)
    around = smooth(np.vstack([control[-2:], control, control[:2]]), steps)
    return shapely.Polygon(around[2 * steps : (2 + len(control)) * steps])


def ribbon(points: Points) -> shapely.Polygon:
    """Widen a line of x, y and width to a polygon."""
    center, half = points[:, :2], points[:, 2:3] / 2
    along = np.gradient(center, axis=0)
    along /= np.hypot(along[:, 0], along[:, 1])[:, None]
    normal = np.column_stack([-along[:, 1], along[:, 0]])
    outline = np.vstack([center + normal * half, (center - normal * half)[::-1]])
    return shapely.make_valid(shapely.Polygon(outline))


def turned(points: Points, degrees: float) -> Points:
    """Turn points counterclockwise about the origin."""
    angle = np.radians(degrees)
    cosine, sine = np.cos(angle), np.sin(angle)
    x, y = points[..., 0], points[..., 1]
    return np.stack([x * cosine - y * sine, x * sine + y * cosine], axis=-1)


def turned_boxes(boxes: Points, degrees: float) -> np.ndarray:
    """Polygons of boxes given as rows of u0, v0, u1, v1 in a frame turned by `degrees`."""
    u0, v0, u1, v1 = boxes.T
    corners = np.stack(
        [np.column_stack(pair) for pair in ((u0, v0), (u1, v0), (u1, v1), (u0, v1), (u0, v0))],
        axis=1,
    )
    return shapely.polygons(turned(corners, degrees))


def largest_part(shapes: np.ndarray) -> np.ndarray:
    """The biggest polygon of each shape; an empty polygon where there is none."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    is_polygon = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    parts, owner = parts[is_polygon], owner[is_polygon]
    order = np.lexsort((shapely.area(parts), owner))
    parts, owner = parts[order], owner[order]
    last = np.append(owner[1:] != owner[:-1], True) if len(owner) else np.array([], dtype=bool)
    biggest = np.full(len(shapes), shapely.Polygon(), dtype=object)
    biggest[owner[last]] = parts[last]
    return biggest
