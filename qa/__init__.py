"""Retrieved passages become checked, cited answers."""
