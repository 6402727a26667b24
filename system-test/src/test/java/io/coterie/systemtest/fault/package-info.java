/// What is done to the suite.
@NullMarked
package io.coterie.systemtest.fault;

import org.jspecify.annotations.NullMarked;
