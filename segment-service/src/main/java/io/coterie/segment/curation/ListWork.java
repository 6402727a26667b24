package io.coterie.segment.curation;

import io.coterie.segment.touch.Place;

/// A version of a list whose customers are being evaluated, and how far that has come.
record ListWork(int list, int version, Place place) {}
