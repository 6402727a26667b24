@NullMarked
package io.coterie.campaign.audience;

import org.jspecify.annotations.NullMarked;
