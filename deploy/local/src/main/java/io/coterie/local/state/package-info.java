/// What a suite keeps in its state folder: secrets, ports, and which processes are its own.
@NullMarked
package io.coterie.local.state;

import org.jspecify.annotations.NullMarked;
