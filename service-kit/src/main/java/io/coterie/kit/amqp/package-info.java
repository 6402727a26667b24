@NullMarked
package io.coterie.kit.amqp;

import org.jspecify.annotations.NullMarked;
