@NullMarked
package io.coterie.campaign;

import org.jspecify.annotations.NullMarked;
