"""A run spread over a Dask cluster: shards, each an output folder of its own."""
