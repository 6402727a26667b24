/// JSON over the JDK's own HTTP server, on the loopback address.
@NullMarked
package io.coterie.local.http;

import org.jspecify.annotations.NullMarked;
