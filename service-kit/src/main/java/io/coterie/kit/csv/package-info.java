@NullMarked
package io.coterie.kit.csv;

import org.jspecify.annotations.NullMarked;
