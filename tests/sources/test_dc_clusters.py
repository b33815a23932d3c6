"""Washington's neighborhood clusters, from a fictional excerpt."""

from housing.sources.dc_clusters import normalize
from tests.sources.outlines import excerpt

TABLES = normalize(excerpt("dc_clusters/neighborhood_cluster.geojson"))


def test_a_cluster_has_a_short_name_and_the_names_of_its_neighborhoods() -> None:
    cluster = TABLES["areas"].set_index("area_id").loc["neighborhood:7"]
    assert (cluster["name"], cluster["long_name"]) == ("Cluster 7", "Ropewalk, Old Harbor")
    assert cluster["kind"] == "neighborhood"


def test_a_cluster_without_a_number_is_counted_in_quarantine() -> None:
    assert len(TABLES["areas"]) == 2
    assert TABLES["quarantine"]["reason"].tolist() == ["missing_id"]
