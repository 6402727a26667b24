@NullMarked
package io.coterie.bench.report;

import org.jspecify.annotations.NullMarked;
