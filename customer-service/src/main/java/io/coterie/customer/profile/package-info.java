@NullMarked
package io.coterie.customer.profile;

import org.jspecify.annotations.NullMarked;
