@NullMarked
package io.coterie.feedback.replay;

import org.jspecify.annotations.NullMarked;
