/// The shape that every module of the suite has.
@NullMarked
package io.coterie.testkit.structure;

import org.jspecify.annotations.NullMarked;
