@NullMarked
package io.coterie.kit.outbox;

import org.jspecify.annotations.NullMarked;
