/// What operators see and do: parked messages, and events that do not get away.
@NullMarked
package io.coterie.kit.operations;

import org.jspecify.annotations.NullMarked;
