@NullMarked
package io.coterie.feedback.tool;

import org.jspecify.annotations.NullMarked;
