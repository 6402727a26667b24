@NullMarked
package io.coterie.kit.loop;

import org.jspecify.annotations.NullMarked;
