@NullMarked
package io.coterie.segment.model;

import org.jspecify.annotations.NullMarked;
