@NullMarked
package io.coterie.kit.fault;

import org.jspecify.annotations.NullMarked;
