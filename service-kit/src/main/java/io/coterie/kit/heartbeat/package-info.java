/// Heartbeats: how the consumers of a service's facts learn how far they have all of them.
@NullMarked
package io.coterie.kit.heartbeat;

import org.jspecify.annotations.NullMarked;
