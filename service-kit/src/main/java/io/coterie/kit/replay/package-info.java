@NullMarked
package io.coterie.kit.replay;

import org.jspecify.annotations.NullMarked;
