@NullMarked
package io.coterie.customer.text;

import org.jspecify.annotations.NullMarked;
