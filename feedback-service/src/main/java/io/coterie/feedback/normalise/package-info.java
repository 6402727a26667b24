@NullMarked
package io.coterie.feedback.normalise;

import org.jspecify.annotations.NullMarked;
