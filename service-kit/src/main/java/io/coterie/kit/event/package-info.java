@NullMarked
package io.coterie.kit.event;

import org.jspecify.annotations.NullMarked;
