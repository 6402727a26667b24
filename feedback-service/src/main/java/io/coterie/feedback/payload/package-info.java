@NullMarked
package io.coterie.feedback.payload;

import org.jspecify.annotations.NullMarked;
