"""Signs for each k -> how many groups they show."""

from collections.abc import Mapping
from dataclasses import dataclass

SURE = 6.0
"""Certainty of a valley that evenly spread points hardly ever show."""
LIKELY = 2.8
"""Certainty that three in four cuts through evenly spread points do not reach."""
LEAST = 0.8
"""Certainty of a weak valley among many good ones."""
TOGETHER = 3.0
"""By how much all valleys together surpass those of evenly spread points."""
CHANCE = 2.0
"""Certainty of valleys in evenly spread points."""
DEEP = 0.25
"""How much sparser a valley is than its lower side, if groups are to be apart."""
SPARE = 0.2
"""Share of valleys that may be weak where all else speaks for a k."""
NEAR = 0.9
"""Of the largest silhouette; above this, silhouettes are about as large."""
STRONG = 6.0
"""Difference in BIC that is strong evidence (Kass, Raftery 1995)."""


@dataclass(frozen=True)
class Signs:
    """What speaks for one k.

    Attributes
    ----------
    bic : float
        How badly k Gaussians and some noise explain the points.
    silhouette : float
        Mean silhouette, -1..1; 0 for k = 1.
    certainties, depths : tuple of float
        Of the valleys between neighbouring clusters; none for k = 1.
    """

    bic: float
    silhouette: float = 0
    certainties: tuple[float, ...] = ()
    depths: tuple[float, ...] = ()

    @property
    def certainty(self) -> float:
        """The certainty of the least certain valley."""
        return min(self.certainties, default=0)

    @property
    def depth(self) -> float:
        """The depth of the shallowest valley."""
        return min(self.depths, default=0)

    @property
    def together(self) -> float:
        """By how much all valleys surpass chance; none counts for more than one."""
        return sum(min(each, SURE) - CHANCE for each in self.certainties)


def verdict(signs: Mapping[int, Signs]) -> int:
    """Return how many groups the signs show; 1 for none.

    Gaussian clusters with noise propose: the likeliest k of those whose clusters
    are parted by valleys.

    Parameters
    ----------
    signs : mapping
        For each k from 1.
    """
    if likeliest(signs, list(signs)) == 1:
        return 1
    clear = [k for k in signs if k > 1 and parted(signs, k)]
    if not clear:
        return 1
    k = likeliest(signs, clear)
    sure = [other for other in clear if signs[other].certainty >= SURE]
    if sure and k not in sure:
        # Groups that are no Gaussians are likelier in pieces; pieces lie close.
        safe = likeliest(signs, sure)
        strong = signs[k].bic <= signs[safe].bic - STRONG
        k = k if strong and roomy(signs, k, signs[safe].silhouette) else safe
    return finer(signs, k)


def likeliest(signs: Mapping[int, Signs], some: list[int]) -> int:
    """Return which of some k explains the points best."""
    return min(some, key=lambda k: signs[k].bic)


def parted(signs: Mapping[int, Signs], k: int) -> bool:
    """Tell whether clusters explain the points and have valleys between them."""
    own = signs[k]
    likelier = own.bic <= signs[1].bic - STRONG
    clear = likelier and own.together >= TOGETHER and own.depth >= DEEP
    return clear and (own.certainty >= LIKELY or excusable(signs, k))


def finer(signs: Mapping[int, Signs], k: int) -> int:
    """Return a finer division of clear groups that all but some valleys speak for.

    Of many groups few rows lie at each border, so that some valleys must be unsure.
    """
    better = [other for other in signs if other > k and surpasses(signs, other, k)]
    if likeliest(signs, list(signs)) not in better:
        return k
    return max(better, key=lambda other: signs[other].silhouette)


def surpasses(signs: Mapping[int, Signs], k: int, clear: int) -> bool:
    """Tell whether k is likelier and roomier than a clear one, most valleys good."""
    own, than = signs[k], signs[clear]
    weak = sum(each < LIKELY for each in own.certainties)
    good = own.certainty >= LEAST and own.depth >= DEEP and own.together >= TOGETHER
    likelier = own.bic <= than.bic - STRONG and own.silhouette >= than.silhouette
    return good and likelier and weak < len(own.certainties) / 2


def excusable(signs: Mapping[int, Signs], k: int) -> bool:
    """Tell whether weak valleys may be due to chance: few, and all else for k."""
    own = signs[k]
    many = len(own.certainties)
    weak = sum(each < LIKELY for each in own.certainties)
    few = weak <= max(1, SPARE * many) < many / 2 and own.certainty >= LEAST
    others = [each for other, each in signs.items() if other != k]
    likely = own.bic <= min(each.bic for each in others) - STRONG
    return few and likely and roomy(signs, k, max(each.silhouette for each in others))


def roomy(signs: Mapping[int, Signs], k: int, silhouette: float) -> bool:
    """Tell whether the silhouette of k comes near another."""
    return signs[k].silhouette >= NEAR * silhouette


def fallback(signs: Mapping[int, Signs]) -> int:
    """Return the best k of 2 or more where no groups are clear.

    If one cloud explains the points best, the fewest slices that are about as roomy
    as any: more would be no better, and harder to make use of.
    """
    likely = likeliest(signs, list(signs))
    if likely > 1:
        return likely
    split = {k: each.silhouette for k, each in signs.items() if k > 1}
    most = max(split.values())
    return min(k for k in split if split[k] == most or roomy(signs, k, most))
