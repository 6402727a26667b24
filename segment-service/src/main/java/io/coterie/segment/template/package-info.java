@NullMarked
package io.coterie.segment.template;

import org.jspecify.annotations.NullMarked;
