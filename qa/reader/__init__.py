"""The trained Chinese reader: how well a passage answers, where the answer stands, what a passage supports."""
