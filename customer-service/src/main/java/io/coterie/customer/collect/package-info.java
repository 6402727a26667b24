@NullMarked
package io.coterie.customer.collect;

import org.jspecify.annotations.NullMarked;
