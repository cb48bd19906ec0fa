"""Makes reference.json: metrics of pairs of states by NumPy and SciPy, from their definitions.

    python3 -m venv venv && venv/bin/pip install numpy scipy && venv/bin/python reference.py > reference.json

Nothing here follows the engine's way of computing: alignments come from centring matrices and from the
U-statistic on Gram matrices, spectra from singular values, distances from scipy.stats. Inputs are 32-bit
floats; everything else is in double precision. null stands for what is refused.
"""

import json
import sys

import numpy as np
import scipy
from scipy.spatial.distance import cosine as cosine_distance
from scipy.spatial.distance import jensenshannon
from scipy.stats import entropy, wasserstein_distance

BINS, TAIL, MARGIN = 128, 0.001, 0.1


def gram_cka(x, y):
    n = len(x)
    h = np.eye(n) - np.ones((n, n)) / n
    k, l = h @ x @ x.T @ h, h @ y @ y.T @ h
    return np.sum(k * l) / np.linalg.norm(k) / np.linalg.norm(l)


def u_centred(x):
    """Szekely and Rizzo 2014, as in google-research/representation_similarity."""
    gram = x @ x.T
    n = len(gram)
    np.fill_diagonal(gram, 0)
    means = gram.sum(axis=0) / (n - 2)
    means -= means.sum() / (2 * (n - 1))
    gram -= means[:, None]
    gram -= means[None, :]
    np.fill_diagonal(gram, 0)
    return gram


def debiased_cka(x, y):
    k, l = u_centred(x - x.mean(0)), u_centred(y - y.mean(0))
    return np.sum(k * l) / np.linalg.norm(k) / np.linalg.norm(l)


def standardised(x):
    deviation = x.std(axis=0)
    constant = np.all(x == x[0], axis=0)
    return np.where(constant, 0, (x - x.mean(0)) / np.where(constant, 1, deviation))


def varies(x):
    return not np.all(x == x[0])


def cosines(x, y):
    def one(a, b):
        if not a.any() or not b.any():
            return 1.0 if not a.any() and not b.any() else 0.0
        return 1 - cosine_distance(a / np.abs(a).max(), b / np.abs(b).max())

    return np.array([one(a, b) for a, b in zip(x, y)])


def centred(x):
    return x - x.mean(0) if varies(x) else np.zeros_like(x)


def spread(x):
    if not varies(x):
        return [0, 0, 0]
    eigenvalues = np.linalg.svd(centred(x), compute_uv=False) ** 2 / len(x)
    share = eigenvalues / eigenvalues.sum()
    return [np.exp(entropy(share)), 1 / np.sum(share**2), 1 / share.max()]


def bins_around(x):
    ordered = np.sort(x.ravel())
    low, high = (ordered[int(np.floor(share * (len(ordered) - 1) + 0.5))] for share in (TAIL, 1 - TAIL))
    margin = MARGIN * (high - low) if high > low else max(abs(low), 1) / 2
    low, high = low - margin, high + margin
    return np.array([low + (high - low) * i / BINS for i in range(BINS)] + [high])


def counts(x, edges):
    """Below, bins, above; exact zeros apart."""
    values = x.ravel()
    places = np.searchsorted(edges, values[values != 0], side="right")
    return np.bincount(places, minlength=BINS + 2), int(np.sum(values == 0))


def clipped_w1(x, y, edges):
    """W1 of values moved to the middle of their bin, or to the ends."""
    places = np.array([edges[0], *(edges[:-1] + edges[1:]) / 2, edges[-1]])

    def moved(values):
        return places[np.searchsorted(edges, values.ravel(), side="right")]

    return wasserstein_distance(moved(x), moved(y))


def points(x, y):
    mean = x.mean(0) if varies(x) else x[0]
    _, s, v = np.linalg.svd(x - mean, full_matrices=False)
    axes, shares = np.zeros((2, x.shape[1])), [0.0, 0.0]
    for i in range(min(2, len(s))):
        if s[i] > 1e-9 * s[0] and varies(x):
            axes[i] = v[i] * np.sign(v[i][np.argmax(np.abs(v[i]))])
            shares[i] = s[i] ** 2 / np.sum(s**2)
    return shares, (x - mean) @ axes.T, (y - mean) @ axes.T


