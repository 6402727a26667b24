@NullMarked
package io.coterie.customer.store;

import org.jspecify.annotations.NullMarked;
