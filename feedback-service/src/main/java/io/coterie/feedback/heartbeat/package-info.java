/// This service's heartbeats.
@NullMarked
package io.coterie.feedback.heartbeat;

import org.jspecify.annotations.NullMarked;
