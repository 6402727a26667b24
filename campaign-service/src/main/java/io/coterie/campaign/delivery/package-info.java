@NullMarked
package io.coterie.campaign.delivery;

import org.jspecify.annotations.NullMarked;
