@NullMarked
package io.coterie.feedback.webhook;

import org.jspecify.annotations.NullMarked;
