@NullMarked
package io.coterie.customer.intake;

import org.jspecify.annotations.NullMarked;