def measures(x, y):
    n, d = x.shape
    both_vary = varies(x) and varies(y)
    delta = y - x
    lengths = np.linalg.norm(x, axis=1)
    relative = np.where(lengths > 0, np.linalg.norm(delta, axis=1) / np.where(lengths > 0, lengths, 1), 0)
    edges = bins_around(x)
    (first, first_zeros), (second, second_zeros) = counts(x, edges), counts(y, edges)
    shares, own, other = points(x, y)
    mean = x.mean(0) if varies(x) else x[0]
    energy = np.mean(np.sum(delta**2, axis=1))
    w1 = wasserstein_distance(x.ravel(), y.ravel())
    one_value = np.all(x == x.flat[0])
    return {
        "relativeL2": np.linalg.norm(delta) / np.linalg.norm(x) if x.any() else 0,
        "medianRelativeL2": np.median(relative),
        "cosine": np.mean(cosines(x, y)),
        "cosineFifth": np.quantile(cosines(x, y), 0.05),
        "centredCosine": np.mean(cosines(x - mean, y - mean)),
        "compensableShare": np.sum(delta.mean(0) ** 2) / energy if energy > 0 else 0,
        "ckaBiased": gram_cka(x, y) if n >= 4 * d and both_vary else None,
        "ckaDebiased": debiased_cka(x, y) if n >= 4 and both_vary else None,
        "ckaStandardised": debiased_cka(standardised(x), standardised(y)) if n >= 4 and both_vary else None,
        "jensenShannon": jensenshannon([*first, first_zeros], [*second, second_zeros], base=2) ** 2,
        "zeros": [first_zeros, second_zeros],
        "below": [int(first[0]), int(second[0])],
        "above": [int(first[-1]), int(second[-1])],
        "wasserstein": w1,
        "wassersteinOfBins": clipped_w1(x, y, edges),
        "wassersteinPerDeviation": None if one_value else w1 / x.std(),
        "denseSpread": spread(x),
        "otherSpread": spread(y),
        "explainedShares": shares,
        "densePoints": own.ravel().tolist(),
        "otherPoints": other.ravel().tolist(),
    }


def cases():
    random = np.random.default_rng(20240607)

    def normal(n, d):
        return random.normal(size=(n, d)) * (1 + np.arange(d) % 3) + np.arange(d) % 5 - 1

    def near(x, noise=0.3):
        return x + noise * random.normal(size=x.shape)

    wide, tall, between, one = normal(12, 40), normal(60, 6), normal(20, 12), normal(1, 7)
    massive = normal(30, 10)
    massive[:, 3] += 4000
    massive[::7, 5] *= 900
    dropped = normal(24, 9)
    kept = np.where(np.abs(dropped) > 0.8, dropped, 0)
    turned = normal(16, 8)
    orthogonal = np.concatenate([-turned[:, 4:], turned[:, :4]], axis=1)
    constant = np.tile(normal(1, 5), (9, 1))
    yield "wide", wide, near(wide)
    yield "tall", tall, near(tall)
    yield "between", between, near(between)
    yield "unrelated", normal(25, 6), normal(25, 6)
    yield "massive channels", massive, near(massive)
    yield "masked", dropped, kept
    yield "masked dense run", kept, dropped
    yield "orthogonal", turned, orthogonal
    yield "opposite", turned, -turned
    yield "equal", wide, wide
    yield "shifted", tall, tall + 2.5
    yield "huge", wide * 1e30, near(wide) * 1e30
    yield "tiny", wide * 1e-18, near(wide) * 1e-18
    yield "one position", one, near(one)
    yield "two positions", normal(2, 3), normal(2, 3)
    yield "three positions", normal(3, 5), normal(3, 5)
    yield "one channel", normal(40, 1), normal(40, 1)
    yield "constant dense run", constant, normal(9, 5)
    yield "constant other run", normal(9, 5), constant
    yield "zero other run", tall, np.zeros_like(tall)
    yield "zero dense run", np.zeros((6, 4)), normal(6, 4)
    yield "both zero", np.zeros((6, 4)), np.zeros((6, 4))
    yield "both one value", np.full((5, 3), 7.25), np.full((5, 3), 7.5)


def main():
    made = []
    for name, x, y in cases():
        x, y = x.astype(np.float32).astype(np.float64), y.astype(np.float32).astype(np.float64)
        made.append(
            {
                "name": name,
                "channels": x.shape[1],
                "dense": x.ravel().tolist(),
                "other": y.ravel().tolist(),
                "expected": measures(x, y),
            }
        )
    json.dump({"made_with": f"numpy {np.__version__}, scipy {scipy.__version__}", "cases": made}, sys.stdout, indent=None, default=float)
    print()


main()
