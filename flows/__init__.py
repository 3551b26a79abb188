"""When it is done: Prefect flows over the same engine the command line uses."""
