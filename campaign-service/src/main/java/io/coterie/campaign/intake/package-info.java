@NullMarked
package io.coterie.campaign.intake;

import org.jspecify.annotations.NullMarked;
