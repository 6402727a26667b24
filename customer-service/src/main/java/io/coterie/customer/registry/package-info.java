@NullMarked
package io.coterie.customer.registry;

import org.jspecify.annotations.NullMarked;
