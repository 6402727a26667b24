/// The launcher behind ./coterie: starts, shows and ends a suite.
@NullMarked
package io.coterie.local.suite;

import org.jspecify.annotations.NullMarked;
