@NullMarked
package io.coterie.customer.identity;

import org.jspecify.annotations.NullMarked;
