@NullMarked
package io.coterie.segment.dryrun;

import org.jspecify.annotations.NullMarked;
