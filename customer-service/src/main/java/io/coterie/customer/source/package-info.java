@NullMarked
package io.coterie.customer.source;

import org.jspecify.annotations.NullMarked;
