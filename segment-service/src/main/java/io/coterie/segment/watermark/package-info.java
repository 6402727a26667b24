/// How far the facts of other services are complete here.
@NullMarked
package io.coterie.segment.watermark;

import org.jspecify.annotations.NullMarked;
