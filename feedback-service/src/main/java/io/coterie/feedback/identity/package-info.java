@NullMarked
package io.coterie.feedback.identity;

import org.jspecify.annotations.NullMarked;
