@NullMarked
package io.coterie.customer.erasure;

import org.jspecify.annotations.NullMarked;
