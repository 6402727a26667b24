@NullMarked
package io.coterie.campaign.unsubscribe;

import org.jspecify.annotations.NullMarked;
