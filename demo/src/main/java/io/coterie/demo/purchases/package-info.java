/// What was bought: a file of purchases, made or given, moved so that its last day is yesterday.
@NullMarked
package io.coterie.demo.purchases;

import org.jspecify.annotations.NullMarked;
