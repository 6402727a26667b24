@NullMarked
package io.coterie.feedback.answer;

import org.jspecify.annotations.NullMarked;
