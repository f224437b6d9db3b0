"""To see: the measures as a map and as charts."""
