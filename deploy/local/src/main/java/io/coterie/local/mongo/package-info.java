/// The document store, or its stand-in.
@NullMarked
package io.coterie.local.mongo;

import org.jspecify.annotations.NullMarked;
