@NullMarked
package io.coterie.feedback.source;

import org.jspecify.annotations.NullMarked;
