/// The steps, each with what was expected beside what was found.
@NullMarked
package io.coterie.demo.story;

import org.jspecify.annotations.NullMarked;
