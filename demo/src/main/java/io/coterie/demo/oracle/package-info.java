/// The members counted by other means. Shares no code with the suite.
@NullMarked
package io.coterie.demo.oracle;

import org.jspecify.annotations.NullMarked;
