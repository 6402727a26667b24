@NullMarked
package io.coterie.kit.retention;

import org.jspecify.annotations.NullMarked;
