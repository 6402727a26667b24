@NullMarked
package io.coterie.customer.consent;

import org.jspecify.annotations.NullMarked;
