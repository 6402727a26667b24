@NullMarked
package io.coterie.customer.recording;

import org.jspecify.annotations.NullMarked;
