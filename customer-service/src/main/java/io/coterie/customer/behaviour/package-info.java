@NullMarked
package io.coterie.customer.behaviour;

import org.jspecify.annotations.NullMarked;
