/// What several services count alike. Labels take few values: kinds and outcomes, never ids of customers.
@NullMarked
package io.coterie.kit.metric;

import org.jspecify.annotations.NullMarked;
