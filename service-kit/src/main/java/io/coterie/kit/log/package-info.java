/// Logs that name ids and classes, and no person.
@NullMarked
package io.coterie.kit.log;

import org.jspecify.annotations.NullMarked;
