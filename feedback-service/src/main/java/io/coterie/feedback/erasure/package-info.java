@NullMarked
package io.coterie.feedback.erasure;

import org.jspecify.annotations.NullMarked;
