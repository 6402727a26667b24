/// Journeys through the packaged suite.
@NullMarked
package io.coterie.systemtest;

import org.jspecify.annotations.NullMarked;
