@NullMarked
package io.coterie.campaign.store;

import org.jspecify.annotations.NullMarked;
