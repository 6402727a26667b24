@NullMarked
package io.coterie.feedback.profile;

import org.jspecify.annotations.NullMarked;
