@NullMarked
package io.coterie.feedback.store;

import org.jspecify.annotations.NullMarked;
