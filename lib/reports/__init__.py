"""The brief: what several domains say of a period, as one document; HTML, slides or sheets for those it goes to."""
