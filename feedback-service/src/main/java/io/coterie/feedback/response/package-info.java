@NullMarked
package io.coterie.feedback.response;

import org.jspecify.annotations.NullMarked;
