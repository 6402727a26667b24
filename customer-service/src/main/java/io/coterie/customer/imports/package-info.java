@NullMarked
package io.coterie.customer.imports;

import org.jspecify.annotations.NullMarked;
