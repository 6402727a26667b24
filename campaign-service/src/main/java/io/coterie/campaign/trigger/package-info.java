@NullMarked
package io.coterie.campaign.trigger;

import org.jspecify.annotations.NullMarked;
