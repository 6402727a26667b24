@NullMarked
package io.coterie.feedback.parking;

import org.jspecify.annotations.NullMarked;
