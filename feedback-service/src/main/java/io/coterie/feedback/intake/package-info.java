/// What the kit's intake remembers, in MongoDB.
@NullMarked
package io.coterie.feedback.intake;

import org.jspecify.annotations.NullMarked;
