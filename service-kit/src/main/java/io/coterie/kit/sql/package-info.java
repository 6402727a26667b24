@NullMarked
package io.coterie.kit.sql;

import org.jspecify.annotations.NullMarked;
